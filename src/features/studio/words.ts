/** @file The words of the studio. */
import type { LayerKind } from "~/contracts/layers";
import type { PresetName } from "~/contracts/manifest";
import { counted, seconds } from "~/ui/text/numbers";
import type { Taken } from "./steps";

const layerNames: Record<LayerKind, string> = {
  hair: "Hair",
  outfit: "Outfit",
  scene: "Scene",
  light: "Light",
  lens: "Lens",
  expression: "Expression",
};

const changed: Record<Taken[number], string> = {
  ...layerNames,
  prompt: "Own words",
  settings: "Settings",
  judgement: "What was said of the picture",
};
const changedWords = (list: Taken): string => list.map((each) => changed[each].toLowerCase()).join(", ");

const presets: Record<PresetName, string> = { draft: "Draft", standard: "Standard", signature: "Signature" };

export const words = {
  title: (name: string): string => `${name} in the studio`,
  model: (version: number): string => `Own model, version ${version}`,
  layers: {
    title: "Layers",
    change: (title: string, now: string): string => `Change ${title.toLowerCase()}: ${now || "not said"}`,
    unsaid: "Not said",
    off: (title: string): string => `Leave ${title.toLowerCase()} out`,
    on: (title: string): string => `Bring ${title.toLowerCase()} back`,
    lock: (title: string): string => `Lock ${title.toLowerCase()}`,
    unlock: (title: string): string => `Unlock ${title.toLowerCase()}`,
    reset: (title: string): string => `Reset ${title.toLowerCase()}`,
    strength: (title: string): string => `Strength of ${title.toLowerCase()}`,
    strengthWords: (value: number): string => {
      if (value === 0) return "off";
      if (value < 0.7) return `light, ${value.toFixed(2)}`;
      return value <= 1.1 ? `as drawn, ${value.toFixed(2)}` : `strong, ${value.toFixed(2)}`;
    },
    surprise: "Surprise me",
    first: (name: string): string => `Change ${name}’s hair`,
  },
  undo: {
    label: "Undo and redo",
    undo: "Undo (Ctrl or ⌘ Z)",
    redo: "Redo (Shift Ctrl or ⌘ Z)",
    undone: (list: Taken): string => `Undone: ${changedWords(list)}.`,
    redone: (list: Taken): string => `Done again: ${changedWords(list)}.`,
  },
  picker: {
    close: "Done",
    own: "In your own words",
    use: (text: string): string => `Use “${text}”`,
    none: "Nothing",
    noMatch: (text: string): string => `No template matches “${text}”. Your own words work too.`,
    waiting: "What is in the queue is drawn first; these follow.",
  },
  settings: {
    title: "Settings",
    quality: "Quality",
    presets,
    takes: (time: number): string => `${seconds(time)} each`,
    pictures: "Pictures",
    fewer: "One picture fewer",
    more: "One picture more",
    shape: "Shape",
    sampler: "Sampler",
    samplerNamed: (name: string, isOwn: boolean): string => (isOwn ? `${name} · its own` : name),
    seed: "Seed",
    newSeed: "Another seed",
    lockSeed: "Keep this seed",
    unlockSeed: "Take a new seed after each shoot",
    identity: "Identity strength",
    turn: "Head turned",
    safety: "Safety check",
  },
  shapes: (width: number, height: number): string => {
    if (width === height) return "1 : 1";
    const ratio = width / height;
    if (Math.abs(ratio - 3 / 4) < 0.01) return "3 : 4";
    if (Math.abs(ratio - 4 / 3) < 0.01) return "4 : 3";
    return "9 : 16";
  },
  stage: {
    label: (name: string): string => `Portrait of ${name}`,
    sketch: "Sketch",
    sketching: "Sketching",
    sketchHint: (time: number): string => `Sketch · ${seconds(time)} · not kept`,
    empty: "The first sketch appears here in a moment.",
    loading: "Loading the model",
    drawing: (picture: number, of: number, step: number, steps: number): string =>
      `Picture ${picture} of ${of} · step ${step} of ${steps}`,
    left: (time: number): string => `about ${seconds(Math.max(1, Math.round(time)))} left`,
    keys: "On the picture: Enter or K keeps, M maybe, X or R rejects, 1 to 5 stars, V varies, Z is 100 %, arrows walk.",
    keepSketch: "Keep it",
    full: "Look at 100 %",
    fit: "Fit to the stage",
    stars: (count: number): string => "★".repeat(count),
  },
  strip: {
    label: "Pictures of this shoot",
    picture: (index: number, of: number): string => `Picture ${index} of ${of}`,
    keep: "Keep",
    kept: "Kept",
    maybe: "Maybe",
    reject: "Reject",
    rejected: "Rejected.",
    undo: "Undo",
    save: "Save",
    vary: "Vary",
    from: (seed: number): string => `From ${seed}`,
  },
  vary: {
    title: "Vary this picture",
    where: "What may change",
    all: "All of it",
    strength: "How far",
    strengthWords: (value: number): string => {
      if (value < 0.4) return `close to it, ${value.toFixed(2)}`;
      return value <= 0.7 ? `some way, ${value.toFixed(2)}` : `far, ${value.toFixed(2)}`;
    },
    draw: "Draw it again",
  },
  prompt: {
    label: "Own words",
    placeholder: "looking out of the window, thoughtful",
    composed: "The whole prompt",
    unknown: (list: readonly string[]): string =>
      `${list.map((word) => `“${word}”`).join(", ")} ${list.length === 1 ? "is a word" : "are words"} this model has not learned. The others count.`,
    longest: (count: number): string => `${count} characters are the most; what follows is left out.`,
    tooMuch: "That is more than this model reads at once. The end of your own words is left out.",
    foreign: (name: string): string => `That is ${name}’s name in prompts. Pictures of ${name} are drawn with their own model.`,
    switch: (name: string): string => `Switch to ${name}`,
    trigger: (name: string): string => `${name}, fixed: stands for their own model`,
    generate: "Generate",
    queue: "Add to the queue",
    about: (count: number, time: number): string => `about ${seconds(time)} for ${count}`,
    count: (count: number): string => counted(count, "picture"),
    stop: "Stop",
  },
  kept: {
    said: (count: number): string => `${counted(count, "picture")} kept.`,
    takeAway: "Export a ZIP",
    another: "Try another look",
    book: (name: string, day: string): string => `${name}, ${day}`,
  },
  history: {
    title: "History",
    empty: "Nothing yet. Pictures stay here once they are drawn.",
    open: (when: string, look: string): string => (look === "" ? `Picture of ${when}` : `Picture of ${when}: ${look}`),
    restore: "Put this look back",
  },
  sheets: { label: "Panels", layers: "Look", settings: "Settings", history: "History", queue: "Queue" },
  untrained: {
    title: (name: string): string => `${name} has no model yet`,
    why: "Pictures of a person come from their own model alone. It is learned on this device from their drawings.",
    finish: (left: number, of: number): string => `Finish training (${left} of ${counted(of, "step")} left)`,
  },
  retrain: {
    title: (name: string): string => `${name} has to be trained again`,
    why: "Their model was made before people were learned step by step, and is not drawn from any more. Everything to learn them from is still here.",
    finish: "Train again",
  },
  elsewhere: {
    title: (name: string, pack: string): string => `${name} has no model for ${pack} yet`,
    why: (learned: string, pack: string): string =>
      `What ${learned} has learned is no use to ${pack}. Their photographs are still here, so it can be learned again.`,
    finish: (pack: string): string => `Train with ${pack}`,
  },
  stale: {
    title: (name: string): string => `${name}’s model was learned with another version of the pack`,
    why: "It has to be learned once more on this device. Everything it is learned from is still here.",
    finish: "Learn again",
  },
  missing: {
    title: "This persona is not on this device",
    back: "To all personas",
  },
  queue: {
    title: "Queue",
    waiting: (count: number): string => `${counted(count, "shoot")} waiting`,
    left: (time: number): string => `about ${seconds(Math.max(1, Math.round(time)))} left`,
    paused: "Paused",
    empty: "Nothing is waiting.",
    pause: "Pause",
    resume: "Resume",
    see: "See the queue",
    pictures: (done: number, of: number): string =>
      done === 0 ? counted(of, "picture") : `${done} of ${counted(of, "picture")} drawn`,
    drawing: (picture: number, of: number): string => `Drawing ${picture} of ${of}`,
    elsewhere: "Drawn in another tab",
    failed: "Did not finish",
    noLook: "No words",
    shoot: (name: string, look: string): string => `Photoshoot ${name}: ${look}`,
    item: (place: number, of: number, look: string): string => `Shoot ${place} of ${of}: ${look}`,
    earlier: (look: string): string => `Draw earlier: ${look}`,
    later: (look: string): string => `Draw later: ${look}`,
    cancel: (look: string): string => `Cancel: ${look}`,
    cancelled: "Cancelled. Finished pictures stay.",
    follow: (count: number): string => `${counted(count, "step")} ${count === 1 ? "follows" : "follow"}`,
    cancelledChain: (count: number): string =>
      `Cancelled, with ${counted(count, "step")} that ${count === 1 ? "was" : "were"} to follow. Finished pictures stay.`,
    undo: "Undo",
    retry: "Try again",
    moved: (place: number, of: number): string => `Now ${place} of ${of}`,
    dismiss: "Dismiss",
  },
  layerNames,
} as const;
