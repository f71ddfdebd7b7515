/**
 * @file The packs of the manifest and where each stands on this device.
 *
 * It knows files and bytes, never what a pack is used for. Bytes are fetched and hashed by the download worker.
 */
import type { Accessor } from "solid-js";
import type { FileVerdict, InstallReport } from "~/contracts/download-api";
import type { Failure } from "~/contracts/failure";
import type { Pack } from "~/contracts/manifest";

export type PackState =
  | { readonly phase: "absent" }
  /** Some parts are here: a pause, a closed tab or a damaged file. Install goes on from there. */
  | { readonly phase: "paused"; readonly bytesDone: number }
  | { readonly phase: "installing"; readonly report: InstallReport }
  | { readonly phase: "failed"; readonly bytesDone: number; readonly failure: Failure }
  | { readonly phase: "installed"; readonly at: number };

export interface PackEntry {
  readonly pack: Pack;
  readonly bytes: number;
  readonly state: PackState;
}

export interface Packs {
  /** In the manifest's order; undefined until storage has been read. */
  readonly list: Accessor<readonly PackEntry[] | undefined>;
  /** The pack that people are learned with: the first of the manifest. */
  readonly current: Pack;
  /** Whether `current` is installed. */
  readonly ready: Accessor<boolean>;
  stateOf(packId: string): PackState | undefined;
  /** Settles when installed. Rejects with the Failure that `state` shows too, or with an AbortError after `pause`. */
  install(packId: string): Promise<void>;
  pause(packId: string): void;
  /** Hashes what is stored; damaged parts are dropped, so that `install` repairs them. */
  verify(packId: string): Promise<readonly FileVerdict[]>;
  remove(packId: string): Promise<void>;
}
