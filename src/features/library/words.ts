/** @file The words of the library. */
import type { LayerKind } from "~/contracts/layers";
import type { Difference } from "~/contracts/look-words";
import type { MaskMove } from "~/contracts/mask-moves";
import type { Mark, Picture, Stars } from "~/contracts/records";
import type { EditVerb, GenerateRequest, Grade, Size } from "~/contracts/request";
import type { SamplerName } from "~/contracts/sampler";
import type { StepFrame } from "~/contracts/steps";
import { GRADE_WORDS, SAMPLER_WORDS } from "~/services/drawing-words";
import type { MasterState } from "~/services/masters";
import { atTime, counted, seconds, turned } from "~/ui/text/numbers";
import type { Field, Misread } from "./query";

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
  turn: "Head turned",
  pose: "Head held",
  size: "Shape",
  quality: "Quality",
  sampler: "Sampler",
  pack: "Pack",
  model: "Version",
  edit: "Edit",
};

/** What a field takes that does not take any words. */
const valueHints: Partial<Record<Field, string>> = {
  mark: "keep, maybe, reject or none",
  date: "2026, 2026-05, 2026-05-01, today, yesterday, week, month or year",
  stars: "a number",
  seed: "a number",
  likeness: "a number",
  steps: "a number",
  version: "a number",
};

/** How a picture was made from another. */
const edits: Record<EditVerb, string> = {
  vary: "Varied",
  change: "Changed",
  fill: "Filled",
  improve: "Improved",
  add: "Added to",
  remove: "Removed from",
  background: "Another background",
  words: "Changed by words",
  expand: "Expanded",
  grade: "Graded",
  back: "Layer put back",
};

/** Of a picture without a master; one that has it says how large that is. */
const masters: Record<MasterState, string> = {
  waiting: "its master, which is being made",
  later: "its master, made when it is kept or saved",
  failed: "its master, made when it is saved",
  none: "the size it was drawn at",
};

type Quality = Pick<GenerateRequest, "steps" | "guidance">;

const sizeWords = (width: number, height: number): string => `${width} × ${height} px`;
const qualityWords = ({ steps, guidance }: Quality): string => `${counted(steps, "step")}, guidance ${guidance}`;

const changed = (list: readonly Difference[]): string =>
  `${list.map((each, i) => (i === 0 ? differences[each] : differences[each].toLowerCase())).join(", ")} changed`;

