/** @file A disk without room, as the browser itself sees one: every write that needs space is refused from now on. */
import type { Page } from "playwright-core";

/** Chromium remembers for a while how much room there was. */
const REMEMBERED = 120_000;

/** @returns how to give the room back, once writes are refused in truth */
export async function fillDisk(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  const refused = await page.evaluate(async (patience) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("room");
      opening.onupgradeneeded = () => opening.result.createObjectStore("room");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const fits = (): Promise<boolean> =>
      new Promise((resolve) => {
        const writing = database.transaction("room", "readwrite");
        writing.objectStore("room").put(new Uint8Array(1 << 16), 0);
        writing.oncomplete = () => resolve(true);
        writing.onabort = () => resolve(false);
      });
    const until = performance.now() + patience;
    let full = !(await fits());
    while (!full && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      full = !(await fits());
    }
    database.close();
    return full;
  }, REMEMBERED);
  if (!refused) throw new Error(`Chromium still writes ${REMEMBERED} ms after its quota was taken`);
  return async () => {
    await session.send("Storage.overrideQuotaForOrigin", { origin });
    await session.detach();
  };
}
