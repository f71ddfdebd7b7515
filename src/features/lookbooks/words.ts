/** @file The words of the lookbooks. */
import { bytes, counted, seconds } from "~/ui/text/numbers";

export const words = {
  list: {
    title: "Lookbooks",
    lede: "Pictures in an order, with words, ready to be shown or taken away.",
    empty: "No lookbook yet. Give the first one a name; kept pictures go into it from the library.",
    create: "New lookbook",
    library: "Open the library",
    pages: (count: number): string => (count === 0 ? "No pages yet" : counted(count, "page")),
  },
  naming: {
    create: "New lookbook",
    rename: "Rename",
    name: "Name",
    hint: "Spring, casting for Ana, new headshots.",
    save: "Save",
    make: "Create",
  },
  book: {
    back: "Lookbooks",
    missing: "This lookbook is not here.",
    missingLede: "It may have been deleted, or it lives in another browser.",
    pages: (count: number): string => counted(count, "page"),
    empty: "Drag kept pictures here, or add them with the button.",
    present: "Present",
    export: "Take away as ZIP",
    add: "Add pictures",
    more: "More",
    moreFor: (name: string): string => `More for ${name}`,
    rename: "Rename",
    delete: "Delete",
    deleted: (name: string): string => `“${name}” is deleted.`,
    undone: (name: string): string => `“${name}” is back.`,
    undo: "Undo",
    keys: "On a page: Alt with the arrow keys moves it.",
    trash: (count: number): string =>
      count === 1
        ? "One picture lies in the trash; its page comes back with it."
        : `${count} pictures lie in the trash; their pages come back with them.`,
  },
  page: {
    label: (number: number, of: number): string => `Page ${number} of ${of}`,
    number: (number: number): string => String(number),
    caption: "Caption",
    alt: "What it shows",
    altHint: "For people who do not see it. Suggested from the look until you write your own.",
    suggest: "Use the suggestion again",
    earlier: (number: number): string => `Move page ${number} earlier`,
    later: (number: number): string => `Move page ${number} later`,
    takeOut: (number: number): string => `Take page ${number} out`,
    taken: "Page taken out. The picture stays in the library.",
    moved: (to: number, of: number): string => `Now page ${to} of ${of}.`,
    handle: (number: number): string => `Drag page ${number}`,
    open: "Open in the library",
    gone: "The file is not here any more",
  },
  add: {
    title: "Add pictures",
    lede: "Kept pictures that are not in this lookbook yet.",
    all: "Every picture",
    kept: "Kept",
    which: "Which pictures",
    none: "Every kept picture is in here already.",
    noneAtAll: "Every picture is in here already.",
    add: (count: number): string => (count === 0 ? "Add" : `Add ${counted(count, "picture")}`),
    picture: (name: string, at: string): string => `${name}, ${at}`,
  },
  present: {
    label: (name: string): string => `${name}, presented`,
    previous: "Previous page",
    next: "Next page",
    close: "End",
    at: (number: number, of: number): string => `${number} of ${of}`,
  },
  export: {
    title: "Take it away",
    what: (count: number): string =>
      `${counted(count, "picture")} at full size as PNG and JPEG, the captions, a manifest with every look and every file’s SHA-256, and a read-me.`,
    disclosure: "Say in the files that a model has made the pictures",
    disclosureHint: "In the read-me, the manifest and inside every JPEG. In many places the law asks for it.",
    begin: "Make the ZIP",
    stages: { masters: "Making the masters", files: "Packing" },
    progress: (done: number, of: number, left: number | null): string =>
      `${done} of ${counted(of, "picture")}${left === null ? "" : ` · about ${seconds(Math.max(1, Math.round(left)))} left`}`,
    cancel: "Cancel",
    gone: (page: number): string =>
      page > 0 ? `The picture of page ${page} has no file any more.` : "A picture has no file any more.",
    goneWhy:
      "The browser has lost or cleared it. The ZIP can be made without that page; in the library its look can be drawn again.",
    without: "Take the page out and go on",
    done: "The ZIP is ready.",
    asDrawn: (count: number, of: number): string =>
      `${count === of ? (of === 1 ? "The picture is" : "All pictures are") : `${count} of ${of} pictures ${count === 1 ? "is" : "are"}`} in it at the smaller size at which ${count === 1 ? "it was" : "they were"} drawn: no master could be made here. Try again when the models are installed and there is room.`,
    again: "Save it again",
    file: (name: string, size: number): string => `${name} · ${bytes(size)}`,
    close: "Done",
  },
} as const;
