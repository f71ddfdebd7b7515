/**
 * @file The main job in the built app: somebody is met and learned, dressed, drawn, kept, and leaves as a ZIP; then every screen that is
 * full of them, as axe-core sees it. Nothing complains in the console meanwhile.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { seriousFaults } from "../support/axe.ts";
import { complaintsOf } from "../support/complaints.ts";
import { doMainJob } from "../support/main-job.ts";

const LONG = 600_000;

let app: App;
let page: Page;
let complaints: readonly string[];

beforeAll(async () => {
  app = await startApp();
  app.context.setDefaultTimeout(PATIENCE);
  complaints = complaintsOf(app.context);
  page = await app.openPage();
});

afterAll(() => app.close());

test("somebody is met, learned, dressed, drawn, kept and taken away", { timeout: LONG }, async () => {
  const look = { hair: "Long curls", outfit: "Leather jacket", scene: "Library" };
  const masters = await doMainJob(personAt(page), { name: "Mara", look, pictures: 2, book: "Spring" });
  expect(new Set(masters.map((bytes) => Buffer.from(bytes).toString("base64"))).size).toBe(2);
});

test("the picture that is opened in the library says what it is", async () => {
  await page.goto(`${app.url}/library`);
  await page.getByRole("heading", { level: 1, name: "Library" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: /^Mara, .*kept/ }).count()).toBe(2);
});

const screens = {
  personas: /^Mara|^Personas$/,
  library: /^Library$/,
  lookbooks: /^Lookbooks$/,
  models: /^Models$/,
  settings: /^Settings$/,
};

test.each(["light", "dark"] as const)("nothing serious is found in %s on screens that are full", async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  for (const [path, heading] of Object.entries(screens)) {
    await page.goto(`${app.url}/${path}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    expect.soft(await seriousFaults(page), path).toEqual([]);
  }

  await page.goto(`${app.url}/lookbooks`);
  await page.getByRole("link", { name: "Spring" }).click();
  await page.getByRole("textbox", { name: "Caption" }).first().waitFor();
  expect.soft(await seriousFaults(page), "a lookbook").toEqual([]);

  await page.goto(`${app.url}/personas`);
  await page.getByRole("link", { name: /Mara/ }).first().click();
  await page.getByRole("img", { name: "Photograph 8 of 8" }).waitFor();
  expect.soft(await seriousFaults(page), "a persona").toEqual([]);
  await page.getByRole("link", { name: "Versions and likeness" }).click();
  await page.getByRole("heading", { name: "Versions" }).waitFor();
  expect.soft(await seriousFaults(page), "training").toEqual([]);

  await page.goto(`${app.url}/studio`);
  await page.getByRole("button", { name: /^Generate/ }).waitFor();
  expect.soft(await seriousFaults(page), "the studio").toEqual([]);
  await personAt(page).openPicker("hair");
  expect.soft(await seriousFaults(page), "a picker").toEqual([]);
});

test("no page and no worker has complained", () => {
  expect(complaints).toEqual([]);
});
