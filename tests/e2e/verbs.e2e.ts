/**
 * @file The verbs of the editor one after another, each of what the one before made, to a picture that is kept; and masks by pointer, each
 * with an edit that stays within it.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { meetInStudio } from "../support/main-job.ts";
import { differenceOf, type Place } from "../support/pixels.ts";
import { fileHash, rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;
let source: Picture;

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const canvas = () => page.getByRole("application", { name: /^Portrait of Mara, 384 × 512; the mask covers/ });
const covering = (share: string) => page.getByRole("application", { name: `the mask covers ${share} of it` });
const review = () => page.getByRole("region", { name: "The edit" });
const within = () => page.getByRole("region", { name: "Within the mask" });
const latest = async (): Promise<Picture> =>
  (await rowsOf<Picture>(page, "pictures")).toSorted((a, b) => b.createdAt - a.createdAt)[0]!;
const said = (picture: Picture, kind: string) => picture.request.layers.find((layer) => layer.kind === kind)?.words;

/** What lies beside the review becomes the picture that is edited next. */
async function keep(): Promise<Picture> {
  await review().waitFor();
  const made = await latest();
  await review().getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL(`**/edit/${made.id}`);
  await canvas().waitFor();
  return made;
}

async function select(region: string): Promise<void> {
  await button(`Select ${region}`).click();
  await page.getByText(`100 % of the ${region}`).waitFor();
}

async function draw(verb: string, what?: string): Promise<Picture> {
  await within().getByText(verb, { exact: true }).click();
  if (what !== undefined)
    await within()
      .getByRole("textbox", { name: /^What to / })
      .fill(what);
  await button(`${verb} it`).click();
  return keep();
}

async function changeLayer(layer: string, option: string): Promise<void> {
  await button(new RegExp(`^Change ${layer}: `)).click();
  const dialog = page.getByRole("dialog", { name: `Change ${layer}` });
  await dialog.getByRole("button", { name: option, exact: true }).click();
  await dialog.getByRole("button", { name: "Draw it" }).click();
}

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  const person = personAt(page);
  await meetInStudio(person, "Mara");
  for (const [layer, ...options] of [
    ["outfit", "Leather jacket", "Red"],
    ["lens", "Half body"],
  ] as const) {
    await person.openPicker(layer);
    for (const option of options) await person.pick(option);
    await person.closePicker();
  }
  await person.set("Draft", 1);
  await person.generate();
  await person.drawn(1);
  source = await latest();
  await page.goto(`${app.url}/edit/${source.id}`);
  await canvas().waitFor();
}, LONG);

afterAll(() => app.close());

test(
  "improved, added to, taken from and changed by words, each goes on from the one before and is kept",
  { timeout: LONG },
  async () => {
    await select("hair");
    const improved = await draw("Improve");
    await select("face");
    const added = await draw("Add", "glasses");
    await select("background");
    const removed = await draw("Remove");
    await page.getByRole("textbox", { name: "What should change" }).fill("make the jacket navy");
    await page.keyboard.press("Enter");
    const navy = await keep();

    const all = [source, improved, added, removed, navy];
    expect(said(source, "outfit")).toBe("wearing a red leather jacket");
    expect(all.slice(1).map(({ parentId }) => parentId)).toEqual(all.slice(0, -1).map(({ id }) => id));
    expect(all.slice(1).map(({ request }) => request.edit)).toMatchObject([
      { verb: "improve", region: null, moves: [{ kind: "add", part: "hair" }, {}, {}] },
      { verb: "add", region: null, moves: [{ kind: "add", part: "face" }, {}, {}] },
      { verb: "remove", region: "scene" },
      { verb: "words", region: "outfit" },
    ]);
    expect(said(added, "outfit")).toBe("wearing a red leather jacket, with glasses");
    await button("Change outfit: wearing a navy leather jacket, with glasses").waitFor();
    const hashes = await Promise.all(all.map(({ id }) => fileHash(page, id)));
    expect(new Set(hashes).size).toBe(all.length);
  },
);

test("the face of a half-body picture says something else, and the light falls differently", { timeout: LONG }, async () => {
  const before = await latest();
  await changeLayer("expression", "Laughing");
  const laughing = await keep();
  expect(laughing).toMatchObject({ parentId: before.id, request: { edit: { verb: "change", region: "expression" } } });
  await changeLayer("light", "Dramatic side light");
  const lit = await keep();
  expect(lit).toMatchObject({ parentId: laughing.id, request: { edit: { verb: "change" } } });
  expect([said(lit, "expression"), said(lit, "light")]).toEqual(["laughing", "dramatic side light"]);
});

type Corner = readonly [number, number];

/** Beyond what is marked: the room that a fill takes, 4 px, and its soft edge, 12, to the corners of both. */
const EDGE = Math.SQRT2 * 16;

/** Across, in pixels, as it lies in the hand at first. */
const BRUSH = 40;

/** Corners of the picture's places on the chest. */
const CHEST: readonly Corner[] = [
  [154, 369],
  [230, 369],
  [215, 461],
  [169, 461],
];
const BOX: readonly Corner[] = [
  [154, 369],
  [215, 369],
  [215, 461],
  [154, 461],
];

const inside = (points: readonly Corner[]): Place => ({ points, around: EDGE, filled: true });

/** Presses at the first place, moves through the others, and lets go; or clicks at each. */
async function mark(places: readonly Corner[], by: "drag" | "clicks"): Promise<void> {
  const box = (await canvas().boundingBox())!;
  for (const [k, [across, down]] of places.entries()) {
    const [x, y] = [box.x + (across / 384) * box.width, box.y + (down / 512) * box.height];
    if (by === "clicks") await page.mouse.click(x, y);
    else await page.mouse.move(x, y, { steps: 6 });
    if (by === "drag" && k === 0) await page.mouse.down();
  }
  if (by === "drag") await page.mouse.up();
  else await page.keyboard.press("Enter");
}

test.each([
  { tool: "Brush", by: "drag", places: CHEST, free: { points: CHEST, around: BRUSH / 2 + EDGE, filled: false } },
  { tool: "Lasso", by: "drag", places: CHEST, free: inside(CHEST) },
  { tool: "Polygon", by: "clicks", places: CHEST, free: inside(CHEST) },
  { tool: "Box", by: "drag", places: [BOX[0]!, BOX[2]!], free: inside(BOX) },
] as const)(
  "what is marked with the tool $tool is drawn again, and nothing beside it",
  { timeout: LONG },
  async ({ tool, by, places, free }) => {
    await page.goto(`${app.url}/edit/${source.id}`);
    await canvas().waitFor();
    await page.getByRole("region", { name: "Mask" }).getByText(tool, { exact: true }).click();
    await mark(places, by);
    await covering("0 %").waitFor({ state: "detached" });
    const made = await draw("Fill", "a mustard turtleneck");
    expect(made).toMatchObject({ parentId: source.id, request: { edit: { verb: "fill", region: null } } });
    const apart = await differenceOf(page, source.id, made.id, free);
    expect(apart.outside).toBe(0);
    expect(apart.inside).toBeGreaterThan(10);
  },
);
