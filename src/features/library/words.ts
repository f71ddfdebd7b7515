/** @file The words of the library. */
import type { LayerKind } from "~/contracts/layers";
import type { Difference } from "~/contracts/look-words";
import type { Mark, Picture, Stars } from "~/contracts/records";
import type { MasterState } from "~/services/masters";
import { atTime, counted, seconds } from "~/ui/text/numbers";

const marks: Record<Mark, string> = { keep: "Keep", maybe: "Maybe", reject: "Reject" };
const marked: Record<Mark, string> = { keep: "kept", maybe: "maybe", reject: "rejected" };

const differences: Record<Difference, string> = {
  hair: "Hair",
  outfit: "Outfit",
  scene: "Scene",
  light: "Light",
  lens: "Lens",
  expression: "Expression",
  prompt: "Own words",
  identity: "Identity strength",
  size: "Shape",
  quality: "Quality",
  model: "Version",
};

/** Of a picture without a master; one that has it says how large that is. */
const masters: Record<MasterState, string> = {
  waiting: "its master, which is being made",
  later: "its master, made when it is kept or saved",
  failed: "its master, made when it is saved",
  none: "the size it was drawn at",
};

const stars = (count: Stars): string => counted(count, "star");

export const words = {
  title: "Library",
  lede: "Every picture made here, kept on this device until you throw it away.",
  count: (shown: number, all: number): string =>
    shown === all ? counted(all, "picture") : `${shown} of ${counted(all, "picture")}`,
  trash: "Trash",
  marks,
  marked,
  unmarked: "None",
  all: "All",
  stars,
  keys: "In the grid: K keep, M maybe, R reject, 1 to 5 stars, Space selects, Enter opens, Delete moves to the trash.",
  filters: {
    label: "What to show",
    search: "Search",
    placeholder: "blazer  persona:mara  tag:web  stars>=4",
    mark: "Mark",
    who: "Persona",
    everybody: "Everybody",
    tag: "Tag",
    anyTag: "Any tag",
    order: "Order",
    orders: { newest: "Newest", oldest: "Oldest", stars: "Most stars", likeness: "Best likeness" },
  },
  grid: {
    label: "Pictures",
    picture: (picture: Picture, name: string): string =>
      [
        `${name}, ${atTime(picture.createdAt)}`,
        ...(picture.mark ? [marked[picture.mark]] : []),
        ...(picture.stars ? [stars(picture.stars)] : []),
      ].join(", "),
    select: (name: string, at: string): string => `Select ${name}, ${at}`,
    rating: (count: number): string => "★".repeat(count),
  },
  said: {
    mark: (mark: Mark | null): string => (mark === null ? "Mark taken back." : `Marked: ${marked[mark]}.`),
    rate: (count: Stars | null): string => (count === null ? "Stars taken back." : `${stars(count)}.`),
    discarded: (count: number): string => `${counted(count, "picture")} moved to the trash.`,
    restored: (count: number): string => `${counted(count, "picture")} put back.`,
    added: (count: number, book: string): string => `${counted(count, "picture")} added to “${book}”.`,
    enlarging: (count: number): string => `Making ${counted(count, "master")} first.`,
    asDrawn: (why: string): string => `Saved at the smaller size it was drawn at. ${why}`,
    undo: "Undo",
    open: "Open it",
  },
  selection: {
    label: "Selected pictures",
    count: (count: number): string => `${count} selected`,
    add: "Add to a lookbook",
    tag: "Tags",
    compare: "Compare",
    save: "Save PNG",
    discard: "Move to trash",
    clear: "Clear selection",
    rate: "Stars for all selected",
    marks: "Mark all selected",
  },
  tags: {
    title: "Tags",
    add: "Add a tag",
    save: "Add",
    remove: (tag: string): string => `Remove the tag ${tag}`,
    added: (tag: string): string => `Tagged: ${tag}.`,
    removed: (tag: string): string => `No longer tagged: ${tag}.`,
    all: (count: number): string => `Tags of ${counted(count, "picture")}`,
    common: "Shown are the tags that all of them have.",
  },
  empty: {
    title: "No pictures yet.",
    next: "They come from the studio, and stay here until you throw them away.",
    make: "Make the first",
  },
  gone: {
    short: "The file is not here any more",
    title: "This picture’s file is not here any more.",
    why: "The browser has lost or cleared it. Its look and its seed are still known: with the same model they give the same picture again.",
    again: "Draw it again in the studio",
  },
  noMatch: {
    title: (query: string): string => (query === "" ? "Nothing here is marked or tagged like this." : `No match for “${query}”.`),
    clear: "Show everything",
  },
  detail: {
    title: (name: string, at: string): string => `${name}, ${at}`,
    previous: "Previous picture",
    next: "Next picture",
    restore: "Put this look back",
    restoreHint: "Opens the studio with this look and this seed. The picture stays as it is.",
    save: "Save PNG",
    add: "Add to a lookbook",
    discard: "Move to trash",
    look: "Look",
    own: "Own words",
    facts: "How it was drawn",
    rate: "Stars",
    marks: "Mark",
    likeness: "Likeness",
    seed: "Seed",
    took: "Took",
    tookWords: (time: number): string => seconds(time),
    quality: "Quality",
    qualityWords: (steps: number, guidance: number): string => `${counted(steps, "step")}, guidance ${guidance}`,
    identity: "Identity strength",
    version: "Own model",
    versionWords: (version: number): string => `version ${version}`,
    size: "Drawn at",
    sizeWords: (width: number, height: number): string => `${width} × ${height} px`,
    master: "Leaves at",
    masters,
    drawn: "Drawn",
    strength: (strength: number): string => (strength === 1 ? "" : ` · strength ${strength.toFixed(2)}`),
    tree: "Where it comes from",
    parent: "Went on from",
    children: "Led to",
    open: (change: string, at: string): string => `Open: ${change}, ${at}`,
    books: "In lookbooks",
    keys: "K, M, R and 1 to 5 work here too; the arrows walk.",
  },
  verb: (list: readonly Difference[]): string => {
    if (list.length === 0) return "Another seed";
    return `${list.map((each, i) => (i === 0 ? differences[each] : differences[each].toLowerCase())).join(", ")} changed`;
  },
  layerNames: differences as Record<LayerKind, string>,
  compare: {
    title: "Compare",
    same: "The same look; only the seed differs.",
    nothing: "nothing",
    seed: "Seed",
    likeness: "Likeness",
    names: differences,
    better: "Keep this one",
    kept: "Kept",
    side: (index: number): string => (index === 0 ? "Left" : "Right"),
  },
  book: {
    title: "Add to a lookbook",
    some: (count: number): string => counted(count, "picture"),
    existing: "Lookbooks",
    pages: (count: number): string => counted(count, "page"),
    name: "A new lookbook",
    hint: "Its name; spring, casting for Ana, new headshots.",
    create: "Create and add",
  },
  back: {
    label: "Bring a look back",
    choose: "Choose a file",
    hint: "Drop a picture or a lookbook that Likeness has made: its look opens in the studio again.",
    title: "Which look?",
    several: (name: string, count: number): string => `${name} holds ${counted(count, "look")}.`,
    reading: "Reading the file",
  },
  trashed: {
    title: "Trash",
    lede: (days: number): string => `Pictures stay here for ${days} days, then they are gone.`,
    back: "Library",
    empty: "Empty. Deletions stay thirty days.",
    restore: "Put back",
    left: (days: number): string => (days <= 0 ? "goes today" : `${counted(days, "day")} left`),
    forever: "Delete for good",
    emptyNow: "Empty the trash",
    sure: (count: number): string => `Delete ${counted(count, "picture")} for good?`,
    sureBody: "This cannot be taken back. Pages of lookbooks that show them go too.",
    confirm: "Delete for good",
    cancel: "Keep",
    picture: (name: string, at: string): string => `${name}, ${at}`,
  },
} as const;
