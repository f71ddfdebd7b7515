/**
 * @file What the gallery reads from the page's storage, and the one thing that it writes there: how people are learned.
 */

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../src/contracts/records.ts").Picture} Picture */

/** @param {Page} page @param {string} url @param {number} steps */
export async function learnIn(page, url, steps) {
  await page.goto(`${url}/icons/likeness.svg`);
  await page.evaluate(
    (value) =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("likeness-keys");
        opening.onupgradeneeded = () => opening.result.createObjectStore("values");
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("values", "readwrite");
          writing.objectStore("values").put(value, "care");
          writing.onerror = () => failed(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            done(undefined);
          };
        };
      }),
    steps,
  );
}

/**
 * @param {Page} page
 * @returns {Promise<Picture>}
 */
export const latestPicture = (page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const vault = names.find((name) => /^likeness-(?!packs$|keys$|ledger$)/.test(name)) ?? "";
    /** @type {IDBDatabase} */
    const database = await new Promise((done, failed) => {
      const opening = indexedDB.open(vault);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    /** @type {Picture[]} */
    const rows = await new Promise((done, failed) => {
      const reading = database.transaction("pictures").objectStore("pictures").getAll();
      reading.onsuccess = () => done(reading.result);
      reading.onerror = () => failed(reading.error);
    });
    database.close();
    const last = rows.toSorted((a, b) => b.createdAt - a.createdAt)[0];
    if (last === undefined) throw new Error("no picture");
    return last;
  });

/**
 * A picture small enough for a page of many.
 *
 * @param {Page} page @param {string} id
 * @returns {Promise<string>} WebP in base64
 */
export const smallPicture = (page, id) =>
  page.evaluate(async (key) => {
    const HEIGHT = 384;
    const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const vault = names.find((name) => /^likeness-(?!packs$|keys$|ledger$)/.test(name)) ?? "";
    /** @type {IDBDatabase} */
    const database = await new Promise((done, failed) => {
      const opening = indexedDB.open(vault);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    /** @type {{ bytes: ArrayBuffer, type: string }} */
    const { bytes, type } = await new Promise((done, failed) => {
      const reading = database.transaction("blobs").objectStore("blobs").get(key);
      reading.onsuccess = () => done(reading.result);
      reading.onerror = () => failed(reading.error);
    });
    database.close();
    const bitmap = await createImageBitmap(new Blob([bytes], { type }));
    const canvas = new OffscreenCanvas(Math.round((bitmap.width * HEIGHT) / bitmap.height), HEIGHT);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("no canvas");
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const small = new Uint8Array(await (await canvas.convertToBlob({ type: "image/webp", quality: 0.82 })).arrayBuffer());
    let text = "";
    for (const byte of small) text += String.fromCharCode(byte);
    return btoa(text);
  }, id);

/**
 * The next one, as soon as it is stored.
 *
 * @param {Page} page @param {Picture} before
 * @returns {Promise<Picture>}
 */
export async function pictureAfter(page, before) {
  for (;;) {
    const latest = await latestPicture(page);
    if (latest.id !== before.id) return latest;
    await page.waitForTimeout(200);
  }
}
