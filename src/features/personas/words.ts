/** @file The words of everything about personas and their photographs. */
import { ASKED_PHOTOGRAPHS, FEWEST_PHOTOGRAPHS, type Finding } from "~/contracts/faces";
import type { Pack } from "~/contracts/manifest";
import type { Accent, PersonaSource } from "~/contracts/records";
import type { Personas } from "~/services/personas";
import { counted } from "~/ui/text/numbers";

type PersonaCounts = Awaited<ReturnType<Personas["counts"]>>;

export const words = {
  list: {
    title: "Personas",
    lede: "Each one learns from its own photographs, on this device, and from nothing else.",
    add: "New persona",
    sample: "Meet a sample person",
    cast: "Cast someone",
    empty: "Nobody is here yet.",
    emptyNext: "Add drawings of one person, or meet somebody invented first.",
  },
  card: {
    trained: (photographs: number): string => `${counted(photographs, "photograph")} · trained`,
    untrained: (usable: number): string => `${usable} of ${ASKED_PHOTOGRAPHS} photographs`,
    ready: "Ready to train",
    more: (missing: number): string => `${counted(missing, "more photograph", "more photographs")} needed`,
  },
  create: {
    title: "New persona",
    lede: "A persona is one person: a name, photographs, and a model that nobody else shares.",
    name: "Name",
    nameHint: "As you would call them. It stays on this device.",
    nameMissing: "A name is needed.",
    client: "Client",
    clientHint: "Whom the pictures are for. A new name begins a new client.",
    consent: "I am this person, or they have agreed that I teach Likeness their face.",
    consentHint: "The sentence and today’s date are kept with the persona.",
    pack: "Learned and drawn with",
    packDetail: { drawings: "drawn faces", photographs: "faces in photographs" } satisfies Record<Pack["reads"], string>,
    packHint: "It can be changed later: photographs stay, and each pack learns from them anew.",
    consentMissing: "Without this nobody’s face is learned.",
    create: "Create and add photographs",
    back: "Personas",
  },
  page: {
    back: "Personas",
    photographs: "Photographs",
    gone: "This persona is not here.",
    goneLede: "It may have been deleted, or it lives in another browser.",
    add: "Choose photographs",
    addLabel: "Add photographs",
    drop: "Or drop them here, or paste.",
    formats: "JPEG, PNG or WebP; up to 64 megapixels each.",
    reads: ({ name, reads }: Pack): string =>
      reads === "drawings" ? `${name} learns drawn faces.` : `${name} learns faces in photographs.`,
    train: (name: string): string => `Train ${name}`,
    studio: "Open the studio",
    versions: "Versions and likeness",
    usable: (usable: number): string => `${usable} of ${ASKED_PHOTOGRAPHS} can be learned from`,
    stillNeeded: (missing: number): string =>
      `${counted(missing, "more usable photograph", "more usable photographs")} before training can begin.`,
    better: `${FEWEST_PHOTOGRAPHS} are enough to begin; ${ASKED_PHOTOGRAPHS} from different sides make a better likeness.`,
    enough: "Enough to learn a face from.",
    status: {
      trained: (version: number): string => `Trained, version ${version}.`,
      untrained: "Not trained yet.",
      retrain: "To be trained again: what was made before was never learned step by step.",
      from: {
        sample: "An invented, drawn person who came with Likeness.",
        cast: "An invented, drawn person, cast here.",
        photographs: "",
      } satisfies Record<PersonaSource, string>,
    },
    more: (name: string): string => `More for ${name}`,
    moreShort: "More",
    rename: "Rename",
    move: "Move to another client",
    delete: "Delete",
    about: "About",
    trigger: "Word in a prompt",
    triggerHint: "It stands for this persona wherever a prompt names it.",
    since: "Here since",
    consent: "Consent",
    noConsent: "Invented, nobody had to be asked",
    consentAt: (day: string, statement: string): string => `${day}: “${statement}”`,
  },
  photo: {
    waiting: "Not looked at yet",
    looking: "Looking at it",
    good: "Can be learned from",
    cast: "Cast someone who resembles them",
    remove: (name: string): string => `Remove ${name}`,
    removed: "Photograph removed.",
    undo: "Undo",
    alt: (index: number, of: number): string => `Photograph ${index} of ${of}`,
  },
  captions: {
    title: "What they show",
    why: "Learning draws this person in the words of their own photographs. Every caption can be changed.",
    describe: (count: number): string => `Describe ${counted(count, "photograph")}`,
    describing: "Putting them into words",
    get: (name: string): string => `Get the ${name}`,
    none: "Write them yourself below each photograph, or let a captioner do it on this device.",
    label: (index: number): string => `What photograph ${index} shows`,
    empty: "What it shows",
  },
  inspector: {
    title: "These have not been looked at yet.",
    why: (pack: string): string => `The inspector comes with ${pack}, the pack that reads and draws faces.`,
    get: (pack: string): string => `Install ${pack}`,
    stopped: "Nobody is looking at them now: it was broken off, or another tab is at it.",
    look: "Look at them now",
  },
  arrival: {
    label: "Photographs arriving",
    words: (done: number, of: number): string => `${done} of ${of}`,
    refused: (count: number): string => `${counted(count, "file")} did not become a photograph.`,
    unseen: (count: number): string => `${counted(count, "photograph")} could not be looked at.`,
    waiting: (count: number): string => `${counted(count, "file waits", "files wait")} to be added:`,
  },
  coverage: {
    title: "Seen from",
    sides: ["the far left", "the left", "the front", "the right", "the far right"],
    none: "No face has been seen yet.",
    all: "Every side has been seen.",
    missing: (sides: string): string => `One from ${sides} would help.`,
    name: (seen: string): string => `Seen from ${seen}`,
  },
  pack: {
    change: "Use another model",
    title: (name: string): string => `Which model learns and draws ${name}?`,
    hint: "Photographs and pictures stay. What one model has learned is no use to another: after a change they are trained again, unless they were trained with it before.",
    save: "Use it",
    keep: "Keep",
    done: (name: string, pack: string): string => `${name} is now drawn with ${pack}.`,
    doneUntrained: (name: string, pack: string): string => `${name} can be trained with ${pack} now.`,
  },
  rename: { title: "Rename", name: "Name", save: "Save" },
  move: {
    title: (name: string): string => `Move ${name} to another client`,
    hint: "A new name begins a new client. Pictures and the trained model come along.",
    save: "Move",
    done: (name: string, client: string): string => `${name} now belongs to ${client}.`,
  },
  client: {
    edit: (name: string): string => `Name and colour of ${name}`,
    title: "Client",
    name: "Name",
    taken: "Another client has this name.",
    accent: "Colour",
    accents: { clay: "Clay", moss: "Moss", sea: "Sea", dusk: "Dusk", plum: "Plum", ochre: "Ochre" } satisfies Record<
      Accent,
      string
    >,
    empty: "Nobody belongs to this client any more.",
    remove: "Delete this client",
    keep: "A client can be deleted once nobody belongs to it.",
    removed: (name: string): string => `${name} is deleted.`,
    notEmpty: (name: string): string => `Somebody belongs to ${name} again; it stays.`,
  },
  remove: {
    title: (name: string): string => `Delete ${name}?`,
    body: "Everything made from this persona goes with it, and cannot be brought back after ten seconds.",
    counts: (counts: PersonaCounts): readonly string[] => [
      counted(counts.photographs, "photograph"),
      counted(counts.models, "version of the model", "versions of the model"),
      counted(counts.pictures, "picture"),
      counted(counts.jobs, "entry in the queue", "entries in the queue"),
    ],
    confirm: "Delete",
    cancel: "Keep",
    done: (name: string): string => `${name} is being deleted.`,
    undone: (name: string): string => `${name} is back.`,
  },
} as const;

