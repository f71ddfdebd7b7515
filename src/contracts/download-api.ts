/**
 * @file The download worker's promise: the only room that fetches.
 *
 * It copies a pack's files into IndexedDB in hashed parts, from this app's own origin or the hub that the manifest names, and hands out the
 * sample people's drawings. It never sees a
 * photograph, a prompt or a persona.
 */

export interface InstallReport {
  readonly packId: string;
  readonly file: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  /** Measured; null during the first second. */
  readonly secondsLeft: number | null;
}

export interface FileVerdict {
  readonly path: string;
  readonly state: "intact" | "missing" | "damaged";
}

/** `other`: a file of that name and size, and not that file. */
export interface ImportVerdict {
  readonly path: string;
  readonly state: "taken" | "missing" | "other";
}

export interface SampleFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

export interface DownloadApi {
  /** Fetches what is missing, part by part; what is already here and intact is kept. Resumes by being called again. */
  install(packId: string, report: (at: InstallReport) => void): Promise<void>;
  /** Stops after the parts in flight; what has arrived stays. The running `install` rejects with an AbortError. */
  pause(packId: string): void;
  /** Hashes every stored part again. */
  verify(packId: string): Promise<readonly FileVerdict[]>;
  /** Every part, whether the pack is complete or only begun. */
  remove(packId: string): Promise<void>;
  /** Lets a revision go that a later one has replaced; what was learned with it cannot be drawn any more. */
  removeEarlier(packId: string, revision: string): Promise<void>;
  /** Bytes in a second, from a small piece that is let go. */
  probe(packId: string): Promise<number>;
  /** Whether what is missing of it would fit. Rejects with `storage-full`. */
  checkRoom(packId: string): Promise<void>;
  /** From the person's disk: loose files, a folder's, or ZIP archives. Asks nothing of any network. */
  takeIn(packId: string, files: readonly File[], report: (at: InstallReport) => void): Promise<readonly ImportVerdict[]>;
  /** Every file of an installed pack into a folder that the person has opened. */
  copyOut(packId: string, folder: FileSystemDirectoryHandle, report: (at: InstallReport) => void): Promise<void>;
  /** The drawings of a shipped sample person, in order. */
  sample(name: string): Promise<readonly SampleFile[]>;
}
