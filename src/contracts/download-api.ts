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
  remove(packId: string): Promise<void>;
  /** Lets a revision go that a later one has replaced; what was learned with it cannot be drawn any more. */
  removeEarlier(packId: string, revision: string): Promise<void>;
  /** The drawings of a shipped sample person, in order. */
  sample(name: string): Promise<readonly SampleFile[]>;
}
