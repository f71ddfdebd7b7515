/**
 * @file Opens a database the same careful way everywhere.
 *
 * When a newer version of the app, or an erasure, asks for the database in another tab, this tab lets go and stays away: left alone,
 * Dexie would open it again and write old rows into a new schema.
 */
import Dexie, { type DexieOptions } from "dexie";
import { Failure } from "~/contracts/failure";
import { storageFailure } from "./storage-failure.ts";

export const OPTIONS = {
  // "complete" then means on the disk, also after a power cut; measured cost of 3 to 16 % on parts of megabytes.
  chromeTransactionDurability: "strict",
  // Query results would otherwise be kept, and copied, in memory.
  cache: "disabled",
} satisfies DexieOptions;

const listeners = new Set<() => void>();

/** Tells when this realm had to let go of a database. @returns stops telling */
export function onSuperseded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @throws Failure `storage-blocked` while an older tab holds on to it, `storage-unavailable` where there is no IndexedDB */
async function open<Db extends Dexie>(db: Db): Promise<Db> {
  db.on("versionchange", () => {
    db.close({ disableAutoOpen: true });
    for (const listener of listeners) listener();
    return false;
  });
  await new Promise<void>((resolve, reject) => {
    db.on("blocked", () => {
      reject(new Failure("storage-blocked", {}));
      db.close({ disableAutoOpen: true });
    });
    db.open().then(
      () => resolve(),
      (error: unknown) => reject(storageFailure(error)),
    );
  });
  return db;
}

const registries = new Set<Map<string, unknown>>();

/**
 * Opens each key once per realm. A failure is not remembered, so the next call tries again. A database that was let go stays closed: a
 * realm that outlived an erasure would otherwise make it again.
 */
export function once<Db extends Dexie>(make: (key: string) => Db): (key: string) => Promise<Db> {
  const opened = new Map<string, Promise<Db>>();
  registries.add(opened);
  return (key) => {
    const known = opened.get(key);
    if (known) return known;
    // [Note: live queries await Dexie's own promises] A live query stops following what it reads once it has awaited a native promise.
    const opening = Dexie.Promise.resolve(open(make(key)));
    opened.set(key, opening);
    opening.catch(() => opened.delete(key));
    return opening;
  };
}

/** Lets this realm open anew what it has erased itself. */
export function beginAnew(): void {
  for (const opened of registries) opened.clear();
}
