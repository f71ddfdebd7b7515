/** @file The rows of a vault as they lie on the disk, for what a test must not take the screen's word for. */
import type { Page } from "playwright-core";

/** Every row of a table, of the only vault where no database is named. Bytes do not come across; see `fileHash`. */
export const rowsOf = <Row>(page: Page, table: string, of: string | null = null): Promise<readonly Row[]> =>
  page.evaluate(
    async ([name, base]) => {
      const names = (await indexedDB.databases()).map((database) => database.name ?? "");
      const vault = base ?? names.find((each) => /^likeness-(?!packs$|keys$|ledger$)/.test(each)) ?? "";
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
    },
    [table, of] as const,
  );

/** SHA-256 of a stored file, in hex. */
export const fileHash = (page: Page, id: string): Promise<string> =>
  page.evaluate(async (key) => {
    const names = (await indexedDB.databases()).map((database) => database.name ?? "");
    const vault = names.find((each) => /^likeness-(?!packs$|keys$|ledger$)/.test(each)) ?? "";
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.message));
      });
    const database = await settled(indexedDB.open(vault));
    const row = (await settled(database.transaction("blobs").objectStore("blobs").get(key))) as { bytes: ArrayBuffer };
    database.close();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", row.bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }, id);

/** Takes a stored file away behind the app's back, as a browser does that needs room; its row stays. */
export const loseFile = (page: Page, id: string): Promise<void> =>
  page.evaluate(async (key) => {
    const names = (await indexedDB.databases()).map((database) => database.name ?? "");
    const opening = indexedDB.open(names.find((each) => /^likeness-(?!packs$|keys$|ledger$)/.test(each))!);
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error("no database"));
    });
    const writing = database.transaction("blobs", "readwrite");
    writing.objectStore("blobs").delete(key);
    await new Promise((done) => (writing.oncomplete = done));
    database.close();
  }, id);

/** Changes one row where it lies, as nobody who uses the app can; bytes have their last bit turned where it says so. */
export const changeRow = (page: Page, table: string, id: string, changes: object, turned = false): Promise<void> =>
  page.evaluate(
    async ([name, key, values, turn]) => {
      const names = (await indexedDB.databases()).map((database) => database.name ?? "");
      const vault = names.find((each) => /^likeness-(?!packs$|keys$|ledger$)/.test(each)) ?? "";
      const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(request.error?.message));
        });
      const database = await settled(indexedDB.open(vault));
      const store = database.transaction(name, "readwrite").objectStore(name);
      const row = (await settled(store.get(key))) as object & { readonly bytes?: ArrayBuffer };
      if (turn && row.bytes) new Uint8Array(row.bytes)[row.bytes.byteLength - 1]! ^= 1;
      await settled(store.put({ ...row, ...values }));
      database.close();
    },
    [table, id, changes, turned] as const,
  );
