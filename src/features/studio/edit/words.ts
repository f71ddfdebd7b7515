/** @file The words of the editor. */
import type { LayerKind } from "~/contracts/layers";
import type { Grade } from "~/contracts/request";
import { seconds } from "~/ui/text/numbers";
import type { DropKind } from "./drop";

const layerNames = {
  hair: "Hair",
  outfit: "Outfit",
  scene: "Scene",
  light: "Light",
  lens: "Lens",
  expression: "Expression",
} satisfies Record<LayerKind, string>;

const two = (value: number): string => value.toFixed(2);

const drops: Record<DropKind, (before: number | null, after: number | null, by: number) => string> = {
  same: (before, after) => `Likeness ${two(before ?? 0)} before, ${two(after ?? 0)} after: the same person.`,
  better: (before, after) => `Likeness ${two(before ?? 0)} before, ${two(after ?? 0)} after.`,
  falls: (before, after, by) =>
    `Likeness falls by ${two(by)}: ${two(before ?? 0)} before, ${two(after ?? 0)} after. Look at the face before you keep it.`,
  lost: (before) => `Likeness was ${two(before ?? 0)}; no face is found any more. Look closely before you keep it.`,
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
    lens: "Framing moves everything: draw anew in the studio.",
    lock: (title: string): string => `Lock ${title.toLowerCase()}: its pixels stay`,
    unlock: (title: string): string => `Unlock ${title.toLowerCase()}`,
    off: (title: string, under: string): string => `Switch ${title.toLowerCase()} off: shows ${under || "what was there before"}`,
    nothing: (title: string): string => `Nothing lies beneath ${title.toLowerCase()}`,
    history: (title: string, count: number): string => `${count} versions of ${title.toLowerCase()}`,
    now: "now",
    putBack: (what: string): string => `Put back: ${what || "not said"}`,
    covered: "Everything was changed since",
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
    names: { true: "True to life", warm: "Warm", cool: "Cool", matte: "Matte", mono: "Black and white" } satisfies Record<
      Grade,
      string
    >,
  },
  canvas: {
    picture: (name: string, look: string): string => `Portrait of ${name}: ${look}`,
    gone: "The bytes of this picture are no longer stored.",
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
    loading: "Loading the model",
    step: (step: number, of: number): string => `Step ${step} of ${of}`,
    left: (time: number): string => `about ${seconds(Math.max(1, Math.round(time)))} left`,
    stop: "Stop",
  },
  dismiss: "Dismiss",
  missing: {
    title: "This picture is not on this device",
    why: "It may have been removed, or lie in the trash.",
    library: "Open the library",
  },
  untrained: {
    title: (name: string): string => `${name} has no model that could draw now`,
    why: "Edits are drawn by a person’s own model alone.",
    go: "To their training",
  },
  size: {
    title: "This picture has another size than these models draw",
    why: (width: number, height: number, wanted: string): string => `It is ${width} × ${height}; they draw ${wanted}.`,
  },
  undo: "Back to the picture before",
  redo: "On to the picture after",
} as const;
