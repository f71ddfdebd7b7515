/**
 * @file What a failure says to a person: what happened, why, and the one thing to do about it.
 *
 * Every code has its words; a new code does not compile until it has them. No jargon, no blame, nothing that was kept is
 * said to be lost.
 */
import type { Failure, FailureCode, FailureDetails } from "~/contracts/failure";

export type Remedy =
  /** The screen tries again what it was doing. */
  | { readonly kind: "again"; readonly label: string }
  /** What is in the way is dealt with elsewhere; `again`: after that, the screen tries again. */
  | { readonly kind: "go"; readonly label: string; readonly href: string; readonly again?: string }
  | { readonly kind: "reload"; readonly label: string }
  /** Nothing to press: what to do happens elsewhere and the words say it. */
  | { readonly kind: "none" };

export interface FailureWords {
  readonly happened: string;
  readonly why: string;
  readonly remedy: Remedy;
}

type Words = { readonly [Code in FailureCode]: (details: FailureDetails[Code]) => FailureWords };

const again = (label: string): Remedy => ({ kind: "again", label });
const go = (label: string, href: string, again?: string): Remedy => ({ kind: "go", label, href, ...(again && { again }) });
const reload = (label = "Reload"): Remedy => ({ kind: "reload", label });
const none: Remedy = { kind: "none" };

const training = (personaId: string): string => `/personas/${personaId}/training`;
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

function download(details: FailureDetails["download-failed"]): FailureWords {
  const keep = "What has arrived is kept; it goes on from there.";
  switch (details.reason) {
    case "offline":
      return { happened: "The connection was lost.", why: keep, remedy: again("Go on") };
    case "stalled":
      return { happened: "Nothing arrived for a while.", why: keep, remedy: again("Go on") };
    case "limited":
      return {
        happened: "The server asks to be left alone for a while.",
        why: `It has answered this address many times in a few minutes. ${keep}`,
        remedy: again("Go on"),
      };
    case "refused":
      return {
        happened: `The server does not hand out ${details.file}.`,
        why: `It answered ${details.status ?? "with a refusal"}; the file may ask for an account or have been withdrawn. ${keep}`,
        remedy: again("Try again"),
      };
    case "status":
      return {
        happened:
          (details.status ?? 0) < 500 ? `${details.file} is not where it should be.` : "The server is in trouble just now.",
        why: `The server answered ${details.status ?? "with an error"}. ${keep}`,
        remedy: again("Try again"),
      };
    case "range":
    case "length":
    case "hash":
      return {
        happened: `${details.file} did not arrive as it was published.`,
        why: "What came has not the length or the fingerprint that it should, so it was thrown away. All else is kept.",
        remedy: again("Fetch it again"),
      };
    case "not-weights":
      return {
        happened: `${details.file} was answered with a web page.`,
        why: "A sign-in page or a proxy may stand between this browser and the server.",
        remedy: again("Try again"),
      };
    case "unpinned":
      return {
        happened: `Nobody says what ${details.file} has to be.`,
        why: "Neither this version nor the hub has a fingerprint of it, so it is not fetched.",
        remedy: none,
      };
    default:
      return details.reason satisfies never;
  }
}

function tooLarge(details: FailureDetails["image-too-large"]): FailureWords {
  const { name, width, height, bytes, limit } = details;
  const size = limit === "bytes" ? megabytes(bytes) : `${width} × ${height} pixels`;
  return {
    happened: `${name} is too large to open here.`,
    why: `It has ${size}; 64 megapixels and 64 MiB are the most.`,
    remedy: none,
  };
}

const UNREADABLE: Record<FailureDetails["look-unreadable"]["reason"], string> = {
  "not-ours": "It is neither a picture nor a lookbook that Likeness has made.",
  "no-request": "It carries no look. Other programs often leave that out when they save a picture again.",
  damaged: "It carries a look, but not one that can be read; it may have been changed or cut short.",
  "too-large": "It holds far more than any lookbook does, so it was not opened.",
};

const FORMATS = {
  svg: "a drawing in SVG",
  heic: "an HEIC photograph",
  "gif-animated": "an animation",
  other: "of a kind not read here",
};

