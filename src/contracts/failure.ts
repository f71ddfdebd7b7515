/**
 * @file What can go wrong, as data a person can act on.
 *
 * A failure is a stable code with typed details. It crosses threads whole (src/threads/failure-wire.ts) and becomes
 * words only in the interface. Cancelling is not a failure: it is an `AbortError`.
 */

export interface FailureDetails {
  /** No file of the pack, or not all of them, is on this device. */
  "pack-missing": { readonly packId: string };
  /** A stored file no longer has the hash the manifest pins. */
  "pack-damaged": { readonly packId: string; readonly file: string };
  /** The manifest itself does not read as one. */
  "manifest-invalid": { readonly reason: string };
  "download-failed": {
    readonly file: string;
    /**
     * `stalled`: nothing came for a while. `limited`: too many requests. `refused`: not for us, or an address that expired again and again.
     * `range`: another piece than was asked for. `unpinned`: nobody says which hash it has to have.
     */
    readonly reason:
      | "offline"
      | "stalled"
      | "status"
      | "limited"
      | "refused"
      | "range"
      | "length"
      | "hash"
      | "not-weights"
      | "unpinned";
    readonly status?: number;
  };
  "storage-full": { readonly neededBytes: number };
  /** An older tab of Likeness holds the database and has to be closed or reloaded. */
  "storage-blocked": Record<never, never>;
  "storage-unavailable": { readonly reason: string };
  "image-empty": { readonly name: string };
  "image-unreadable": { readonly name: string; readonly reason: "unknown-format" | "truncated" | "decoder" };
  /** A format we can name but do not decode here. */
  "image-unsupported": { readonly name: string; readonly format: "svg" | "heic" | "gif-animated" | "other" };
  "image-too-large": {
    readonly name: string;
    readonly bytes: number;
    readonly width: number;
    readonly height: number;
    readonly limit: "bytes" | "pixels" | "side";
  };
  "photograph-missing": { readonly photographId: string };
  /** Too few usable photographs to learn a face from. */
  "photographs-too-few": { readonly usable: number; readonly needed: number };
  /** The persona has no finished individual model. */
  "persona-untrained": { readonly personaId: string };
  /** The individual model was learned with another pack or another revision of it. */
  "model-stale": { readonly personaId: string; readonly learnedWith: string; readonly installed: string };
  /** It is the projection of the photographs and no more: learning has to go on from there. */
  "model-unlearned": { readonly personaId: string };
  /** The individual model belongs to somebody else. */
  "model-foreign": { readonly personaId: string; readonly ownerId: string };
  /** The tensors do not hash to what was recorded when they were learned. */
  "model-damaged": { readonly personaId: string; readonly version: number };
  /** The layout of other programs has a place for deltas alone. */
  "version-not-lora": { readonly version: number; readonly lost: "tokens" | "everything" };
  /** Another tab is at it. */
  "training-elsewhere": { readonly personaId: string };
  /** What was kept of an unfinished training no longer hashes to what was written. */
  "training-damaged": { readonly personaId: string; readonly step: number };
  /** Whatever was learned moved other people, or what is around a face, further than may be. */
  "training-drifted": { readonly personaId: string; readonly step: number };
  /** The picture that an edit begins with is gone, or lies in the trash. */
  "source-missing": { readonly pictureId: string; readonly trashed: boolean };
  /** An edit that may change nothing. */
  "mask-empty": Record<never, never>;
  "request-invalid": { readonly field: string; readonly reason: string };
  /** A picture came out constant or not finite; it is never stored. */
  "output-invalid": { readonly graph: string; readonly reason: "not-finite" | "constant" };
  /** A pack that draws photographs and has nothing that looks at them. */
  "pack-unguarded": { readonly packId: string };
  /** What guards the pack found the picture unsafe; it is not stored. */
  "picture-withheld": Record<never, never>;
  "graph-failed": { readonly graph: string; readonly reason: string };
  /** The pack has no room on a processor, and no graphics card that is large enough is here. */
  "graphics-missing": { readonly packId: string };
  /** A file came as it was published and is not the network that the manifest tells of; nothing of the pack is kept. */
  "graph-unfit": { readonly graph: string; readonly reason: string };
  /** The graphics device went away, or the worker stopped answering; the thread was ended. */
  "device-lost": Record<never, never>;
  /** The bytes of a picture are no longer stored. */
  "picture-missing": { readonly pictureId: string };
  /** A book without a picture to export. */
  "lookbook-empty": { readonly lookbookId: string };
  /** A file that carries no look of ours. */
  "look-unreadable": { readonly name: string; readonly reason: "not-ours" | "no-request" | "damaged" | "too-large" };
  /** A file of looks that does not read as one; `field` says what of it. */
  "looks-invalid": { readonly name: string; readonly field: string; readonly reason: string };
  /** A look of somebody who is not on this device. */
  "persona-unknown": { readonly personaId: string; readonly name: string | null };
  "safetensors-invalid": { readonly reason: string };
  /** Anything nobody foresaw. Its words admit that. */
  unexpected: { readonly reason: string };
}

export type FailureCode = keyof FailureDetails;

export class Failure<Code extends FailureCode = FailureCode> extends Error {
  readonly code: Code;
  readonly details: FailureDetails[Code];

  constructor(code: Code, details: FailureDetails[Code], options?: ErrorOptions) {
    super(code, options);
    this.name = "Failure";
    this.code = code;
    this.details = details;
  }
}

export const isFailure = <Code extends FailureCode>(error: unknown, code?: Code): error is Failure<Code> =>
  error instanceof Failure && (code === undefined || error.code === code);

/** Whether this is somebody pressing Cancel. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

export const aborted = (): Error => new DOMException("cancelled", "AbortError");

/** Whatever was thrown, as a failure: already one, a full disk by its name, or unexpected. Never call it on an abort. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof Error && error.name === "QuotaExceededError")
    return new Failure("storage-full", { neededBytes: 0 }, { cause: error });
  return new Failure("unexpected", { reason }, { cause: error });
}
