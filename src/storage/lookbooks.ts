/**
 * @file Books and what happens to them when something else goes. It never touches pictures.
 */
import type { Lookbook } from "~/contracts/records";
import { guarded } from "./storage-failure.ts";
import { openVault, type VaultDb } from "./vault-db.ts";

/** Inside a transaction over `lookbooks`: takes the pages of these pictures out of every book. */
export const dropPages = async (db: VaultDb, pictureIds: ReadonlySet<string>): Promise<void> => {
  await db.lookbooks
    .filter((book) => book.pages.some((page) => pictureIds.has(page.pictureId)))
    .modify((book) => {
      (book as { pages: Lookbook["pages"] }).pages = book.pages.filter((page) => !pictureIds.has(page.pictureId));
    });
};

/** Reads, changes and writes one book, so that two tabs never undo each other's pages. Unknown ids are ignored. */
export const changeBook = (vaultId: string, id: string, change: (book: Lookbook) => Lookbook): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", db.lookbooks, async () => {
      const book = await db.lookbooks.get(id);
      if (book) await db.lookbooks.put(change(book));
    });
  });
