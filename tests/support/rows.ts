/** @file The rows of a vault as they lie on the disk, for what a test must not take the screen's word for. */
import type { Page } from "playwright-core";

/** Every row of a table of the only vault. */
export const rowsOf = <Row>(page: Page, table: string): Promise<readonly Row[]> =>
  page.evaluate(async (name) => {
    const names = (await indexedDB.databases()).map((database) => database.name ?? "");
    const vault = names.find((each) => /^likeness-(?!packs$|keys$|ledger$)/.test(each)) ?? "";
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(vault);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(opening.error?.message));
    });
    try {
      return await new Promise<Row[]>((resolve, reject) => {
        const reading = database.transaction(name).objectStore(name).getAll();
        reading.onsuccess = () => resolve(reading.result as Row[]);
        reading.onerror = () => reject(new Error(reading.error?.message));
      });
    } finally {
      database.close();
    }
  }, table);
