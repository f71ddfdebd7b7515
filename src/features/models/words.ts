/** @file The words of the packs: what is installed, how large it is, and whether it is intact. */
import type { FileVerdict } from "~/contracts/download-api";
import type { DeviceVerdict } from "~/contracts/inference-api";
import type { Missing } from "~/contracts/abilities";
import type { PackNeeds } from "~/contracts/manifest";
import type { Size } from "~/contracts/request";
import { bytes, counted, seconds } from "~/ui/text/numbers";

/** Memory is sold, and told by browsers, in powers of two. */
const gibibytes = (count: number): string => `${count / 2 ** 30} GB`;

export const words = {
  title: "Models",
  lede: "Files that read faces and draw pictures. They are copied here once and then work without a connection.",
  tools: {
    title: "Besides",
    lede: "Networks that draw nobody, and serve with whatever is drawn.",
  },
  state: {
    absent: "not on this device",
    paused: "partly on this device",
    installing: "on its way",
    failed: "not complete",
    installed: "on this device",
    update: "an update can be had",
  },
  since: (day: string): string => `Since ${day}.`,
  get: (name: string): string => `Install ${name}`,
  update: (name: string): string => `Update ${name}`,
  consent: {
    title: (name: string): string => `Install ${name}?`,
    updateTitle: (name: string): string => `Update ${name}?`,
    beside:
      "The revision that is here stays beside it: whoever was learned with it is drawn with it until they are learned anew. Files that have not changed are not fetched again.",
    instead:
      "The revision that is here stays until this one is whole, and then goes. Files that have not changed are not fetched again.",
    from: "Comes from",
    own: "the address of this app, where it came from itself",
    hub: (hosts: string): string =>
      `${hosts}. That host will know this device's network address and which files it asked for, and nothing else.`,
    brings: "Brings",
    known: "Known by",
    pinned: (count: number): string => `${counted(count, "file")} by a SHA-256 that is part of this app.`,
    byRecord: (count: number): string =>
      `${counted(count, "file")} by the hub’s own record of that revision, not pinned by us: it is read first, kept, and every byte held against it.`,
    room: "Room",
    roomWords: (free: number, after: number): string =>
      `The browser says about ${bytes(free)} are free, and then about ${bytes(after)}. It will be asked to keep them.`,
    roomUnsaid: "The browser does not say how much is free. It will be asked to keep what is installed.",
    time: "Takes",
    measuring: "being measured",
    measure: "Measure with 2 MB",
    measured: (count: number): string => `about ${seconds(count)} at the speed just measured`,
    unmeasured: "Nothing could be measured just now.",
    cannot: (there: number, needed: number): string =>
      `It cannot run here: the browser counts ${gibibytes(there)} of memory, and ${bytes(needed)} are needed.`,
    needsCard: "It cannot draw here: the processor draws in this browser, and has no room for these networks.",
    agree: "Install",
    agreeUpdate: "Update",
    later: "Not now",
    disk: (byRecord: number): string =>
      byRecord === 0 ? "Or from a disk, without a network:" : "Or from a disk; of the hub only its record is asked:",
    files: "Files or a ZIP",
    folder: "A folder",
    incomplete: (missing: number, other: number): string =>
      [
        ...(missing > 0 ? [`${counted(missing, "file")} ${missing === 1 ? "was" : "were"} not among them.`] : []),
        ...(other > 0 ? [`${counted(other, "file")} had the name and size, but not the fingerprint.`] : []),
      ].join(" "),
    incompleteWhy: "What was right is kept; the rest can be fetched or brought later.",
  },
  newPersona: "New persona with it",
  usedBy: (count: number): string => `${counted(count, "persona")} ${count === 1 ? "is" : "are"} drawn with it.`,
  discard: "Remove what has arrived",
  copyOut: "Copy to a folder",
  copying: (name: string): string => `Copying ${name} to the folder`,
  stop: "Stop",
  copied: (name: string): string => `${name} was copied.`,
  facts: {
    title: "What it is, needs and may be used for",
    reads: "Learns",
    drawings: "drawn faces, not camera photographs",
    photographs: "faces in photographs",
    size: "Draws",
    sizes: (list: readonly Size[]): string => `${list.map(({ width, height }) => `${width} × ${height}`).join(", ")} pixels`,
    bytes: "Takes",
    needs: "Needs",
    needsWords: ({ memory, buffer, float16, graphics, reckoned }: PackNeeds): string =>
      reckoned
        ? `About ${bytes(memory)} of memory while it draws, and a graphics card that takes ${bytes(buffer)} at once${float16 ? " and calculates in half precision" : ""}; the processor alone ${graphics ? "has no room for it" : "may be too slow"}. Reckoned from its files, not measured.`
        : `${bytes(memory)} of memory while it draws. The processor is enough; a graphics card is used where it takes ${bytes(buffer)} at once${float16 ? " and calculates in half precision" : ""}.`,
    here: "This device",
    memory: (there: number, enough: boolean): string =>
      `The browser counts ${gibibytes(there)} of memory or more: ${enough ? "enough." : "that may be too little, and the tab may be ended by the browser."}`,
    memoryUnsaid: "The browser does not say how much memory is here.",
    draws: { webgpu: "The graphics card draws.", wasm: "The processor draws." } satisfies Record<
      DeviceVerdict["backend"],
      string
    >,
    tooSmall: "The processor draws with it: the graphics card lacks what it needs.",
    inPart: "The graphics card draws, but for what it got wrong when it was first tried; the processor does that.",
    failed: "It failed when it was first tried, and is not asked again before it is installed anew.",
    licence: "Licence",
    safety: "Safety check",
    safetyNone: (reason: string): string => `none needed: ${reason}`,
    missing: "Not with it",
    comesWith: (what: string, tool: string): string => `${what} (comes with ${tool})`,
    without: {
      invent: "inventing people",
      project: "a first likeness to learn from",
      edit: "editing pictures",
      regions: "changing one part of a picture by itself",
      pose: "turning heads by a dial",
      masters: "larger files for export",
    } satisfies Record<Missing, string>,
    revision: "Revision",
  },
  files: (count: number, total: number): string => `${counted(count, "file")}, ${bytes(total)}`,
  file: "File",
  size: "Size",
  hash: "SHA-256",
  recorded: "(as the hub has it)",
  unpinned: "as the hub has it, asked when it is installed",
  earlier: (revision: string): string => `Revision ${revision} is kept for the people who were learned with it.`,
  earlierTool: (revision: string): string => `Revision ${revision} is here. This version of Likeness does not use it.`,
  earlierRemove: "Remove that revision",
  checked: "Checked",
  verify: "Check every file",
  verifying: "Checking",
  intact: "Every file is as it was published.",
  damaged: (count: number): string =>
    `${counted(count, "file")} ${count === 1 ? "is" : "are"} not as published. Repair fetches only what is damaged.`,
  repair: "Repair",
  verdict: { intact: "intact", missing: "missing", damaged: "damaged" } satisfies Record<FileVerdict["state"], string>,
  remove: "Remove",
  removeTitle: (name: string): string => `Remove ${name}?`,
  removeBody: (count: number): string =>
    `${bytes(count)} become free. Personas and pictures stay; drawing and training wait until it is installed again.`,
  removeTool: (count: number): string => `${bytes(count)} become free. What was made with it stays.`,
  removeKeep: "Keep",
  removed: (name: string): string => `${name} was removed.`,
} as const;
