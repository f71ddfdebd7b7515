/**
 * @file A disk that is full while photographs come in and while somebody is learned: each says so and what to do, nothing that was
 * saved is lost, and the same thing succeeds once there is room.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { IndividualModel, Photograph } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { fillDisk } from "../support/quota.ts";
import { rowsOf } from "../support/rows.ts";
import { askAndAgree } from "../support/install.ts";

const LONG = 600_000;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage("/models");
  await askAndAgree(page);
  await page.getByText("on this device", { exact: true }).waitFor();
}, LONG);

afterAll(() => app.close());

const drawings = (numbers: readonly number[]) =>
  numbers.map((k) => ({
    name: `ingrid-${k}.webp`,
    mimeType: "image/webp",
    buffer: readFileSync(new URL(`../../public/samples/ingrid/0${k}.webp`, import.meta.url)),
  }));

const full = () => page.getByRole("main").getByRole("alert").filter({ hasText: "There is no room left for this." });
const photographs = () => rowsOf<Photograph>(page, "photographs");
const models = () => rowsOf<IndividualModel>(page, "models");
const shown = (count: number) => page.getByRole("img", { name: `Photograph ${count} of ${count}`, exact: true });

/** What can be done about a full disk, wherever it is said. */
async function saysWhatToDo(): Promise<void> {
  await full().getByText("Everything saved so far is safe.").waitFor();
  await full().getByRole("button", { name: "Try again" }).waitFor();
  await full().getByRole("link", { name: "See what takes space" }).click();
  await page.getByRole("heading", { level: 2, name: "What is kept here" }).waitFor();
  await page.getByRole("cell").first().waitFor();
  await page.goBack();
  await full().waitFor();
}

test("photographs that find no room wait, by name, and come in once there is some", { timeout: LONG }, async () => {
  await page.goto(`${app.url}/personas/new`);
  await page.getByLabel("Name").fill("Ingrid");
  await page.getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Create and add photographs" }).click();
  await page.locator("input[type=file]").setInputFiles(drawings([1, 2]));
  await shown(2).waitFor();
  await page.getByText("2 of 8 can be learned from").waitFor();
  const before = (await photographs()).map(({ id }) => id);

  const giveBack = await fillDisk(page);
  await page.locator("input[type=file]").setInputFiles(drawings([3, 4, 5]));
  await saysWhatToDo();
  await full().getByText("3 files wait to be added:").waitFor();
  expect(await full().getByRole("listitem").allInnerTexts()).toEqual(["ingrid-3.webp", "ingrid-4.webp", "ingrid-5.webp"]);
  expect((await photographs()).map(({ id }) => id)).toEqual(before);
  await full().getByRole("button", { name: "Try again" }).click();
  await full().getByText("3 files wait to be added:").waitFor();

  await giveBack();
  await full().getByRole("button", { name: "Try again" }).click();
  await shown(5).waitFor();
  await page.getByText("5 of 8 can be learned from").waitFor();
  expect(await full().count()).toBe(0);
  const after = await photographs();
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before));
  expect(after.map(({ name }) => name).toSorted()).toEqual(drawings([1, 2, 3, 4, 5]).map(({ name }) => name));
});

test("a version that finds no room is not half saved, and is learned once there is some", { timeout: LONG }, async () => {
  await page.getByRole("link", { name: "Train Ingrid" }).click();
  await personAt(page).trained();
  const [first] = await models();

  const giveBack = await fillDisk(page);
  await page.getByRole("button", { name: "Train again" }).click();
  await saysWhatToDo();
  expect((await models()).map(({ id }) => id)).toEqual([first!.id]);
  await page.getByRole("heading", { level: 3, name: "Version 1 in use" }).waitFor();

  await giveBack();
  await full().getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 3, name: "Version 2 in use" }).waitFor();
  expect(new Set((await models()).map(({ version }) => version))).toEqual(new Set([1, 2]));
  expect((await photographs()).length).toBe(5);
});

test("opened anew on a full disk, everything is there to be seen, and something can go", { timeout: LONG }, async () => {
  const giveBack = await fillDisk(page);
  await page.goto(app.url);
  await page.getByRole("heading", { level: 3, name: "Version 2 in use" }).waitFor();
  await page.getByRole("link", { name: "Ingrid", exact: true }).click();
  await shown(5).waitFor();
  await page.getByRole("button", { name: "Remove ingrid-1.webp" }).click();
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Models" }).click();
  await page.getByText("on this device", { exact: true }).waitFor();
  await expect.poll(async () => (await photographs()).length).toBe(4);
  await giveBack();
});