/** "the hair, the outfit and the scene". */
function listed(layers: readonly LayerKind[]): string {
  const named = layers.map((kind) => `the ${differences[kind].toLowerCase()}`);
  return named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${named.at(-1)}` : (named[0] ?? "nothing");
}

/** As it is said in the middle of a sentence. */
const within = (said: string): string => said.charAt(0).toLowerCase() + said.slice(1);

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
    placeholder: "blazer  persona:mara  stars>=4",
    mark: "Mark",
    who: "Persona",
    everybody: "Everybody",
    tag: "Tag",
    anyTag: "Any tag",
    order: "Order",
    orders: { newest: "Newest", oldest: "Oldest", stars: "Most stars", likeness: "Best likeness" },
  },
  search: {
    help: "What can be asked",
    close: "Close",
    title: "Searching",
    lede: "Every part must hold. Words are looked for in looks and their names, own words, tags and names.",
    examples: [
      ["blazer -beach", "with the one word and without the other"],
      ['"window light"', "words that stand together"],
      ["persona:mara look:blazer stars>=4", "fields, joined; look: takes a look’s name and what it says"],
      ["hair:bob scene:library", "in one layer: hair, outfit, scene, light, lens, expression"],
      ["mark:keep tag:web", "keep, maybe, reject or none; a tag by its whole name"],
      ["date:today date>=2026-05", "today, yesterday, week, month, year; a year, month or day"],
      ["verb:vary pack:atelier", "how it was made, and with what"],
      ["likeness>0.9 steps<35 seed:123 version:2", "numbers, with >, >=, <, <= or :"],
    ] as readonly (readonly [string, string])[],
    suggestions: (count: number): string =>
      count === 0 ? "" : `${counted(count, "suggestion")}; arrows choose, Enter takes one.`,
    fields: {
      persona: "who is drawn",
      look: "a look’s name, any layer or own words",
      hair: "the layer",
      outfit: "the layer",
      scene: "the layer",
      light: "the layer",
      lens: "the layer",
      expression: "the layer",
      mark: "keep, maybe, reject, none",
      stars: "1 to 5",
      tag: "its whole name",
      date: "a year, month or day",
      pack: "what it was drawn with",
      verb: "how it was made",
      seed: "a number",
      likeness: "0 to 1",
      steps: "a number",
      version: "of their model",
    } satisfies Record<Field, string>,
    misread: (what: Misread): string => {
      if (what.kind === "value")
        return `“${what.typed}” does not fit ${what.field}: (${valueHints[what.field] ?? "words"}); it was looked for as words.`;
      return what.read === null
        ? `There is no field “${what.typed}”; what follows it was looked for as words.`
        : `“${what.typed}” was read as ${what.read}.`;
    },
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
  steps: {
    label: "Undo and redo",
    undo: "Undo (Ctrl or ⌘ Z)",
    redo: "Redo (Shift Ctrl or ⌘ Z)",
    undone: (what: string): string => `Undone: ${what}.`,
    redone: (what: string): string => `Done again: ${what}.`,
    mark: (mark: Mark | null, count: number): string =>
      `${counted(count, "picture")} ${mark === null ? "without a mark" : `marked ${marked[mark]}`}`,
    rate: (count: Stars | null, of: number): string =>
      `${counted(of, "picture")} ${count === null ? "without stars" : `given ${stars(count)}`}`,
    tag: (tag: string, count: number): string => `${counted(count, "picture")} tagged “${tag}”`,
    untag: (tag: string, count: number): string => `“${tag}” taken from ${counted(count, "picture")}`,
    discard: (count: number): string => `${counted(count, "picture")} moved to the trash`,
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
    edit: "Edit",
    title: (name: string, at: string): string => `${name}, ${at}`,
    previous: "Previous picture",
    next: "Next picture",
    restore: "Put this look back",
    restoreHint:
      "Opens the studio with this look and this seed. What is drawn then goes on from here; the picture stays as it is.",
    save: "Save PNG",
    add: "Add to a lookbook",
    discard: "Move to trash",
    look: "Look",
    called: "Called",
    own: "Own words",
    facts: "How it was drawn",
    cameIn: "How it came in",
    origin: "Came in as",
    came: "Came in",
    pixels: "Size",
    rate: "Stars",
    marks: "Mark",
    likeness: "Likeness",
    seed: "Seed",
    took: "Took",
    tookWords: (time: number): string => seconds(time),
    quality: "Quality",
    qualityWords,
    sampler: "Sampler",
    identity: "Identity strength",
    turn: "Head turned",
    toolWords: (revision: string): string => `revision ${revision}`,
    version: "Own model",
    versionWords: (version: number): string => `version ${version}`,
    size: "Drawn at",
    sizeWords,
    master: "Leaves at",
    masters,
    leavesAt: (width: number, height: number, by: string | undefined): string =>
      by === undefined ? sizeWords(width, height) : `${sizeWords(width, height)}, enlarged by ${by}`,
    drawn: "Drawn",
    strength: (strength: number): string => (strength === 1 ? "" : ` · strength ${strength.toFixed(2)}`),
    books: "In lookbooks",
    keys: "K, M, R and 1 to 5 work here too; the arrows walk.",
  },
  verb: (list: readonly Difference[]): string => (list.length === 0 ? "Another seed" : changed(list)),
  /** After a picture that was edited: its look, not the picture. */
  anew: (list: readonly Difference[]): string =>
    list.length === 0 ? "Drawn anew" : `Drawn anew, ${changed(list).toLowerCase()}`,
  tree: {
    title: "History",
    label: (count: number): string => `History: ${counted(count, "picture")}`,
    first: "Drawn",
    imported: "Came in as a file",
    compare: "Show changes",
    inTrash: "The picture that this went on from lies in the trash.",
    gone: "The picture that this went on from is not here any more.",
  },
  edits,
  replay: {
    open: "Do this again",
    title: "Do this again",
    lede: "Everything that was done to this picture, with somebody else; or a saved recipe, done to this picture or drawn from the start.",
    openImported: "Recipes",
    ledeImported: "A saved recipe, done to this drawing or drawn from the start.",
    unnamed: "Recipe",
    start: (look: string): string => (look === "" ? "Drawn" : `Drawn: ${look}`),
    to: "to",
    reading: "What was done is read",
    left: (count: number): string =>
      `${counted(count, "step")} ${count === 1 ? "has a mask" : "have masks"} drawn by hand where no face is found, and ${count === 1 ? "is" : "are"} left out.`,
    byHand: "within a mask drawn by hand, carried to the new face",
    within: (moves: readonly MaskMove[]): string => {
      const parts = [...new Set(moves.flatMap((move) => (move.kind === "add" ? [move.part] : [])))];
      return parts.length === 0 ? "within a mask" : `within the ${parts.join(" and ")}`;
    },
    larger: ({ top, right, bottom, left }: StepFrame): string => {
      const more = (share: number): string => `${Math.round(100 * share)} %`;
      const sides = [
        [top + bottom, "higher"],
        [left + right, "wider"],
      ] as const;
      return sides.flatMap(([share, by]) => (share > 0 ? [`${more(share)} ${by}`] : [])).join(", ");
    },
    with: "With",
    run: "Draw it again",
    queued: (count: number): string => `${counted(count, "step")} in the queue, one after another.`,
    studio: "To the studio",
    name: "Save as a recipe",
    save: "Save",
    saved: (name: string): string => `Recipe saved: ${name}.`,
    handOut: "Hand out as a file",
    recipes: "Saved recipes",
    recipe: "Recipe",
    none: "None is saved yet.",
    apply: "Do it to this picture",
    person: "Who",
    fromStart: "Draw it from the start",
    rename: "Rename",
    called: "Name",
    handThisOut: "Hand this recipe out",
    remove: "Remove",
    removed: (name: string): string => `“${name}” removed.`,
    takeIn: "Take in a file",
  },
  layerNames: differences as Record<LayerKind, string>,
  /** Sentences, from one picture to another. */
  changes: {
    other: (kind: LayerKind, before: string, after: string): string => `${differences[kind]}: “${before}” became “${after}”.`,
    added: (kind: LayerKind, after: string): string => `${differences[kind]}: “${after}” added.`,
    left: (kind: LayerKind, before: string): string => `${differences[kind]}: “${before}” left out.`,
    strength: (kind: LayerKind, before: number, after: number): string =>
      `${differences[kind]}: strength ${after.toFixed(2)} instead of ${before.toFixed(2)}.`,
    prompt: (before: string, after: string): string => {
      if (before === "") return `Own words: “${after}” added.`;
      return after === "" ? `Own words: “${before}” left out.` : `Own words: “${before}” became “${after}”.`;
    },
    identity: (before: number, after: number): string => `Identity strength ${after.toFixed(2)} instead of ${before.toFixed(2)}.`,
    turn: (before: number, after: number): string => `Head turned ${turned(after)} instead of ${turned(before)}.`,
    size: (before: Size, after: Size): string =>
      `${sizeWords(after.width, after.height)} instead of ${sizeWords(before.width, before.height)}.`,
    quality: (before: Quality, after: Quality): string => `${qualityWords(after)} instead of ${qualityWords(before)}.`,
    model: (before: number, after: number): string => `Drawn with version ${after} of their model instead of version ${before}.`,
    otherModel: "Drawn with another model of theirs.",
    person: "Another person.",
    pose: "The head is held in another way.",
    sampler: (before: SamplerName, after: SamplerName): string =>
      `Sampler ${SAMPLER_WORDS[after]} instead of ${SAMPLER_WORDS[before]}.`,
    pack: (before: string, after: string): string => `Drawn with ${after} instead of ${before}.`,
    revision: (pack: string): string => `Drawn with another revision of ${pack}.`,
    withTool: (tool: string): string => `Drawn with the ${tool}, the first without it.`,
    withoutTool: (tool: string): string => `Drawn without the ${tool} that the first was drawn with.`,
    otherFile: "Both came in as files: they are not drawn from requests.",
    fromFile: "The first came in as a file; the second was not made from it.",
    toFile: "The second came in as a file; it was not made from the first.",
    edited: {
      verbs: { ...edits, add: "Something added", remove: "Something removed" } satisfies Record<EditVerb, string>,
      graded: (grade: Grade): string => `Graded, ${GRADE_WORDS[grade].toLowerCase()}`,
      back: (layer: LayerKind | null): string =>
        layer === null ? edits.back : `${differences[layer]} put back as it was before`,
      everywhere: "everywhere",
      within: (layer: LayerKind): string => `within the ${differences[layer].toLowerCase()}`,
      byHand: "within a mask drawn by hand",
      strength: (value: number): string => `strength ${value.toFixed(2)}`,
      locked: (layers: readonly LayerKind[]): string => `with ${listed(layers)} locked`,
      done: (what: string): string => `${what}.`,
      undone: (what: string): string => `Without this edit: ${within(what)}.`,
      begun: (what: string): string => `The second is an edit of another picture: ${within(what)}.`,
      notBegun: (what: string): string => `The first is an edit of another picture: ${within(what)}.`,
      instead: (after: string, before: string): string => `${after}, instead of ${within(before)}.`,
      place: (after: string, before: string): string => `Drawn ${after} instead of ${before}.`,
      otherSource: "Made from another picture.",
      otherMask: "Another mask.",
      otherStrength: (before: number, after: number): string =>
        `Strength of the edit ${after.toFixed(2)} instead of ${before.toFixed(2)}.`,
      otherLocked: (before: readonly LayerKind[], after: readonly LayerKind[]): string =>
        `Locked: ${listed(after)} instead of ${listed(before)}.`,
      otherLayer: "Put back from another picture.",
      otherFrame: "The picture lies elsewhere in its larger frame.",
    },
    seed: (before: number, after: number): string => `Seed ${after} instead of ${before}.`,
  },
  compare: {
    title: "Compare",
    how: "How to compare",
    ways: { side: "Side by side", slider: "Slider", blink: "Blink", difference: "Difference" },
    changes: "What changed, from the first to the second",
    same: "Nothing was changed: both were asked for in the same words and numbers.",
    better: "Keep this one",
    kept: "Kept",
    side: (index: number): string => (index === 0 ? "First" : "Second"),
    slider: "How much of the first is seen",
    sliderWords: (share: number): string => `${share} %`,
    only: (index: number): string => (index === 0 ? "Only the first" : "Only the second"),
    half: "Half and half",
    now: (index: number): string => (index === 0 ? "The first" : "The second"),
    other: "Show the other",
    blink: "Blink",
    still: "Hold still",
    difference: "Black is where the two are the same.",
    bright: "How bright differences are shown",
    times: (factor: number): string => (factor === 1 ? "as they are" : `${factor} times`),
    swap: "Swap them",
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
    elsewhere: "To change a drawing from elsewhere, open “Edit a drawing” in somebody’s studio.",
    notOffered: (sampler: string, pack: string): string => `${pack} does not draw with ${sampler}.`,
  },
  trashed: {
    title: "Trash",
    lede: (days: number): string => `Pictures stay here for ${days} days, then they are gone.`,
    back: "Library",
    empty: "Empty. Deletions stay thirty days.",
    restore: "Put back",
    restoreAll: "Put all back",
    gone: (count: number): string => `${counted(count, "picture")} deleted for good.`,
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
