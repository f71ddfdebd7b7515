/** @file What can be asked of the studio that it cannot do as asked: no words, far too many, unknown ones; and a disk without room. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { meetInStudio } from "../support/main-job.ts";
import { fillDisk } from "../support/quota.ts";
import { rowsOf } from "../support/rows.ts";

const LONG = 600_000;
const FULL = /^There is no room left for this/;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  await meetInStudio(personAt(page), "Mara");
}, LONG);

afterAll(() => app.close());

const own = () => page.getByRole("textbox", { name: "Own words" });
const go = () => page.getByRole("button", { name: /^(Generate|Add to the queue)/ });
const pictures = () => rowsOf<Picture>(page, "pictures");

test("with nothing said at all, the person is drawn", { timeout: LONG }, async () => {
  for (const layer of ["hair", "outfit", "scene", "light", "lens", "expression"])
    await page.getByRole("button", { name: `Leave ${layer} out` }).click();
  await personAt(page).set("Draft", 1);
  await personAt(page).generate();
  await personAt(page).drawn(1);
  const [picture] = await pictures();
  expect([picture?.request.prompt, ...picture!.request.layers.map(({ words }) => words)].join("")).toBe("");
});

test("ten thousand characters are too many, which is said, and what fits is drawn", { timeout: LONG }, async () => {
  await own().fill("red hair in the garden ".repeat(450).slice(0, 10_000));
  await page.getByText("500 characters are the most; what follows is left out.").waitFor();
  await page.getByText("That is more than this model reads at once. The end of your own words is left out.").waitFor();
  await personAt(page).generate();
  await expect.poll(async () => (await pictures()).length, { timeout: PATIENCE }).toBe(2);
  expect((await pictures()).map(({ request }) => request.prompt.length).toSorted((a, b) => a - b)).toEqual([0, 500]);
});

test("words that the model has not learned are named", async () => {
  await own().fill("zorgon library");
  await page.getByText("“zorgon” is a word this model has not learned. The others count.").waitFor();
  await own().fill("");
  await page.getByText("this model has not learned").waitFor({ state: "detached" });
});

test("a shoot on a full disk says so, keeps what there was, and goes on once there is room", { timeout: LONG }, async () => {
  const before = (await pictures()).map(({ id }) => id);
  const giveBack = await fillDisk(page);
  await go().click();
  await page.getByText(FULL).first().waitFor();
  await page.getByRole("link", { name: "See what takes space" }).first().waitFor();
  expect((await pictures()).map(({ id }) => id)).toEqual(before);

  await giveBack();
  await go().click();
  await expect.poll(async () => (await pictures()).length, { timeout: PATIENCE }).toBeGreaterThan(before.length);
  await page.getByText(FULL).first().waitFor({ state: "detached" });
  expect((await pictures()).map(({ id }) => id)).toEqual(expect.arrayContaining(before));
});
