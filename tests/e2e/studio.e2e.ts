/** @file The studio of somebody who is trained: rows that stay, tiles of the picker, the queue, and a look that comes back. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../models-manifest.json" with { type: "json" };
import type { Job, Picture, TileRow } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { meetInStudio } from "../support/main-job.ts";
import { fileHash, rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  await meetInStudio(personAt(page), "Mara");
}, LONG);

afterAll(() => app.close());

const button = (name: string | RegExp) => page.getByRole("button", { name });
const queue = () => page.getByRole("region", { name: "Queue" });
const shoots = () => queue().getByRole("listitem");
const boxOf = async (target: Locator) => JSON.stringify(await target.boundingBox());
/** Undefined while it is not drawn. */
const pictureOf = (tile: Locator) =>
  tile.getByRole("presentation").evaluateAll(([image]) => image && (image as HTMLImageElement).naturalWidth);

test("one hint leads to the first layer, and is gone once something was changed", async () => {
  await button("Change Mara’s hair").click();
  await page.getByRole("dialog", { name: "Hair" }).waitFor();
  await personAt(page).pick("Long curls");
  await personAt(page).closePicker();
  await button(/^Change hair: Long curls/).waitFor();
  expect(await button("Change Mara’s hair").count()).toBe(0);
  await button("Reset hair").click();
  await button("Change hair: Waves to the shoulders, chestnut").waitFor();
});

test("the whole prompt stands there, with the name that the trigger word has", async () => {
  await page.getByText(/Mara, wavy shoulder-length chestnut hair, wearing a navy blazer and shirt/).waitFor();
});

test("a layer's row takes no more room when it is pointed at, however much it says", async () => {
  const row = page.getByRole("listitem").filter({ has: button(/^Change outfit/) });
  const before = await boxOf(row);
  await row.hover();
  await row.getByRole("slider", { name: "Strength of outfit" }).waitFor();
  expect(await boxOf(row)).toBe(before);
  await button(/^Change outfit/).click();
  // The page behind the picker goes out of reach a moment after it opens.
  await page
    .getByRole("dialog", { name: "Outfit" })
    .getByRole("textbox")
    .fill("a very long coat of many colours with a collar that reaches up to the ears and buttons of horn");
  await page.keyboard.press("Enter");
  await button(/^Change outfit: a very long coat/).waitFor();
  expect(await boxOf(row)).toBe(before);
  await button("Reset outfit").click();
  await button("Change outfit: Blazer and shirt, navy").waitFor();
});

test(
  "a picker fills with pictures of this person, moves nothing, and has them at once after a reload",
  { timeout: LONG },
  async () => {
    const tile = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });
    await personAt(page).openPicker("expression");
    await page.getByRole("dialog").evaluate((dialog) => Promise.all(dialog.getAnimations().map(({ finished }) => finished)));
    const before = await boxOf(tile("Laughing"));
    await expect.poll(() => pictureOf(tile("Laughing")), { timeout: PATIENCE }).toBeGreaterThan(0);
    expect(await boxOf(tile("Laughing"))).toBe(before);
    await expect.poll(() => pictureOf(tile("Thoughtful")), { timeout: PATIENCE }).toBeGreaterThan(0);
    const kept = await rowsOf<TileRow>(page, "tiles");
    const [shown] = await rowsOf<{ id: string }>(page, "personas");
    expect(new Set(kept.map(({ personaId }) => personaId))).toEqual(new Set([shown!.id]));

    await page.reload();
    await personAt(page).openPicker("expression");
    await expect.poll(() => pictureOf(tile("Thoughtful")), { timeout: PATIENCE }).toBeGreaterThan(0);
    expect(await rowsOf(page, "tiles")).toHaveLength(kept.length);
    await personAt(page).closePicker();
  },
);

