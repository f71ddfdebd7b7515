/** @file The library and the lookbooks when something is wrong with what they keep: each says what happened and what to do. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";

let app: App;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana" }, 3);
  await page.goto(`${app.url}/library`);
  await tile(0).waitFor();
});

afterEach(() => app.close());

const tile = (index: number) => page.locator(`[data-tile="p${index}"]`);
const button = (name: string | RegExp) => page.getByRole("button", { name });

/** Opens the vault behind the app's back. */
const openRaw = `(version) => new Promise(async (resolve, reject) => {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
  const opening = indexedDB.open(names.find((name) => /^likeness-(?!packs|keys)/.test(name)), version);
  opening.onsuccess = () => resolve(opening.result);
  opening.onerror = () => reject(opening.error);
})`;

test("a picture whose file is gone says so, and a book leaves without its page", async () => {
  await tile(0).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await button("Add to a lookbook").click();
  await page.getByLabel("A new lookbook").fill("Two");
  await button("Create and add").click();
  await button("Open it").click();
  await page.getByRole("heading", { name: "Two", level: 1 }).waitFor();
  const book = page.url();
  await page.evaluate(`(async () => {
    const db = await (${openRaw})();
    const transaction = db.transaction("blobs", "readwrite");
    for (const id of ["p1", "p1.thumbnail"]) transaction.objectStore("blobs").delete(id);
    await new Promise((done) => (transaction.oncomplete = done));
    db.close();
  })()`);

  await page.goto(`${app.url}/library`);
  await tile(1).getByText("The file is not here any more").waitFor();
  await tile(1).click();
  await page.getByText("This picture’s file is not here any more.").waitFor();
  expect(await button("Draw it again in the studio").isVisible()).toBe(true);

  await page.goto(book);
  await button("Take away as ZIP").click();
  await button("Make the ZIP").click();
  await page.getByText("The picture of page 2 has no file any more.").waitFor();
  const download = page.waitForEvent("download");
  await button("Take the page out and go on").click();
  expect((await download).suggestedFilename()).toMatch(/^Two_.*\.zip$/);
  await page.getByRole("dialog").getByText("The ZIP is ready.").waitFor();
});

test("a mark that cannot be saved is said, and not shown as if it were", async () => {
  // A newer version in another tab takes the database over.
  await page.evaluate(`(${openRaw})(1e9).then((db) => db.close())`);
  await page.getByText("A newer version of Likeness is open in another tab.").waitFor();
  await tile(0).focus();
  await page.keyboard.press("k");
  await page
    .getByRole("region", { name: /Messages/ })
    .getByText("Another tab is holding the studio.")
    .waitFor();
  expect(await tile(0).getAttribute("aria-label")).not.toContain("kept");
});
