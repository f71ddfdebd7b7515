/** @file The words of the editor. */
import type { LayerKind } from "~/contracts/layers";
import type { EditVerb, GenerateRequest } from "~/contracts/request";
import { GRADE_WORDS } from "~/services/drawing-words";
import { seconds } from "~/ui/text/numbers";
import type { DropKind } from "./drop";
import type { Side } from "./expanding";
import type { Brush } from "./drawing";
import type { Together } from "./kept-masks";
import type { Command, MaskLook, Region, Tool } from "./masking";
import type { MaskVerb } from "./requests";

const layerNames = {
  hair: "Hair",
  outfit: "Outfit",
  scene: "Scene",
  light: "Light",
  lens: "Lens",
  expression: "Expression",
} satisfies Record<LayerKind, string>;

const regions = { face: "face", hair: "hair", clothes: "clothes", background: "background" } satisfies Record<Region, string>;

const percent = (share: number): string => `${share > 0 && share < 0.01 ? "under 1" : Math.round(100 * share)} %`;

/** "hair and face" as it begins a line. */
function sentence(names: readonly string[]): string {
  const joined = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

const asked = {
  vary: "Vary",
  change: "Change",
  fill: "Fill",
  improve: "Improve",
  add: "Add",
  remove: "Remove",
  background: "Change",
  words: "Change",
  expand: "Expand",
  grade: "Grade",
  back: "Put back",
} satisfies Record<EditVerb, string>;

/** An edit in a few words. */
function askedFor(before: GenerateRequest, { edit, layers }: GenerateRequest): string {
  if (!edit) return "";
  const changed = layers.find(({ kind, words: said }) => said !== before.layers.find((layer) => layer.kind === kind)?.words);
  const what = edit.grade ? GRADE_WORDS[edit.grade].toLowerCase() : changed && layerNames[changed.kind].toLowerCase();
  return [asked[edit.verb], what].filter(Boolean).join(" ") + (changed?.words ? ` (${changed.words})` : "");
}

const two = (value: number): string => value.toFixed(2);

const drops: Record<DropKind, (before: number | null, after: number | null, by: number) => string> = {
  same: (before, after) => `Likeness ${two(before ?? 0)} before, ${two(after ?? 0)} after: the same person.`,
  better: (before, after) => `Likeness ${two(before ?? 0)} before, ${two(after ?? 0)} after.`,
  falls: (before, after, by) =>
    `Likeness falls by ${two(by)}: ${two(before ?? 0)} before, ${two(after ?? 0)} after. Look at the face before you keep it.`,
  lost: (before) => `Likeness was ${two(before ?? 0)}; no face is found any more. Look closely before you keep it.`,
  graded: (before, after) =>
    `Only colours changed. Faces are compared in colour: ${two(before ?? 0)} before, ${two(after ?? 0)} after.`,
  unknown: (_, after) =>
    after === null ? "No face is found, before or after." : `Likeness ${two(after)}; no face was found before.`,
};

export const words = {
  open: "Edit",
  title: (name: string): string => `Edit a picture of ${name}`,
  back: (name: string): string => `${name}’s studio`,
  layerNames,
  layers: {
    title: "Layers of this picture",
    hint: "Only what you change is drawn again.",
    unsaid: "Not said",
    change: (title: string, now: string): string => `Change ${title.toLowerCase()}: ${now || "not said"}`,
    olderInTrash: "Older versions lie in the trash, with the picture that this one was made of.",
    restore: "Put it back",
    restored: "Put back.",
    lens: "Framing moves everything: draw anew in the studio.",
    lock: (title: string): string => `Lock ${title.toLowerCase()}: its pixels stay`,
    unlock: (title: string): string => `Unlock ${title.toLowerCase()}`,
    off: (title: string, under: string): string => `Switch ${title.toLowerCase()} off: shows ${under || "what was there before"}`,
    offDrawn: (title: string, under: string): string => `Switch ${title.toLowerCase()} off: draws ${under} in its place`,
    nothing: (title: string): string => `Nothing lies beneath ${title.toLowerCase()}`,
    history: (title: string, count: number): string => `${count} versions of ${title.toLowerCase()}`,
    now: "now",
    putBack: (what: string): string => `Put back: ${what || "not said"}`,
    drawAgain: (what: string): string => `Draw again: ${what}`,
    covered: "Everything was changed since, so it has to be drawn again",
  },
  change: {
    title: (layer: string): string => `Change ${layer.toLowerCase()}`,
    draw: "Draw it",
    cancel: "Cancel",
    will: (text: string): string => (text === "" ? "Nothing is said: the model decides." : `It will say: ${text}`),
    strength: "How far",
    strengthWords: (value: number): string => {
      if (value < 0.4) return `close to it, ${two(value)}`;
      return value <= 0.7 ? `some way, ${two(value)}` : `far, ${two(value)}`;
    },
  },
  grades: {
    title: "Grade",
    hint: "Colours only; nothing is drawn.",
    names: GRADE_WORDS,
  },
  canvas: {
    picture: (name: string, look: string): string => `Portrait of ${name}: ${look}`,
    gone: "The bytes of this picture are no longer stored.",
  },
  mask: {
    title: "Mask",
    hint: "Mark where the picture may change.",
    canvas: "drawing surface",
    summary: (name: string, width: number, height: number, share: number): string =>
      `Portrait of ${name}, ${width} × ${height}; the mask covers ${percent(share)} of it`,
    regions: "Parts of the portrait",
    select: (region: Region): string => `Select ${regions[region]}`,
    without: (region: Region): string => `Take ${regions[region]} out of the mask`,
    tool: "Tool",
    tools: {
      brush: "Brush",
      eraser: "Eraser",
      lasso: "Lasso",
      polygon: "Polygon",
      rectangle: "Box",
      part: "Part",
      hand: "Hand",
    } satisfies Record<Tool, string>,
    size: "Size",
    pixels: (value: number): string => `${value} px`,
    hardness: "Hardness",
    share: percent,
    commands: "Change the mask",
    names: {
      grow: "Grow",
      shrink: "Shrink",
      feather: "Feather",
      invert: "Invert",
      all: "All",
      clear: "Clear",
    } satisfies Record<Command, string>,
    zoom: "Zoom",
    closer: "Closer",
    farther: "Farther",
    fit: "Fit",
    looking: "Looking for the parts of the portrait",
    covers: (share: number): string =>
      share === 0 ? "Nothing is masked yet." : `The mask covers ${percent(share)} of the picture.`,
    list: "What the mask covers",
    within: (region: Region, share: number): string => `${percent(share)} of the ${regions[region]}`,
    undo: "Undo the last stroke",
    redo: "Redo the stroke",
    partHint: "Each click adds the part of the portrait under it; with Alt it is taken out.",
    look: "See it as",
    looks: { tint: "Tint", alone: "Mask alone", hidden: "Not at all" } satisfies Record<MaskLook, string>,
    described: "Arrows move a point, Space marks there, D draws while it moves, Escape leaves. The mask panel lists all keys.",
    keys: "Keys and drags",
    keyList: [
      ["B, E, X", "brush, eraser, the other of the two"],
      ["L, P, R", "lasso, polygon, box"],
      ["W, H", "part of the portrait, hand"],
      ["Arrows", "move a point; with Shift, far"],
      ["Space", "marks there"],
      ["D", "draws while the point moves"],
      ["Enter", "closes a shape"],
      ["[ and ]", "size"],
      ["{ and }", "hardness"],
      ["Ctrl and drag", "across for size, up and down for hardness; the right button does the same"],
      ["Shift and click", "a straight line from the last stroke"],
      ["Alt and drag", "takes out instead of adding"],
      ["Space and drag", "moves the picture; so does the middle button"],
      ["Wheel, pinch", "zoom; also + and −, and 0 fits"],
      ["G, S, F, I", "grow, shrink, feather, invert"],
      ["Q", "sees the mask in another way"],
      ["Delete", "clears the mask"],
      ["Ctrl or ⌘ Z", "undoes a stroke; with Shift, does it again"],
      ["Escape", "leaves what is begun, then the picture"],
    ],
  },
  masks: {
    keep: "Set this mask aside",
    list: "Masks set aside",
    named: (parts: readonly Region[], count: number): string =>
      parts.length === 0 ? `Mask ${count}` : sentence(parts.map((part) => regions[part])),
    size: (share: number): string => `${percent(share)} of the picture`,
    kept: (name: string): string => `${name} is set aside.`,
    more: (name: string): string => `What to do with ${name}`,
    together: {
      instead: "Use it",
      add: "Add it to the mask",
      subtract: "Take it out of the mask",
      both: "Keep only where both are",
    } satisfies Record<Together, string>,
    rename: "Rename",
    name: "Name",
    save: "Save",
    remove: "Remove",
    removed: (name: string): string => `${name} is removed.`,
    until: "They stay with this picture and what becomes of it.",
  },
  /** Said to whoever steers with keys, and shown beside the brush while it changes. */
  place: {
    at: (across: number, down: number, region: Region | null, isMasked: boolean): string =>
      [
        `${Math.round(100 * across)} % across, ${Math.round(100 * down)} % down`,
        ...(region ? [regions[region]] : []),
        isMasked ? "masked" : "not masked",
      ].join(", "),
    noPart: "No part that can be selected is here.",
    corner: (count: number): string => `Corner ${count}`,
    down: "Drawing",
    lifted: "Stroke ended",
    size: (pixels: number): string => `Size ${pixels} px`,
    hardness: (share: number): string => `Hardness ${percent(share)}`,
    zoom: (zoom: number): string => `Zoom ${percent(zoom)}`,
    brush: ({ size, hardness }: Brush): string => `${Math.round(size)} px · ${percent(hardness)}`,
  },
  verbs: {
    title: "Within the mask",
    verb: "What to do",
    names: { fill: "Fill", improve: "Improve", add: "Add", remove: "Remove" } satisfies Record<MaskVerb["verb"], string>,
    hints: {
      fill: "Draws the place anew, as the picture’s own words say.",
      improve: "Draws the same once more, with finer detail.",
      add: "Draws what you name there.",
      remove: "Lets what surrounds it grow over it.",
    } satisfies Record<MaskVerb["verb"], string>,
    what: "What to add",
    whatIfAny: "What to draw there, if anything else",
    needsMask: "mark a place first",
    needsWords: "say what",
    draw: { fill: "Fill it", improve: "Improve it", add: "Add it", remove: "Remove it" } satisfies Record<
      MaskVerb["verb"],
      string
    >,
  },
  expand: {
    title: "Expand",
    hint: "Continues the picture beyond its edges. What is there stays.",
    ratios: "Ratio of the whole",
    same: "as it is",
    large: "too far at once",
    byHand: "By hand",
    sides: { top: "Above", right: "Right", bottom: "Below", left: "Left" } satisfies Record<Side, string>,
    added: (pixels: number): string => (pixels === 0 ? "nothing" : `${pixels} px`),
    frame: (width: number, height: number): string => `The larger frame, ${width} × ${height}`,
    becomes: (width: number, height: number): string => `It becomes ${width} × ${height}.`,
    needsRoom: "add to a side first",
    draw: "Expand it",
    cannot: "Pictures of more than 1536 pixels a side cannot be continued here.",
  },
  preview: {
    mark: "Preview in Draft, not kept",
    drawing: "Drawing a preview",
    failed: "No preview of this; it can be drawn all the same",
    empty: "A preview appears here as you choose.",
  },
  byWords: {
    title: "Change by words",
    label: "What should change",
    hint: "“make the jacket navy”, “put them in a library”",
    draw: "Draw it",
    which: "Which layer is meant?",
  },
  review: {
    title: "The edit",
    view: "Show",
    before: "Before",
    after: "After",
    keep: "Keep it",
    discard: "Discard",
    another: "Another",
    discarded: "Discarded. It lies in the trash.",
    undo: "Undo",
    drop: drops,
    ready: "The edit is ready to be looked at.",
  },
  busy: {
    label: "Drawing the edit",
    waiting: "Waits its turn",
    behind: (count: number): string =>
      count === 1
        ? "One more edit follows, of what this makes."
        : `${count} more edits follow, each of what the one before makes.`,
    loading: "Loading the model",
    step: (step: number, of: number): string => `Step ${step} of ${of}`,
    left: (time: number): string => `about ${seconds(Math.max(1, Math.round(time)))} left`,
    stop: "Stop",
  },
  lost: {
    trashed: "This picture was put into the trash",
    trashedWhy: "Your mask and your words are still here. Nothing is drawn of it until it is put back.",
    putBack: "Put it back",
    deleted: "This picture was deleted",
    file: "This picture’s file is not here any more",
    drawnWhy: "Nothing can be drawn of it any more. What it was asked for with is known, and can be drawn again.",
    importedWhy: "Nothing can be drawn of it any more. It came in as a file, and can come in again.",
    drawAgain: "Draw it again in the studio",
    library: "Open the library",
    pack: (pack: string): string => `${pack} is not on this device`,
    packWhy: "Edits are drawn with it. Your mask and your words stay here until it is installed again.",
    install: "Install it",
  },
  undrawn: {
    /** @param isSome something was drawn before it */
    stopped: (count: number, isSome: boolean): string => {
      if (isSome) return "Stopped. What was drawn before is shown, to be kept or not.";
      return count === 1
        ? "Stopped. The picture is as it was."
        : "Stopped, with all that was to follow. The picture is as it was.";
    },
    asked: askedFor,
    which: (all: readonly string[]): string => `Not drawn: ${all.join(", then ")}.`,
    goOn: (count: number): string => {
      if (count === 1) return "Draw it after all";
      return count === 2 ? "Draw both after all" : `Draw all ${count} after all`;
    },
  },
  again: "Try again",
  dismiss: "Dismiss",
  import: {
    open: "Edit a drawing",
    title: "Edit a drawing",
    lede: (name: string): string =>
      `A drawing from elsewhere, changed by ${name}’s model: by layer, within a mask, in its colours. It stays as it came in.`,
    label: "A drawing to be edited",
    choose: "Choose a drawing",
    hint: {
      drawings: (pack: string): string =>
        `Or drop or paste it here. PNG, JPEG or WebP, up to 64 million pixels. ${pack} reads drawn people; of photographs it can change little.`,
      photographs: (pack: string): string =>
        `Or drop or paste it here. PNG, JPEG or WebP, up to 64 million pixels. ${pack} draws photographs; what it changes will look like one.`,
    },
    coming: (name: string): string => `${name} is taken in and looked at`,
    missing: "This person is not on this device",
    people: "See who is",
  },
  unread: {
    photograph: "This looks like a photograph",
    noFace: { drawings: "No drawn face is found in this picture", photographs: "No face is found in this picture" },
    why: {
      drawings: (pack: string): string =>
        `${pack} reads drawn people, so it cannot tell the layers of this picture apart. Grades work, and so do masks drawn by hand: what is drawn there will look drawn.`,
      photographs: (pack: string): string =>
        `${pack} learns faces in photographs, so nobody is told apart here. Grades work, and so do masks drawn by hand.`,
    },
  },
  large: (width: number, height: number): string =>
    `${width} × ${height}: a change is drawn at the model’s own size and put back into the full picture, softer than what surrounds it.`,
  missing: {
    title: "This picture is not on this device",
    why: "It may have been deleted, or come from another device.",
    library: "Open the library",
    trashed: "This picture lies in the trash",
    trashedWhy: "Put back, it can be edited.",
  },
  lacking: {
    /** A pack that no tool could help. */
    never: (pack: string): string => `${pack} changes nothing but colours`,
    neverWhy: "It draws, and has no network that reads a picture back.",
    edits: (pack: string): string => `${pack} cannot read a picture back yet`,
    editsWhy: "Colours can be graded now. To fill, improve, add, remove and expand, it needs an encoder beside it.",
    regions: "Hair, clothes and background are not told apart yet",
    regionsWhy: "A parser of photographs finds them, so that one layer can be changed by itself, by words or by its name.",
    install: (tool: string): string => `Install ${tool}`,
  },
  untrained: {
    title: (name: string): string => `${name} has no model that could draw now`,
    why: "Edits are drawn by a person’s own model alone.",
    go: "To their training",
  },
  undo: "Back to the picture before (Ctrl or ⌘ Z)",
  redo: "On to the picture after (Shift Ctrl or ⌘ Z)",
} as const;