test("the queue is paused, put in order, survives a reload, and goes on", { timeout: LONG }, async () => {
  const person = personAt(page);
  // Long enough to be paused before it is done, on a fast computer too.
  await person.set("Draft", 6);
  await person.generate();
  await expect.poll(() => page.title()).toMatch(/^\d+ % · picture \d of 6 · Mara/);
  await button("Pause").first().click();
  await person.set("Draft", 2);
  for (const place of ["Beach", "Forest", "Desert"]) {
    await person.openPicker("scene");
    await person.pick(place);
    await person.closePicker();
    await button(/^Add to the queue/).click();
    await shoots().filter({ hasText: place.toLowerCase() }).waitFor();
  }
  await expect.poll(() => page.title()).toMatch(/^Paused · /);
  expect(await shoots().count()).toBe(4);
  await queue()
    .getByText(/^Paused · about .* left$/)
    .waitFor();

  await button(/^Draw earlier: .*desert$/).click();
  await expect.poll(() => shoots().nth(2).innerText()).toContain("desert");
  await button(/^Draw earlier: .*desert$/).press("Alt+ArrowUp");
  await expect.poll(() => shoots().nth(1).innerText()).toContain("desert");
  await shoots()
    .filter({ hasText: "forest" })
    .dragTo(shoots().filter({ hasText: "beach" }));
  await expect.poll(() => shoots().nth(2).innerText()).toContain("forest");
  await button(/^Cancel: .*beach$/).click();
  await expect.poll(() => shoots().count()).toBe(3);

  await page.reload();
  await queue()
    .getByText(/^Paused/)
    .waitFor();
  expect((await shoots().allInnerTexts()).map((text) => /room|desert|forest/.exec(text)?.[0])).toEqual([
    "room",
    "desert",
    "forest",
  ]);
  const before = await rowsOf<Picture>(page, "pictures");
  await button("Resume").first().click();
  await expect.poll(async () => (await rowsOf<Picture>(page, "pictures")).length, { timeout: PATIENCE }).toBe(10);
  await button(/^Generate/).waitFor();
  const after = (await rowsOf<Picture>(page, "pictures")).toSorted((a, b) => a.createdAt - b.createdAt);
  const scenes = after.map(({ request }) => request.layers.find(({ kind }) => kind === "scene")!.words);
  expect(scenes.slice(6)).toEqual(["in the desert", "in the desert", "in a forest", "in a forest"]);
  expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  expect((await rowsOf<Job>(page, "jobs")).map(({ status }) => status).toSorted()).toEqual(["cancelled", "done", "done", "done"]);
});

test("a look put back from the library is drawn again byte by byte, and survives a reload", { timeout: LONG }, async () => {
  const person = personAt(page);
  const pictures = (await rowsOf<Picture>(page, "pictures")).toSorted((a, b) => a.createdAt - b.createdAt);
  const chosen = pictures[0]!;
  await page.goto(`${app.url}/library?picture=${chosen.id}`);
  await page.getByRole("dialog").getByRole("button", { name: "Put this look back" }).click();
  await page.waitForURL("**/studio/*");
  await button("Change scene: in a window-lit room").waitFor();
  await page.getByText(/^Sketch ·/).waitFor();
  // The draft is written down a moment after it changed.
  await expect.poll(async () => JSON.stringify(await rowsOf(page, "drafts"))).toContain(chosen.id);
  await page.reload();
  await button("Change scene: in a window-lit room").waitFor();
  await person.set("Draft", 1);
  await button(/^Generate/).click();
  await expect
    .poll(async () => (await rowsOf<Picture>(page, "pictures")).length, { timeout: PATIENCE })
    .toBe(pictures.length + 1);
  const again = (await rowsOf<Picture>(page, "pictures")).find(({ id }) => !pictures.some((each) => each.id === id))!;
  expect(again.parentId).toBe(chosen.id);
  expect({ ...again.request, seeds: [] }).toEqual({ ...chosen.request, seeds: [] });
  expect(again.seed).toBe(chosen.seed);
  // The file carries its request, so nothing at all is different.
  expect(await fileHash(page, again.id)).toBe(await fileHash(page, chosen.id));
});

const stage = () => page.getByRole("group", { name: /^Portrait of/ });
const latest = async (): Promise<Picture> =>
  (await rowsOf<Picture>(page, "pictures")).toSorted((a, b) => b.createdAt - a.createdAt)[0]!;

test("a sketch that is kept becomes a picture of the same look and seed", { timeout: LONG }, async () => {
  await button("Surprise me").click();
  await page.getByText(/^Sketch ·/).waitFor();
  const before = await rowsOf<Picture>(page, "pictures");
  const { draft } = manifest.packs[0]!.presets;
  const seed = Number(await page.getByRole("region", { name: "Settings" }).getByRole("status").nth(1).innerText());
  await stage().focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await latest()).mark, { timeout: PATIENCE }).toBe("keep");
  expect(await rowsOf(page, "pictures")).toHaveLength(before.length + 1);
  expect(await latest()).toMatchObject({ seed, request: { ...draft, seeds: [seed] } });
});

