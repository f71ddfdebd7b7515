/**
 * @file Eight looks of somebody cast that break off, by a reload and by a full disk: they go on with what was drawn, end in one persona,
 * and are not begun again.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE } from "../../scripts/demo/journey.mjs";
import { FEWEST_PHOTOGRAPHS } from "../../src/contracts/faces.ts";
import type { Persona, Photograph } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { fillDisk } from "../support/quota.ts";
import { rowsOf } from "../support/rows.ts";

const LONG = 900_000;
/** What is said of a look once it is drawn and kept. */
const VERDICT = /^(good|not alike enough|no face found|more than one face)$/;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage("/cast");
  await page.getByRole("button", { name: /^Install the models/ }).click();
  await page.getByRole("button", { name: "Cast 12" }).click();
  await page.getByRole("button", { name: "Candidate 1 of 12", exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Nora");
  await page.getByRole("button", { name: "Draw in eight looks" }).click();
}, LONG);

afterAll(() => app.close());

const looks = () => page.getByRole("list", { name: "Looks" }).getByRole("listitem");
const drafts = () => rowsOf<{ readonly personaId: string; readonly value: { readonly seed?: number } }>(page, "drafts");
const seedOf = async () => (await drafts()).find(({ personaId }) => personaId === "casting-looks")?.value.seed;
const keptLooks = async () => (await drafts()).filter(({ personaId }) => personaId.startsWith("casting-looks:")).length;
/** The finished picture of a look. */
const shown = (index: number): Promise<string> =>
  looks()
    .nth(index)
    .locator("canvas")
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
const full = () => page.getByRole("main").getByRole("alert").filter({ hasText: "There is no room left for this." });

test("after a reload the look that was drawn is there, and the others follow", { timeout: LONG }, async () => {
  await looks().first().getByText(VERDICT).waitFor();
  const before = { seed: await seedOf(), first: await shown(0) };
  await page.reload();
  await page.getByRole("heading", { level: 2, name: "Nora in eight looks" }).waitFor();
  await looks().first().getByText(VERDICT).waitFor();
  expect({ seed: await seedOf(), first: await shown(0) }).toEqual(before);
  await looks().nth(1).getByText(VERDICT).waitFor();
  expect(await keptLooks()).toBeGreaterThanOrEqual(2);
  expect(await rowsOf<Persona>(page, "personas")).toEqual([]);
});

test("a full disk stops them with a reason, and they end in one persona once there is room", { timeout: LONG }, async () => {
  const second = await shown(1);
  // Nothing is drawn while the disk fills, which takes as long as it takes.
  await page.goto(`${app.url}/icons/likeness.svg`);
  const giveBack = await fillDisk(page);
  const had = await keptLooks();
  await page.goto(`${app.url}/cast`);
  await full().getByText("Everything saved so far is safe.").waitFor();
  await full().getByRole("link", { name: "See what takes space" }).waitFor();
  expect(await shown(1)).toBe(second);
  expect(await keptLooks()).toBe(had);
  expect(await rowsOf<Persona>(page, "personas")).toEqual([]);

  await giveBack();
  await full().getByRole("button", { name: "Try again" }).click();
  await page.waitForURL(/\/personas\/\w+\/training/);
  const [persona, ...others] = await rowsOf<Persona>(page, "personas");
  expect([persona?.name, persona?.source, others.length]).toEqual(["Nora", "cast", 0]);
  const photographs = await rowsOf<Photograph>(page, "photographs");
  expect(photographs.length).toBeGreaterThanOrEqual(FEWEST_PHOTOGRAPHS);
  expect(new Set(photographs.map(({ name }) => name)).size).toBe(photographs.length);
  expect((await drafts()).map(({ personaId }) => personaId)).toEqual(["casting"]);
});
