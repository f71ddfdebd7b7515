/** @file The words of training: what happens, how alike it came out, and which version is in use. */
import type { LearnStage } from "~/contracts/inference-api";
import type { Learned, Look } from "~/contracts/recipe";
import { counted } from "~/ui/text/numbers";

export const words = {
  back: (name: string): string => name,
  gone: "This persona is not here.",
  goneLede: "It may have been deleted, or it lives in another browser.",
  personas: "Personas",
  title: (name: string): string => `${name}’s model`,
  lede: {
    idle: (photographs: number): string =>
      `${counted(photographs, "photograph")} to learn from. It happens here, step by step, and can be paused.`,
    retrain: "What was made of them before was never learned step by step. Their photographs are here, so that can be done now.",
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
  chooseModel: "Use another model",
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
    project: "Sketch a first likeness to learn from",
    calibrate: "Measure how alike the photographs are",
    rehearse: "Draw them in looks to learn on",
    steps: "Learn a model of their own, step by step",
    probe: "Draw four first portraits",
    store: "Save it on this device",
  } satisfies Record<LearnStage, string>,
  way: {
    label: "How",
    briefly: "Briefly",
    brieflyDetail: (steps: number): string => counted(steps, "step"),
    thoroughly: "Thoroughly",
    thoroughlyDetail: "as long as it gets more alike",
    own: "Own number",
    ownLabel: "Steps at most",
    ownNote: "Fewer are over sooner. Sixty bring most of what can be learned; with a handful hardly anything is.",
    inSteps: (best: number, steps: number): string => `learned in ${counted(steps, "step")}, kept after step ${best}`,
  },
  learned: {
    advanced: "Advanced",
    what: "What is learned",
    whats: {
      tokens: { label: "Tokens", detail: "what this person is called inside" },
      both: { label: "Both", detail: "tokens, and how attention reads them" },
      deltas: { label: "Attention", detail: "alone: a LoRA, for other programs too" },
    } satisfies Record<Learned["what"], { label: string; detail: string }>,
    rank: "Rank",
    rankDetail: { 4: "smallest", 8: "usual", 16: "largest" } satisfies Record<Learned["rank"], string>,
    where: "Where",
    upBlocks: { label: "Up blocks", detail: "where faces take shape" },
    everywhere: { label: "All attention", detail: "more of the picture may move" },
    said: ({ what, rank, everywhere }: Learned): string => {
      const where = everywhere ? "all attention" : "the attention of the up blocks";
      const deltas = `${what === "both" ? "tokens and " : ""}deltas of rank ${rank} on ${where}`;
      return `Learned: ${what === "tokens" ? "tokens" : deltas}.`;
    },
  },
  course: {
    label: "Steps of learning",
    step: (step: number, of: number): string => `step ${step} of ${of}`,
    left: (time: string): string => `about ${time} left`,
    pictures: "In looks that no photograph shows",
    picture: (index: number): string => `Look ${index + 1}`,
    lost: "The graphics device went away. Learning goes on without it, from the last step that was kept; it takes longer now.",
    pause: "Pause",
    paused: "Paused. What has been learned is kept.",
    waits: (step: number, of: number): string =>
      `A training waits after step ${step} of ${of}. It goes on from there, also after the tab was closed.`,
    goOn: "Go on",
    discard: "Throw it away",
  },
  curve: {
    likeness: "likeness",
    drift: "drift",
    control: "other people",
    said: (looks: readonly Look[]): string =>
      looks
        .map(({ step, likeness, drift, control }) => {
          const others = control === undefined ? "" : `, other people ${control.toFixed(2)}`;
          return `After step ${step}: likeness ${likeness.toFixed(2)}, drift ${drift.toFixed(2)}${others}.`;
        })
        .join(" "),
    best: ({ step, likeness }: Look, began: number): string => {
      const kept = `Most alike after step ${step}: ${likeness.toFixed(2)}, from ${began.toFixed(2)} at the beginning. That is what is kept.`;
      return likeness >= began
        ? kept
        : `Nothing has become more alike than the beginning, ${began.toFixed(2)}. The nearest, after step ${step}, is kept: ${likeness.toFixed(2)}.`;
    },
    ended: {
      peaked: "It ended early: twice in a row it had not become more alike.",
      drifted: "It ended early: more than this person had begun to change.",
    },
    note: (others: boolean, limit: number): string =>
      others
        ? `Likeness should rise. Drift is how much of the picture besides the face has changed, and how much two other people have who are drawn with what was learned. Both should stay low; above ${limit} it ends.`
        : `Likeness should rise. Drift is how much of the picture besides the face has changed, and should stay low; above ${limit} it ends. Other people cannot change: what is learned are this person’s tokens alone.`,
    advanced: "Advanced",
    loss: "loss",
    lossSaid: (steps: number, last: number): string => `Loss over ${steps} steps, ${last.toFixed(3)} at the end.`,
    recipe: (steps: number, seed: number): string => `${steps} steps at most, seed ${seed}.`,
    details: "How it was learned",
    device: (backend: string, threads: number, time: string): string =>
      backend === "wasm"
        ? `On ${counted(threads, "thread")}, in ${time} of steps. Learned again with the same photographs, recipe and threads, it comes out the same to the bit.`
        : `On the graphics device, in ${time} of steps. On another graphics device its last digits differ.`,
  },
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
  /** A version that came back as a file has none beside it. */
  from: (photographs: number, rejected: number): string => {
    if (photographs === 0) return "brought back from a file";
    return `from ${counted(photographs, "photograph")}${rejected === 0 ? "" : `, ${rejected} set aside`}`;
  },
  more: (number: number): string => `More about version ${number}`,
  compare: "Compare with the one in use",
  save: "Take away as a file",
  saveLora: "Take away as a LoRA",
  remove: "Delete",
  removal: {
    title: (number: number): string => `Delete version ${number}?`,
    body: "Its tensors and its first portraits go. Pictures that were drawn with it stay.",
    confirm: "Delete it",
    cancel: "Keep it",
    done: (number: number): string => `Version ${number} is deleted.`,
    inUse: "It is in use, so it stays.",
  },
  comparison: {
    title: "The same requests, drawn by both",
    body: "Same words, same seeds, same noise: what differs is the version.",
    picture: (version: string, index: number): string => `${version}, request ${index + 1}`,
    close: "Done",
  },
  bringBack: {
    label: "Bring a version back",
    choose: "Choose a file",
    hint: "A version that was taken away, as .safetensors. It becomes this persona’s next one.",
    reading: "Checked, and drawn four times",
    done: "The version is back, and in use.",
  },
  elsewhere: (pack: string): string => `learned with ${pack}; to use it is to draw with ${pack} again`,
  stale: "made with other models; train again to use it",
  notReady: {
    failed: "did not finish",
    retrain: "made before models were learned step by step, and never drawn from now; train again to have one",
  },
} as const;