test(
  "a picture is varied from the keyboard alone, into the same tray, and names the one it came from",
  { timeout: LONG },
  async () => {
    const source = await latest();
    await stage().getByRole("img").waitFor();
    await personAt(page).set("Draft", 1);
    await stage().focus();
    await page.keyboard.press("v");
    const panel = page.getByRole("group", { name: "Vary this picture" });
    await panel.getByRole("radio", { name: "All of it" }).focus();
    await page.keyboard.press("ArrowRight");
    await panel.getByRole("radio", { name: "Hair", checked: true }).waitFor();
    await panel.getByRole("slider", { name: "How far" }).press("ArrowLeft");
    await panel.getByRole("button", { name: /^Draw it again/ }).press("Enter");
    await expect.poll(async () => (await latest()).parentId, { timeout: PATIENCE }).toBe(source.id);
    const edit = { verb: "change", sourceId: source.id, strength: expect.closeTo(0.85, 6) as number, region: "hair" };
    expect(await latest()).toMatchObject({ width: source.width, height: source.height, request: { edit } });
    await button(`From ${source.seed}`).click();
    await stage().getByText(`${source.seed}`, { exact: true }).waitFor();
    await button("Vary").click();
    await panel.waitFor({ state: "detached" });
    await button("Picture 1 of 1").click();
    await button(`From ${source.seed}`).waitFor();
  },
);

test("on the stage the keys that mark and rate are those of the library", async () => {
  await stage().getByRole("img").waitFor();
  await stage().focus();
  for (const [key, mark] of [
    ["m", "maybe"],
    ["k", "keep"],
    ["k", null],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(async () => (await latest()).mark).toBe(mark);
  }
  await page.keyboard.press("4");
  await expect.poll(async () => (await latest()).stars).toBe(4);
  await page.keyboard.press("0");
  const judged = async () => (({ mark, stars }) => [mark, stars ?? 0])(await latest());
  await expect.poll(judged).toEqual([null, 0]);
  // It is taken back in the order of doing, and done again.
  for (const before of [
    [null, 4],
    [null, 0],
    ["keep", 0],
  ]) {
    await page.keyboard.press("Control+z");
    await expect.poll(judged).toEqual(before);
  }
  for (const after of [
    [null, 0],
    [null, 4],
    [null, 0],
  ]) {
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(judged).toEqual(after);
  }
});

test("at 100 % a pixel of the picture is one of the screen", async () => {
  const width = async () => (await stage().getByRole("img").boundingBox())?.width;
  const fitted = await width();
  await stage().focus();
  await page.keyboard.press("z");
  await expect.poll(width).toBe((await latest()).width);
  await button("Fit to the stage").click();
  await expect.poll(width).toBe(fitted);
});

test("what was kept leaves as a ZIP from here", async () => {
  await stage().focus();
  await page.keyboard.press("k");
  await page.getByText("1 picture kept.").waitFor();
  await button("Export a ZIP").click();
  await page.getByRole("dialog", { name: "Take it away" }).waitFor();
  const [book] = await rowsOf<{ name: string; pages: readonly { pictureId: string }[] }>(page, "lookbooks");
  expect(book!.name).toMatch(/^Mara, /);
  expect(book!.pages.map(({ pictureId }) => pictureId)).toEqual([(await latest()).id]);
});

test("a head is turned by a dial, and what is drawn says so", { timeout: LONG }, async () => {
  const person = personAt(page);
  // The book that was taken away is another page.
  await page.goto(new URL("/studio", page.url()).href);
  const dial = page.getByRole("slider", { name: "Head turned" });
  for (let step = 0; step < 4; step++) await dial.press("ArrowLeft");
  expect(await dial.getAttribute("aria-valuetext")).toBe("20° to the left");
  await person.set("Draft", 1);
  await person.generate();
  const turned = async () => (await rowsOf<Picture>(page, "pictures")).filter(({ request }) => request.pose?.yaw === -20).length;
  await expect.poll(turned, { timeout: PATIENCE }).toBe(1);
  for (let step = 0; step < 4; step++) await dial.press("ArrowRight");
  expect(await dial.getAttribute("aria-valuetext")).toBe("to the front");
});
