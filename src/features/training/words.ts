/** @file The words of training: what happens, how alike it came out, and which version is in use. */
import type { LearnStage } from "~/contracts/inference-api";
import { counted } from "~/ui/text/numbers";

export const words = {
  back: (name: string): string => name,
  gone: "This persona is not here.",
  goneLede: "It may have been deleted, or it lives in another browser.",
  personas: "Personas",
  title: (name: string): string => `${name}’s model`,
  lede: {
    idle: (photographs: number): string =>
      `${counted(photographs, "photograph")} to learn from. It takes moments and happens here.`,
    few: (usable: number, needed: number): string => `${usable} of ${needed} photographs can be learned from so far.`,
    running: "Learning, on this device.",
    done: (time: string): string => `Learned in ${time}.`,
    trained: (version: number): string => `Version ${version} is in use.`,
    arriving: (done: number, of: number): string => `${done} of ${of} photographs have been looked at.`,
  },
  train: (name: string): string => `Train ${name}`,
  studio: "Open the studio",
  again: "Train again",
  addPhotographs: "Add photographs",
  seePhotographs: "See what the inspector says",
  install: "Install the models",
  photographs: "Photographs",
  photograph: (index: number, of: number): string => `Photograph ${index} of ${of}`,
  arrived: { looking: "being looked at", good: "can be learned from", aside: "set aside" },
  needs: (pack: string): string => `Training needs ${pack}, the pack that reads and draws faces.`,
  cancel: "Stop",
  cancelled: "Stopped. Earlier versions are unchanged.",
  steps: "Steps",
  step: {
    inspect: "Look at each photograph once more",
    reject: "Set aside what does not match",
    embed: "Read the face in every photograph",
    project: "Make a model that belongs to nobody else",
    calibrate: "Measure how alike the photographs are",
    probe: "Draw four first portraits",
    store: "Save it on this device",
  } satisfies Record<LearnStage, string>,
  stepDone: "done",
  stepNow: "under way",
  of: (done: number, of: number): string => `${done} of ${of}`,
  probes: "First portraits",
  probe: (index: number): string => `First portrait ${index + 1}`,
  probeWaiting: "not drawn yet",
  drawing: "being drawn",
  resultNote: (floor: string, ceiling: string): string =>
    `0 is a stranger (${floor}), 1 is as alike as the photographs are to each other (${ceiling}).`,
  versions: "Versions",
  version: (number: number): string => `Version ${number}`,
  inUse: "in use",
  use: "Use this version",
  used: (number: number): string => `Version ${number} is in use.`,
  from: (photographs: number, rejected: number): string =>
    rejected === 0
      ? `from ${counted(photographs, "photograph")}`
      : `from ${counted(photographs, "photograph")}, ${rejected} set aside`,
  stale: "made with other models; train again to use it",
  failedVersion: "did not finish",
} as const;