const WORDS: Words = {
  "pack-missing": () => ({
    happened: "The models are not on this device yet.",
    why: "They are copied once and then work without a connection.",
    remedy: go("Install them", "/models"),
  }),
  "pack-damaged": ({ file }) => ({
    happened: `${file} has changed on this device.`,
    why: "A stored file no longer has the fingerprint it was installed with, so it is not used.",
    remedy: go("Check and repair", "/models"),
  }),
  "manifest-invalid": ({ reason }) => ({ happened: "The list of models cannot be read.", why: reason, remedy: reload() }),
  "download-failed": download,
  "storage-full": ({ neededBytes }) => ({
    happened: "There is no room left for this.",
    why: `The browser gives Likeness no more space on this device${neededBytes > 0 ? `; ${megabytes(neededBytes)} are needed` : ""}. Everything saved so far is safe.`,
    remedy: { kind: "go", label: "See what takes space", href: "/settings", again: "Try again" },
  }),
  "storage-blocked": () => ({
    happened: "Another tab is holding the studio.",
    why: "An older version of Likeness is open elsewhere. Close that tab or reload it, then try again here.",
    remedy: again("Try again"),
  }),
  "storage-unavailable": () => ({
    happened: "This browser does not let Likeness keep anything.",
    why: "A private window, or a setting that blocks site data, forbids it. Open an ordinary window, or allow it to keep data, and try again.",
    remedy: reload("Try again"),
  }),
  "image-empty": ({ name }) => ({ happened: `${name} is empty.`, why: "The file has 0 bytes.", remedy: none }),
  "image-unreadable": ({ name, reason }) => ({
    happened: `${name} cannot be opened.`,
    why:
      reason === "truncated"
        ? "The file ends too early; it may not have been copied completely."
        : reason === "unknown-format"
          ? "It is not an image."
          : "It says it is an image, but it cannot be decoded.",
    remedy: none,
  }),
  "image-unsupported": ({ name, format }) => ({
    happened: `${name} is ${FORMATS[format]}.`,
    why: "Save it as JPEG, PNG or WebP and add it again.",
    remedy: none,
  }),
  "image-too-large": tooLarge,
  "photograph-missing": () => ({
    happened: "A photograph is no longer there.",
    why: "It may have been removed in another tab.",
    remedy: again("Try again"),
  }),
  "photographs-too-few": ({ usable, needed }) => ({
    happened: `${usable} of ${needed} photographs can be used.`,
    why: `At least ${needed} are needed to learn a face; eight are better.`,
    remedy: none,
  }),
  "persona-untrained": ({ personaId }) => ({
    happened: "This persona is not trained yet.",
    why: "Pictures of a persona come from its own model and from nothing else.",
    remedy: go("Finish training", training(personaId)),
  }),
  "model-stale": ({ personaId, learnedWith, installed }) => ({
    happened: "This persona was trained with other models.",
    why: `It learned with ${learnedWith}; installed is ${installed}. The photographs are still here, so it can be trained again.`,
    remedy: go("Train again", training(personaId)),
  }),
  "model-unlearned": ({ personaId }) => ({
    happened: "Nothing was learned for this version yet.",
    why: "It is only where learning begins: the photographs, projected. Pictures come from a version that was trained from there.",
    remedy: go("Train again", training(personaId)),
  }),
  "model-foreign": ({ personaId }) => ({
    happened: "This model belongs to another persona.",
    why: "A persona is drawn from its own model only.",
    remedy: go("See its versions", training(personaId)),
  }),
  "model-damaged": ({ personaId, version }) => ({
    happened: `Version ${version} has changed on this device.`,
    why: "It no longer has the fingerprint it was saved with, so it is not used.",
    remedy: go("Choose another version or train again", training(personaId)),
  }),
  "version-not-lora": ({ version, lost }) => ({
    happened: `Version ${version} cannot leave as a LoRA.`,
    why:
      lost === "tokens"
        ? "What stands for this person's face are tokens, and a LoRA has no place for them: they would be lost. Take it away as a file for Likeness, or train again with attention alone, under Advanced."
        : "Nothing of it was learned on the attention, which is all that a LoRA holds. Train again with attention alone, under Advanced.",
    remedy: none,
  }),
  "training-elsewhere": () => ({
    happened: "This person is being trained in another tab.",
    why: "Two at once would only take longer. It appears here as soon as it is done there.",
    remedy: again("Try again"),
  }),
  "training-drifted": ({ step }) => ({
    happened: "The training changed more than the person.",
    why: `Already at step ${step} what is around the face, or other people, changed, so nothing of it was kept. Tokens alone, under Advanced, move the least.`,
    remedy: again("Train again"),
  }),
  "training-damaged": ({ step }) => ({
    happened: "The unfinished training cannot be gone on with.",
    why: `What was kept of it at step ${step} has changed on this device, so it is not used. Photographs and earlier versions are unharmed.`,
    remedy: again("Begin again"),
  }),
  "source-missing": ({ trashed }) => ({
    happened: trashed ? "The picture this begins with lies in the trash." : "The picture this begins with is no longer there.",
    why: trashed ? "Put it back, then try again." : "It may have been removed in another tab.",
    remedy: trashed ? go("Open the trash", "/library/trash", "Try again") : go("Open the library", "/library"),
  }),
  "mask-empty": () => ({
    happened: "There is nothing to change here.",
    why: "The region that may change is empty: the picture does not show what was asked for.",
    remedy: none,
  }),
  "request-invalid": ({ field, reason }) => ({ happened: `“${field}” cannot be drawn as it is.`, why: reason, remedy: none }),
  "output-invalid": ({ graph }) =>
    graph === "training"
      ? {
          happened: "Learning lost its way and was stopped.",
          why: "Its steps came to no usable numbers, even three times smaller. Earlier versions are unchanged; another try begins anew.",
          remedy: again("Try again"),
        }
      : {
          happened: "The picture came out empty and was not kept.",
          why: "The calculation produced no usable numbers. Another try usually does.",
          remedy: again("Try again"),
        },
  "pack-unguarded": ({ packId }) => ({
    happened: "This pack may not draw here.",
    why: `${packId} draws photographs, and it has no safety checker to look at them.`,
    remedy: go("Open models", "/models"),
  }),
  "picture-withheld": () => ({
    happened: "The picture was withheld.",
    why: "The pack’s safety checker found it unsuitable, so it was not kept. Other words or another seed may pass.",
    remedy: none,
  }),
  "graph-failed": ({ graph, reason }) => ({
    happened: "A model could not run on this device.",
    why: `${graph}: ${reason}`,
    remedy: again("Try again"),
  }),
  "graphics-missing": ({ packId }) => ({
    happened: "This pack needs a graphics card.",
    why: `The networks of ${packId} have no room on the processor, which draws in this browser. Nothing was begun.`,
    remedy: go("Open models", "/models"),
  }),
  "graph-unfit": ({ graph, reason }) => ({
    happened: "This is another network than was expected.",
    why: `${graph} ${reason}. It was not run, and nothing of it was kept.`,
    remedy: again("Try again"),
  }),
  "device-lost": () => ({
    happened: "The graphics device stopped answering.",
    why: "The thread was ended and its memory returned. Nothing that was saved is lost.",
    remedy: again("Go on"),
  }),
  "picture-missing": () => ({
    happened: "A picture is no longer there.",
    why: "It may have been removed in another tab.",
    remedy: go("Open the library", "/library"),
  }),
  "lookbook-empty": ({ lookbookId }) => ({
    happened: "This lookbook has no pictures to take away.",
    why: "Its pages are empty, or their pictures lie in the trash.",
    remedy: go("Add pictures", `/lookbooks/${lookbookId}`),
  }),
  "look-unreadable": ({ name, reason }) => ({
    happened: `${name} brings no look back.`,
    why: UNREADABLE[reason],
    remedy: none,
  }),
  "looks-invalid": ({ name, field, reason }) => ({
    happened: `${name} was not taken in.`,
    why: `In it, ${field} ${reason}. Nothing was changed here.`,
    remedy: none,
  }),
  "persona-unknown": ({ name }) => ({
    happened: `${name ?? "The person in this picture"} is not on this device.`,
    why: "A look is drawn with the person's own model, which never leaves the device that learned it.",
    remedy: go("See who is here", "/personas"),
  }),
  "safetensors-invalid": ({ reason }) => ({
    happened: "A file of tensors cannot be read.",
    why: reason,
    remedy: again("Try again"),
  }),
  unexpected: ({ reason }) => ({
    happened: "Something went wrong that nobody foresaw.",
    why: reason,
    remedy: again("Try again"),
  }),
};

export function failureWords(failure: {
  readonly code: FailureCode;
  readonly details: FailureDetails[FailureCode];
}): FailureWords {
  // The code selects its own details; the pair cannot be expressed without this assertion.
  const words = WORDS[failure.code] as (details: FailureDetails[FailureCode]) => FailureWords;
  return words(failure.details);
}

/** What "Copy details" puts on the clipboard: the code and its details, and nothing about anybody. */
export const failureDetails = (failure: Failure): string => JSON.stringify({ code: failure.code, details: failure.details });
