/**
 * @file The export worker's promise: packs a lookbook into a ZIP, and reads looks back out of files that left.
 *
 * It reads rows and bytes by id and writes nothing to storage. What comes in from outside is only read for its looks.
 */
import type { GenerateRequest } from "./request.ts";

export interface ExportOptions {
  /** Says in the read-me, the manifest and the JPEG files that the pictures were made by a model. */
  readonly disclosure: boolean;
  /** Milliseconds since the epoch; written into the files. */
  readonly at: number;
}

export interface ExportReport {
  /** Masters that were still to be made come first. */
  readonly stage: "masters" | "files";
  readonly done: number;
  /** Pictures. */
  readonly of: number;
  /** Measured; null before the first picture. */
  readonly secondsLeft: number | null;
}

export interface Archive {
  readonly name: string;
  readonly file: Blob;
  readonly pictures: number;
  /** How many of them left as they were drawn, for want of a master. */
  readonly asDrawn: number;
}

/** Pictures on one sheet, with the words that stand on it. */
export interface ContactSheet {
  readonly title: string;
  readonly note: string;
  readonly prints: readonly { readonly pictureId: string; readonly label: string }[];
}

/** A look that came in with a file. */
export interface Returned {
  /** What the file calls it. */
  readonly label: string;
  readonly personaName: string | null;
  /** With one seed: the picture's. */
  readonly request: GenerateRequest;
}

export interface ExportApi {
  /** @throws Failure `lookbook-empty`, `picture-missing`; AbortError after `cancel` */
  pack(
    jobId: string,
    vaultId: string,
    lookbookId: string,
    options: ExportOptions,
    report: (at: ExportReport) => void,
  ): Promise<Archive>;
  /** Stops between two pictures; unknown ids are ignored. */
  cancel(jobId: string): void;
  /**
   * A JPEG. What has no file any more is left out.
   *
   * @throws Failure `picture-missing` where none has one
   */
  sheet(vaultId: string, sheet: ContactSheet): Promise<Blob>;
  /**
   * The looks in a picture, a lookbook ZIP or its manifest; at least one.
   *
   * @throws Failure `look-unreadable`
   */
  read(name: string, file: Blob): Promise<readonly Returned[]>;
}