export interface FindingWords {
  readonly happened: string;
  readonly todo: string;
}

/** What the inspector saw, and what to do about it. */
export function findingWords(finding: Finding, { name, reads }: Pick<Pack, "name" | "reads">): FindingWords {
  switch (finding.code) {
    case "no-face":
      return {
        happened: "No face I can read",
        todo: `Use a portrait${reads === "drawings" ? ` as ${name} draws them` : ""}, the face in full view.`,
      };
    case "several-faces":
      return { happened: `${finding.count} faces`, todo: "Crop it to one person." };
    case "tiny-face":
      return {
        happened: "The face is very small",
        todo: `The eyes are ${Math.round(finding.eyeDistance)} pixels apart. Use a closer one.`,
      };
    case "blurred":
      return { happened: "A little soft", todo: "It counts; a sharper one teaches more." };
    case "too-dark":
      return { happened: "Quite dark", todo: "It counts; one with more light teaches more." };
    case "too-bright":
      return { happened: "Very bright", todo: "It counts; one with softer light teaches more." };
    case "photograph":
      return { happened: "This is a photograph", todo: `${name} learns drawn faces. It is kept here and left out of training.` };
    case "duplicate":
      return { happened: "The same picture twice", todo: "It counts once. This one can go." };
    case "someone-else":
      return { happened: "This may be someone else", todo: "It is unlike the others and left out of training." };
    default:
      return finding satisfies never;
  }
}
