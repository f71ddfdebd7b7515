/** @file Recipes in and out as files: what is hostile is refused with its reason and stores nothing, and what is text stays text. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import manifest from "../../models-manifest.json" with { type: "json" };
import type { Job } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";
import { modelWith } from "../support/records.ts";
import { changeRow, rowsOf } from "../support/rows.ts";

let app: App;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana", ben: "Ben" }, 2);
  await page.goto(`${app.url}/library?picture=p0`);
  await page.getByRole("button", { name: "Do this again" }).click();
});

afterEach(() => app.close());

const again = () => page.getByRole("dialog", { name: "Do this again" });
const recipes = () => rowsOf<{ readonly name: string }>(page, "recipes");

const step = { verb: "change", strength: 0.9, region: "hair", held: [], layers: { hair: { words: "a red bun", strength: 1 } } };
const recipe = (changes: object = {}) => ({
  format: "likeness-recipe",
  version: 1,
  name: "Evening",
  start: { layers: { hair: { words: "a bob", strength: 1 } }, prompt: "" },
  steps: [step],
  ...changes,
});

const take = (content: unknown): Promise<void> =>
  again()
    .locator("input[type=file]")
    .setInputFiles({
      name: "theirs.json",
      mimeType: "application/json",
      buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
    });

test("a recipe with hostile values is refused with its reason, and nothing is stored", async () => {
  for (const [content, why] of [
    ["[".repeat(100_000), "is not JSON"],
    [recipe({ format: "likeness-looks" }), "is not that of a recipe"],
    [recipe({ version: 99 }), "is not one that is read here"],
    [recipe({ steps: Array.from({ length: 1000 }, () => step) }), "has more than"],
    [recipe({ steps: [{ ...step, verb: "erase the disk" }] }), "is not one that can be done again"],
    [recipe({ steps: [{ ...step, strength: 1e9 }] }), "is not a number from"],
    [recipe({ steps: [{ ...step, strength: "NaN" }] }), "is not a number from"],
    [recipe({ steps: [{ ...step, region: "__proto__" }] }), "is not a layer that has a region"],
    [
      recipe({ steps: [{ ...step, verb: "expand", frame: { top: -4, right: 0, bottom: 0, left: 0 } }] }),
      "is not a number from 0",
    ],
    [recipe({ steps: [{ ...step, mask: { drawn: "<svg onload=alert(1)>", face: null } }] }), "is neither made by commands"],
    [recipe({ name: "x".repeat(900) }), "name"],
  ] as const) {
    await take(content);
    await again().getByRole("alert").filter({ hasText: why }).waitFor();
  }
  expect(await recipes()).toEqual([]);
});

test("a recipe is taken in with markup in its words as nothing but words, leaves as a file, is removed and put back", async () => {
  const markup = "<img src=x onerror=document.title='gone'>";
  await take(recipe({ name: markup, steps: [{ ...step, layers: { hair: { words: markup, strength: 1 } } }] }));
  await again().getByRole("combobox", { name: "Recipe" }).waitFor();
  await again().getByRole("listitem").filter({ hasText: markup }).waitFor();
  expect(await page.title()).not.toBe("gone");
  expect(await again().locator("img[src=x]").count()).toBe(0);

  await again().getByRole("button", { name: "Remove" }).click();
  await again().getByText("None is saved yet.").waitFor();
  await page
    .getByRole("region", { name: /^Messages/ })
    .getByRole("button", { name: "Undo" })
    .last()
    .click();
  await again().getByRole("combobox", { name: "Recipe" }).waitFor();
  expect(await recipes()).toMatchObject([{ name: markup }]);

  await again().getByRole("textbox", { name: "Save as a recipe" }).fill("Mine");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    again().getByRole("button", { name: "Hand out as a file" }).click(),
  ]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toMatchObject({
    format: "likeness-recipe",
    name: "Mine",
    steps: [],
  });
});

/** Somebody who could be drawn, were the pack here. */
async function learned(personaId: string): Promise<void> {
  const [{ id, revision }] = manifest.packs as unknown as [{ readonly id: string; readonly revision: string }];
  await changeRow(page, "models", "own", modelWith("own", { personaId, pack: { id, revision } }));
  await changeRow(page, "personas", personaId, { activeModelId: "own" });
}

test("a recipe that was taken in is renamed, handed out, drawn from the start with somebody else, and done to a drawing that came in", async () => {
  await learned("ben");
  await changeRow(page, "pictures", "p1", { imported: { unread: null }, origin: { name: "ben.png", sha256: "0".repeat(64) } });
  await page.reload();
  await page.getByRole("button", { name: "Do this again" }).click();
  await take(recipe());
  await again().getByRole("button", { name: "Rename" }).click();
  const renaming = page.getByRole("dialog", { name: "Rename" });
  await renaming.getByRole("textbox", { name: "Name" }).fill("Night");
  await renaming.getByRole("button", { name: "Rename" }).click();
  await again().getByRole("option", { name: "Night" }).waitFor({ state: "attached" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    again().getByRole("button", { name: "Hand this recipe out" }).click(),
  ]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8"))).toEqual(recipe({ name: "Night", steps: expect.any(Array) }));

  const jobs = () => rowsOf<Job>(page, "jobs");
  await again().getByRole("combobox", { name: "Who" }).selectOption("Ben");
  await again().getByRole("button", { name: "Draw it from the start" }).click();
  await page.getByText("2 steps in the queue").waitFor();
  expect(await jobs()).toMatchObject([
    { request: { personaId: "ben", layers: [{ words: "a bob" }] }, followedBy: [{ edit: { region: "hair" } }] },
  ]);

  await page.goto(`${app.url}/library?picture=p1`);
  await page.getByRole("button", { name: "Recipes" }).click();
  const recipesOn = page.getByRole("dialog", { name: "Recipes", exact: true });
  await recipesOn.getByRole("combobox", { name: "Recipe" }).waitFor();
  expect(await recipesOn.getByRole("button", { name: "Draw it again" }).count()).toBe(0);
  await recipesOn.getByRole("button", { name: "Do it to this picture" }).click();
  await page.getByText("1 step in the queue").waitFor();
  await expect
    .poll(async () => (await jobs()).map(({ request }) => request.edit?.sourceId))
    .toEqual(expect.arrayContaining(["p1"]));
});
