/**
 * @file What somebody edits is taken away under them: the picture into the trash, its file, the models, the picture for good. The editor says
 * so, keeps the mask and the words, and offers the way on.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Job, Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { askAndAgree } from "../support/install.ts";
import { drawnInStudio } from "../support/main-job.ts";
import { loseFile, rowsOf } from "../support/rows.ts";

const LONG = 600_000;
const HOODIE = "a red hoodie";

let app: App;
/** Where it is edited. */
let page: Page;
/** Where it is taken away. */
let elsewhere: Page;
let source: Picture;

const button = (name: string | RegExp, on = page) => on.getByRole("button", { name, exact: typeof name === "string" });
const canvas = () => page.getByRole("application", { name: /^Portrait of Mara, 384 × 512; the mask covers/ });
const review = () => page.getByRole("region", { name: "The edit" });
const said = () => page.getByRole("textbox", { name: "What to draw there, if anything else" });
const pictures = () => rowsOf<Picture>(page, "pictures");

/** The mask and the words are as they were left. */
async function nothingIsLost(): Promise<void> {
  await canvas().waitFor();
  expect(await canvas().getAttribute("aria-label")).not.toMatch(/covers 0 %/);
  expect(await said().inputValue()).toBe(HOODIE);
}

/** In the library of the other tab, until it is known here. */
async function throwAway(): Promise<void> {
  await elsewhere.goto(`${app.url}/library`);
  await elsewhere.locator(`[data-tile="${source.id}"]`).focus();
  await elsewhere.keyboard.press("Delete");
  await page.getByText("This picture was put into the trash").waitFor();
}

async function discard(): Promise<void> {
  await review().getByRole("button", { name: "Discard" }).click();
  await review().waitFor({ state: "detached" });
}

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  const person = personAt(page);
  await drawnInStudio(person, "Mara", 1);
  [source] = (await pictures()) as [Picture];
  elsewhere = await app.openPage("/library");
}, LONG);

afterAll(() => app.close());

beforeEach(async () => {
  // What lies behind another tab is drawn when there is time.
  await page.bringToFront();
  await page.goto(`${app.url}/edit/${source.id}`);
  await canvas().waitFor();
  await button("Select clothes").press("Enter");
  await page.getByText("100 % of the clothes").waitFor();
  await said().fill(HOODIE);
}, LONG);

test("thrown away in another tab, the picture stays in sight, and is put back from here", { timeout: LONG }, async () => {
  await throwAway();
  await nothingIsLost();
  await button("Fill it").click();
  await expect
    .poll(async () => (await rowsOf<Job>(page, "jobs")).some(({ status }) => status === "failed"), { timeout: PATIENCE })
    .toBe(true);

  await button("Put it back").click();
  await page.getByText("This picture was put into the trash").waitFor({ state: "detached" });
  await page.getByText("The picture this begins with lies in the trash.").waitFor();
  await nothingIsLost();
  await button("Try again").click();
  await review().waitFor();
  await discard();

  // Found there by whoever comes later.
  await throwAway();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "This picture lies in the trash" }).waitFor();
  await button("Put it back").click();
  await canvas().waitFor();
});

test("with the models removed, edits wait for them, and are drawn once they are back", { timeout: LONG }, async () => {
  await elsewhere.goto(`${app.url}/models`);
  await button("Remove", elsewhere).click();
  await elsewhere.getByRole("dialog", { name: "Remove Atelier?" }).getByRole("button", { name: "Remove" }).click();
  await page.getByText("Atelier is not on this device").waitFor();
  await nothingIsLost();
  await button("Fill it").click();
  await page.getByText("The models are not on this device yet.").waitFor();
  await page.getByRole("link", { name: "Install them" }).click();
  await page.waitForURL("**/models");
  await askAndAgree(page);
  await page.getByText("on this device", { exact: true }).waitFor();
  await page.goBack();
  await nothingIsLost();
  await button("Fill it").click();
  await review().waitFor();
  await discard();
});

test(
  "a picture whose file is gone says so, and can be drawn again; one that was deleted for good too",
  { timeout: LONG },
  async () => {
    await loseFile(page, source.id);
    await page.reload();
    await page.getByText("This picture’s file is not here any more").waitFor();

    await throwAway();
    await elsewhere.goto(`${app.url}/library/trash`);
    await button("Empty the trash", elsewhere).click();
    await elsewhere.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("This picture was deleted").waitFor();
    await button("Draw it again in the studio").click();
    await page.waitForURL(`**/studio/${source.personaId}`);
    await page.getByRole("button", { name: /^Generate/ }).waitFor();
  },
);
