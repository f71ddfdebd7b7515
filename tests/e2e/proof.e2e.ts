/**
 * @file The proof where somebody can be drawn: two versions of one person, somebody who is not trained yet, and pictures. It draws who
 * can be drawn, keeps nothing of it, and says what is true; and what was drawn stays counted when pictures go.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { Job, Picture, Tally } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { drawnInStudio } from "../support/main-job.ts";
import { rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;

const link = (name: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name });
const ledger = () => page.getByRole("dialog", { name: "What the network has seen" });
const prove = () => ledger().getByRole("button", { name: /Draw with the network refused|Prove it again/ });
const counts = (row: "Before" | "After") => ledger().getByRole("row", { name: row }).getByRole("cell").allTextContents();
const openLedger = () => page.getByRole("button", { name: /sent from this device/ }).click();

/** Everything that a picture would be kept in. */
const kept = async () => ({
  pictures: (await rowsOf<Picture>(page, "pictures")).map(({ id }) => id),
  jobs: (await rowsOf<Job>(page, "jobs")).map(({ id }) => id),
  tallies: await rowsOf<Tally>(page, "tallies"),
});

/** Runs in the page, once the proof has begun. */
const whileProven = `async (work) => {
  const isProving = async () => ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === "likeness:proof");
  while (!(await isProving())) await new Promise((done) => setTimeout(done, 5));
  return work();
}`;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  const person = personAt(page);
  await drawnInStudio(person, "Mara", 2);
  await link("Personas").click();
  await page.getByRole("link", { name: "New persona" }).click();
  await page.getByLabel("Name").fill("Ana");
  await page.getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Create and add photographs" }).click();
  await page.getByRole("heading", { level: 1, name: "Ana" }).waitFor();
}, LONG);

afterAll(() => app.close());

test("who can be drawn is drawn, nothing goes out, and nothing of it is kept", { timeout: LONG }, async () => {
  const before = await kept();
  expect(before.pictures).toHaveLength(2);
  await openLedger();
  const refused = page.evaluate(
    `(${whileProven})(() => fetch("/packs/atelier/CARD.md?refuse").then(() => "answered", () => "refused"))`,
  );
  await prove().click();
  expect(await refused).toBe("refused");
  await ledger().getByText("Drawn, and the ledger is unchanged.").waitFor();
  // Ana's turn it is, but there is no model of them: whose picture this is, is said.
  await ledger()
    .getByText(/^A picture of Mara, in .+ s\. It is not kept\.$/)
    .waitFor();
  await ledger().getByText("1 request wanted to go out meanwhile and went nowhere.").waitFor();
  expect(await counts("After")).toEqual(await counts("Before"));
  const shades = await ledger()
    .getByRole("img", { name: "Mara, drawn with the network refused" })
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(data).size;
    });
  expect(shades).toBeGreaterThan(50);
  expect(await kept()).toEqual(before);
});

test("a picture drawn while the ledger changes proves nothing, and that is said", { timeout: LONG }, async () => {
  const changed = page.evaluate(`(${whileProven})(async () => {
    const settled = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const opened = await settled(indexedDB.open("likeness-keys"));
    const store = opened.transaction("values", "readwrite").objectStore("values");
    const known = await settled(store.get("ledger"));
    for (const row of known.rows) row.requests += 1;
    await settled(store.put(known, "ledger"));
    opened.close();
  })`);
  await prove().click();
  await changed;
  await ledger().getByText("This proof does not hold.").waitFor();
  await ledger()
    .getByText(/^A picture of Mara, in .+ s\. It is not kept\.$/)
    .waitFor();
  expect(await counts("After")).not.toEqual(await counts("Before"));
  await prove().click();
  await ledger().getByText("Drawn, and the ledger is unchanged.").waitFor();
  await ledger().getByRole("button", { name: "Close" }).click();
});

test("while something is learned the proof waits, and a second version is drawn as well", { timeout: LONG }, async () => {
  await link("Personas").click();
  await page.getByRole("main").getByRole("link", { name: /^Mara/ }).click();
  await page.getByRole("link", { name: "Versions and likeness" }).click();
  await page.getByRole("button", { name: "Train again" }).click();
  await page.getByRole("list", { name: "Steps" }).waitFor();
  await openLedger();
  await ledger().getByText("Something is being drawn or trained. Come back when it is done.").waitFor();
  await prove().click();
  await ledger().getByText("Drawn, and the ledger is unchanged.").waitFor();
  await ledger()
    .getByText(/^A picture of Mara/)
    .waitFor();
  await ledger().getByRole("button", { name: "Close" }).click();
  await page.getByRole("heading", { level: 3, name: "Version 2 in use" }).waitFor();
});

test("pictures that are deleted for good stay counted", { timeout: LONG }, async () => {
  const [mara] = await rowsOf<Tally>(page, "tallies");
  expect(mara?.pictures).toBe(2);
  await link("Library").click();
  await page.locator("[data-tile]").first().focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.getByRole("main").getByRole("link", { name: "Trash" }).click();
  await page.getByRole("button", { name: "Empty the trash" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await expect.poll(async () => (await rowsOf<Picture>(page, "pictures")).length).toBe(0);
  expect(await rowsOf<Tally>(page, "tallies")).toEqual([mara]);
  await link("Settings").click();
  await page.getByRole("row", { name: /^Mara 2 .+ s .+ s$/ }).waitFor();
});
