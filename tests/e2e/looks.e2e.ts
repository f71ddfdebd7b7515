/** @file Looks in the studio of somebody who is trained: undone, saved, handed out, taken in, refused, drawn as a photoshoot, done again. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../models-manifest.json" with { type: "json" };
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { Job } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { hold } from "../support/hold.ts";
import { meetInStudio } from "../support/main-job.ts";
import { rowsOf } from "../support/rows.ts";

const LONG = 600_000;
const { draft } = manifest.packs[0]!.presets;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  await meetInStudio(personAt(page), "Mara");
  await personAt(page).set("Draft", 1);
}, LONG);

afterAll(() => app.close());

const button = (name: string | RegExp) => page.getByRole("button", { name });
const looks = () => page.getByRole("dialog", { name: "Looks" });
const sheet = (name: string) => page.getByRole("dialog", { name: `Contact sheet: ${name}` });
const file = (name: string, content: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

test("layers, words and settings are undone and done again by keys and buttons", async () => {
  const words = page.getByRole("textbox", { name: "Own words" });
  await button("Leave light out").click();
  await words.pressSequentially("thoughtful");
  await button("One picture more").click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => words.inputValue()).toBe("");
  await button(/^Undo/).click();
  await button("Leave light out").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await button("Bring light back").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => words.inputValue()).toBe("thoughtful");
  // In the field of the words too, where a browser would take back single letters.
  await words.focus();
  await page.keyboard.press("Control+z");
  await expect.poll(() => words.inputValue()).toBe("");
  await page.keyboard.press("Control+z");
  await button("Leave light out").waitFor();
});

test("a look is saved, leaves as a file, comes back, and is put on; a hostile file is refused with its reason", async () => {
  await button("Looks").click();
  await looks().getByRole("button", { name: "Save this look" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Interview");
  await page.getByText("Hair", { exact: true }).last().click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await looks().getByRole("button", { name: "Interview", exact: true }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    looks().getByRole("button", { name: "Hand out as a file" }).click(),
  ]);
  const written = readFileSync(await download.path(), "utf8");
  const [saved] = (JSON.parse(written) as { looks: { layers: object }[] }).looks;
  expect(Object.keys(saved!.layers)).toEqual(["outfit", "scene", "light", "lens", "expression"]);

  const chooser = looks().locator("input[type=file]");
  await chooser.setInputFiles(file("theirs.json", written.replace("Interview", "Theirs")));
  await looks().getByRole("button", { name: "Theirs", exact: true }).waitFor();
  for (const [content, why] of [
    [{ format: "likeness-looks", version: 1, name: "x", looks: [{ name: "x", layers: { tattoo: { words: "" } } }] }, "“tattoo”"],
    [{ format: "likeness-looks", version: 1, name: "x".repeat(900), looks: [] }, "looks is empty"],
    ["nothing of ours", "is not JSON"],
  ] as const) {
    await chooser.setInputFiles(file("hostile.json", content));
    await looks().getByText(why).waitFor();
  }
  expect(await rowsOf(page, "looks")).toHaveLength(2);

  await looks().getByRole("button", { name: "More for Theirs" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await expect.poll(async () => (await rowsOf(page, "looks")).length).toBe(1);
  await page
    .getByRole("region", { name: /^Messages/ })
    .getByRole("button", { name: "Undo" })
    .last()
    .click();
  await looks().getByRole("button", { name: "Theirs", exact: true }).waitFor();
  expect(await rowsOf(page, "looks")).toHaveLength(2);

  await looks().getByRole("combobox", { name: "Collection" }).selectOption("Seasonal");
  await looks().getByRole("button", { name: "Winter", exact: true }).click();
  await page.keyboard.press("Escape");
  await button("Change outfit: Knit sweater, red, hat").waitFor();
  await page.keyboard.press("Control+z");
  await button("Change outfit: Blazer and shirt, navy").waitFor();
});

test(
  "a collection is drawn as one shoot, which is cancelled, survives a reload and is gone on with; a picture of it is done again",
  async () => {
    await button("Looks").click();
    await looks().getByRole("combobox", { name: "Collection" }).selectOption("Saved here");
    // The first picture whole, and the steps of the second.
    const second = await hold(page, 1 + draft.steps + 1 + 1 + draft.steps);
    await looks().getByRole("button", { name: "Photoshoot: 2 looks × 1 picture" }).click();
    await second.reached();
    await sheet("Saved here").getByText("1 of 2 pictures drawn").waitFor();
    await sheet("Saved here").getByRole("button", { name: "Cancel the rest" }).click();
    await sheet("Saved here").getByRole("button", { name: "Draw the other 1" }).waitFor();
    await second.release();
    await expect.poll(() => page.title()).not.toMatch(/%|Paused/);
    expect(await rowsOf(page, "pictures")).toHaveLength(1);
    await page.reload();
    await button("Looks").click();
    await looks().getByRole("button", { name: "Saved here: 1 of 2 pictures" }).click();
    await sheet("Saved here").getByRole("button", { name: "Draw the other 1" }).click();
    await sheet("Saved here").getByText("2 of 2 pictures drawn").waitFor();
    await sheet("Saved here").getByRole("button", { name: "Keep Interview, 1" }).click();
    await sheet("Saved here").getByRole("button", { name: "Keep Interview, 1", pressed: true }).waitFor();

    // One of the two looks, by its name.
    await page.goto(`${app.url}/library?q=look:intervi`);
    await page.getByText("1 of 2 pictures").waitFor();
    await page.locator("[data-tile]").first().click();
    await page.getByRole("term").filter({ hasText: "Called" }).waitFor();

    await page.goto(`${app.url}/library?mark=keep`);
    await page.locator("[data-tile]").first().click();
    await button("Do this again").click();
    const again = page.getByRole("dialog", { name: "Do this again" });
    await again.getByRole("textbox", { name: "Save as a recipe" }).fill("Interview");
    await again.getByRole("button", { name: "Save", exact: true }).click();
    await again.getByRole("combobox", { name: "Recipe" }).waitFor();
    await again.getByRole("button", { name: "Draw it again" }).click();
    await page.getByText("1 step in the queue").waitFor();
    await expect
      .poll(async () => (await rowsOf<Job>(page, "jobs")).filter(({ status }) => status === "done").length, { timeout: PATIENCE })
      .toBe(3);
  },
  LONG,
);
