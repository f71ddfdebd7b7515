/**
 * @file `likeness-packs`: the weights, and nothing private.
 *
 * A file is known by its SHA-256 and kept in parts, so that packs and their revisions share what they have in common. The small rows
 * say what is here; payloads lie apart and are read only to be used.
 */
import Dexie, { type EntityTable, type Table } from "dexie";
import type { KnownBundle } from "~/contracts/manifest";
import type { Time } from "~/contracts/records";
import { once, OPTIONS } from "./open.ts";

/** What files are cut into from now on; docs/storage.md says why. A file keeps the size it was begun with. */
export const PART_BYTES = 8 * 1024 * 1024;

/** What files were cut into before their rows said so. */
const UNSAID_PART_BYTES = 8 * 1024 * 1024;

export interface PackRow {
  readonly id: string;
  readonly revision: string;
  /** SHA-256 of each file of that revision. */
  readonly files: readonly string[];
  /** null until every file is here and has the hash that the manifest pins. */
  readonly installedAt: Time | null;
  /**
   * As the manifest of that revision said it, with the hashes that only a hub had. A later version of the app knows a later revision, and
   * reads this one here. Absent where it was installed before this was written down.
   */
  readonly pack?: KnownBundle;
}

/** A complete revision that a later one has taken the place of, for the models that were learned with it. */
export interface EarlierRow {
  readonly id: string;
  readonly revision: string;
  readonly files: readonly string[];
  readonly installedAt: Time;
  readonly pack: KnownBundle;
}

export interface FileRow {
  readonly sha256: string;
  readonly bytes: number;
  /** `ready`: all parts are here and together they have this hash. */
  readonly state: "partial" | "ready" | "damaged";
  /** Of every part but the last. */
  readonly partBytes?: number;
  /** SHA-256 of each part, of a file that was `ready` once and of which parts are missing since. */
  readonly proven?: readonly string[];
}

export interface PartRow {
  /** SHA-256 of the whole file. */
  readonly file: string;
  readonly index: number;
  readonly bytes: number;
  readonly sha256: string;
  /** As the server called the file when this part came. */
  readonly etag?: string;
}

export interface PayloadRow {
  readonly file: string;
  readonly index: number;
  readonly bytes: ArrayBuffer;
}

export const versionId = ({ id, revision }: { readonly id: string; readonly revision: string }): string => `${id}@${revision}`;

export interface TrialRow {
  /** `pack@revision` */
  readonly id: string;
  /** The graphics card and the runtime, as they call themselves. */
  readonly device: string;
  /** Whether the card lacks what the whole pack needs. */
  readonly unsuited: boolean;
  /** By role; a number counts trials that were begun and not ended. */
  readonly graphs: Readonly<Record<string, "works" | "fails" | number>>;
}

export type PacksDb = Dexie & {
  readonly packs: EntityTable<PackRow, "id">;
  readonly earlier: Table<EarlierRow, [id: string, revision: string]>;
  readonly files: EntityTable<FileRow, "sha256">;
  readonly parts: Table<PartRow, [file: string, index: number]>;
  readonly payloads: Table<PayloadRow, [file: string, index: number]>;
  readonly trials: EntityTable<TrialRow, "id">;
};

export const PACKS_DB = "likeness-packs";

const opened = once((name) => {
  const db = new Dexie(name, OPTIONS) as PacksDb;
  db.version(1).stores({ packs: "id", files: "sha256", parts: "[file+index], file", payloads: "[file+index], file" });
  db.version(2).stores({ earlier: "[id+revision], id" });
  db.version(3).stores({ trials: "id" });
  return db;
});

export const packsDb = (): Promise<PacksDb> => opened(PACKS_DB);

/** How a file is cut. */
export interface Cutting {
  readonly bytes: number;
  readonly partBytes: number;
}

export const cuttingOf = ({ bytes, partBytes }: FileRow): Cutting => ({ bytes, partBytes: partBytes ?? UNSAID_PART_BYTES });

export const partCount = ({ bytes, partBytes }: Cutting): number => Math.ceil(bytes / partBytes);

/** Bytes of one part: full, but for the last. */
export const partLength = ({ bytes, partBytes }: Cutting, index: number): number =>
  Math.min(partBytes, bytes - index * partBytes);
