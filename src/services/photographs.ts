/**
 * @file Photographs on their way in: checked, re-encoded and stored one by one, then looked at by the inspector.
 *
 * Each file is decoded in a worker of its own that ends with it. A file that fails says why and keeps nobody waiting.
 */
import type { Accessor } from "solid-js";
import type { Failure } from "~/contracts/failure";
import type { Photograph } from "~/contracts/records";

export interface IncomingFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface Arrival {
  readonly done: number;
  readonly of: number;
  /** Files of the last batch that did not become a photograph or could not be inspected. */
  readonly failures: readonly { readonly name: string; readonly failure: Failure }[];
  readonly busy: boolean;
}

export interface Photographs {
  /** In the order they arrived; `inspection` is null until looked at. */
  of(personaId: Accessor<string>): Accessor<readonly Photograph[] | undefined>;
  /** Progress of the batch now arriving for the persona, or of the last one. */
  arrival(personaId: string): Arrival;
  /** Settles when every file was stored and inspected, or has failed (see `arrival`). Never rejects for one bad file. */
  add(personaId: string, files: readonly IncomingFile[]): Promise<void>;
  remove(photographId: string): Promise<void>;
  /** Inspects what has not been inspected, or with another revision of the pack. */
  inspect(personaId: string): Promise<void>;
  /**
   * A shipped sample person with her eight drawings; the same persona again when she was met before.
   * @returns the persona's id, as soon as the row exists; drawings go on arriving
   */
  meetSample(name: string): Promise<string>;
}
