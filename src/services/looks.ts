/**
 * @file Looks that somebody saved, for every persona of the vault; in and out as files.
 */
import type { Accessor } from "solid-js";
import { unwrap } from "solid-js/store";
import { writeLooks, parseLooks } from "~/contracts/parse-looks";
import type { Collection, LookWords, SavedLook } from "~/contracts/looks";
import { createLiveRows } from "~/platform/live";
import { saveFile } from "~/platform/save-file";
import { newId } from "~/storage/ids";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface Looks {
  /** The latest first. Call in an owner. */
  saved(): Accessor<readonly SavedLook[] | undefined>;
  save(look: LookWords): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Puts back what was removed. */
  restore(look: SavedLook): Promise<void>;
  /** Adds what the file holds. @throws Failure `looks-invalid` */
  takeIn(file: File): Promise<Collection>;
  /** Hands them to the browser's downloads. */
  handOut(collection: Collection): void;
}

export function createLooks(vault: Vault): Looks {
  const database = openVault(vault.id);
  const add = (looks: readonly SavedLook[]): Promise<void> =>
    guarded(async () => {
      await (await database).looks.bulkPut([...looks]);
    });
  return {
    saved: () =>
      createLiveRows(
        () => null,
        async () => (await (await database).looks.orderBy("createdAt").toArray()).toReversed(),
      ),
    save: (look) => add([{ ...look, id: newId(), createdAt: Date.now() }]),
    rename: (id, name) =>
      guarded(async () => {
        await (await database).looks.update(id, { name });
      }),
    remove: (id) =>
      guarded(async () => {
        await (await database).looks.delete(id);
      }),
    // A row of a live list is a proxy, which no database takes.
    restore: (look) => add([unwrap(look)]),
    async takeIn(file) {
      const collection = parseLooks(file.name, await file.text());
      const now = Date.now();
      // The first of the file is the first on the screen, where the latest comes first.
      await add(collection.looks.map((look, i) => ({ ...look, id: newId(), createdAt: now - i })));
      return collection;
    },
    handOut: (collection) => {
      const name = `${collection.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.looks.json`;
      saveFile(name, new Blob([writeLooks(collection)], { type: "application/json" }));
    },
  };
}
