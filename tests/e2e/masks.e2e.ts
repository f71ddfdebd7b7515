/** @file A mask in the editor: by fingers, by drags that change the brush, from the keyboard alone, set aside in a list; and masks that ask for trouble. */
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { seriousFaults } from "../support/axe.ts";
import { hold } from "../support/hold.ts";
import { drawnInStudio } from "../support/main-job.ts";
import { loseFile, rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;
let cdp: CDPSession;
let source: Picture;

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const canvas = () => page.getByRole("application", { name: /^Portrait of Mara, 384 × 512; the mask covers/ });
const covering = (share: string) => page.getByRole("application", { name: `the mask covers ${share} of it` });
const review = () => page.getByRole("region", { name: "The edit" });
const zoom = () => page.getByText(/^Zoom \d+ %$/);
const pictures = () => rowsOf<Picture>(page, "pictures");
const latest = async (): Promise<Picture> => (await pictures()).toSorted((a, b) => b.createdAt - a.createdAt)[0]!;

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Of the canvas, as shares of it. */
async function spot(across: number, down: number): Promise<Spot> {
  const { x, y, width, height } = (await canvas().boundingBox())!;
  return { x: x + across * width, y: y + down * height };
}

const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly Spot[]) =>
  cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map((at, id) => ({ ...at, id })) });

async function clearMask(): Promise<void> {
  await canvas().press("Delete");
  await covering("0 %").waitFor();
}

async function discard(): Promise<void> {
  await review().getByRole("button", { name: "Discard" }).click();
  await review().waitFor({ state: "detached" });
}

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  cdp = await app.context.newCDPSession(page);
  const person = personAt(page);
  await drawnInStudio(person, "Mara", 1);
  source = await latest();
}, LONG);

afterAll(() => app.close());

beforeEach(async () => {
  await page.goto(`${app.url}/edit/${source.id}`);
  await canvas().waitFor();
}, LONG);

test("two fingers look closer and draw nothing; one finger draws", { timeout: LONG }, async () => {
  const [left, right] = [await spot(0.4, 0.5), await spot(0.6, 0.5)];
  await touch("touchStart", [left]);
  await touch("touchStart", [left, right]);
  for (let k = 1; k <= 5; k++)
    await touch("touchMove", [
      { ...left, x: left.x - 10 * k },
      { ...right, x: right.x + 10 * k },
    ]);
  await touch("touchEnd", []);
  await covering("0 %").waitFor();
  await canvas().press("+");
  // Fingers went from a fifth of the canvas apart to that and a hundred pixels: about twice as near, and one press of + nearer.
  expect(Number.parseInt((await zoom().innerText()).slice(5), 10)).toBeGreaterThan(190);

  await canvas().press("0");
  await touch("touchStart", [left]);
  for (let k = 1; k <= 5; k++) await touch("touchMove", [{ ...left, x: left.x + 20 * k }]);
  await touch("touchEnd", []);
  await covering("0 %").waitFor({ state: "detached" });
  await clearMask();
});

test("a drag with Ctrl, or with the right button, changes the brush and leaves no mark", { timeout: LONG }, async () => {
  const size = page.getByRole("slider", { name: "Size" });
  const hardness = page.getByRole("slider", { name: "Hardness" });
  const drag = async (from: Spot, to: Spot, by: "left" | "right"): Promise<void> => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down({ button: by });
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up({ button: by });
  };
  const [middle, aside, above] = [await spot(0.5, 0.5), await spot(0.6, 0.51), await spot(0.51, 0.4)];
  const before = Number(await size.getAttribute("aria-valuenow"));
  await page.keyboard.down("Control");
  await drag(middle, aside, "left");
  await page.keyboard.up("Control");
  // The ring's edge stays under the pointer: a tenth of the width further makes it a fifth wider.
  expect(Number(await size.getAttribute("aria-valuenow")) - before).toBeCloseTo(0.2 * 384, -1);
  await drag(above, middle, "right");
  expect(Number(await hardness.getAttribute("aria-valuenow"))).toBeLessThan(0.6);
  await canvas().press("]");
  await page.getByText(/^Size 12\d px$/).waitFor({ state: "attached" });
  await covering("0 %").waitFor();
});

test(
  "a stroke goes on beyond the edge, a straight one follows with Shift, and both are undone one by one",
  { timeout: LONG },
  async () => {
    const [inside, edge, low] = [await spot(0.5, 0.2), await spot(0, 0.2), await spot(0.5, 0.8)];
    await page.mouse.move(inside.x, inside.y);
    await page.mouse.down();
    await page.mouse.move(edge.x - 60, edge.y, { steps: 4 });
    await page.mouse.move(edge.x - 60, low.y, { steps: 4 });
    await page.mouse.move(low.x, low.y, { steps: 4 });
    await page.mouse.up();
    const both = await canvas().getAttribute("aria-label");
    await page.keyboard.down("Shift");
    await page.mouse.click(inside.x, inside.y);
    await page.keyboard.up("Shift");
    await expect.poll(() => canvas().getAttribute("aria-label")).not.toBe(both);
    // Wherever the focus is, strokes go before pictures.
    await page.getByRole("slider", { name: "Size" }).press("Control+z");
    await expect.poll(() => canvas().getAttribute("aria-label")).toBe(both);
    await page.keyboard.press("Control+z");
    await covering("0 %").waitFor();
  },
);

test("with keys alone, from no mask to an edit that is kept, each step said", { timeout: LONG }, async () => {
  const said = (text: string | RegExp) => page.getByText(text).first().waitFor({ state: "attached" });
  await canvas().focus();
  await page.keyboard.press("w");
  await said("Part");
  for (let k = 0; k < 14; k++) await page.keyboard.press("Shift+ArrowDown");
  await said(/^\d+ % across, \d+ % down, clothes, not masked$/);
  await page.keyboard.press("Space");
  await said("100 % of the clothes");
  await page.keyboard.press("ArrowUp");
  await said(/^\d+ % across, \d+ % down, clothes, masked$/);
  await page.keyboard.press("q");
  await said("Mask alone");
  await page.keyboard.press("Escape");
  await button("Fill it").press("Enter");
  await review().waitFor();
  const made = await latest();
  expect(made.request.edit).toMatchObject({ verb: "fill", moves: [{ kind: "add", part: "clothes" }, {}, {}] });
  await review().getByRole("button", { name: "Keep it" }).press("Enter");
  await page.waitForURL(`**/edit/${made.id}`);
  expect((await latest()).mark).toBe("keep");
});

test("masks that are set aside are a list with names and sizes, and are put together", { timeout: LONG }, async () => {
  await clearMask();
  const list = page.getByRole("list", { name: "Masks set aside" });
  const choose = async (name: string, item: string): Promise<void> => {
    await button(`What to do with ${name}`).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  const within = () => page.getByRole("list", { name: "What the mask covers" }).innerText();
  await button("Select hair").press("Enter");
  await page.getByText("100 % of the hair").waitFor();
  await button("Set this mask aside").press("Enter");
  await button("Select face").press("Enter");
  await page.getByText("100 % of the face").waitFor();
  await button("Set this mask aside").press("Enter");
  await expect
    .poll(() => list.getByRole("listitem").allInnerTexts())
    .toEqual([
      expect.stringMatching(/^Hair\s+\d+ % of the picture$/),
      expect.stringMatching(/^Face and hair\s+\d+ % of the picture$/),
    ]);
  await choose("Hair", "Take it out of the mask");
  await expect.poll(within).toBe("100 % of the face");
  await choose("Hair", "Rename");
  await page.getByRole("textbox", { name: "Name" }).fill("Her hair");
  await page.keyboard.press("Enter");
  await choose("Her hair", "Invert");
  await choose("Her hair", "Keep only where both are");
  await expect.poll(within).toBe("100 % of the face");
  await choose("Her hair", "Remove");
  const messages = page.getByRole("region", { name: /^Messages/ });
  await messages.getByText("Her hair is removed.").waitFor();
  // What lies beside a message can be pressed meanwhile.
  const corner = () => document.elementFromPoint(innerWidth - 20, innerHeight - 20)?.closest("aside") !== null;
  expect(await page.evaluate(corner)).toBe(true);
  await messages.getByRole("button", { name: "Undo" }).last().click();
  await button("What to do with Her hair").waitFor();
  await expect.poll(() => seriousFaults(page)).toEqual([]);

  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const named = (role: string): readonly string[] =>
    nodes.filter((node) => !node.ignored && node.role?.value === role).map(({ name }) => String(name?.value));
  expect(named("application")).toEqual([expect.stringMatching(/^Portrait of Mara, 384 × 512; the mask covers \d+ % of it$/)]);
  expect(named("button")).toEqual(
    expect.arrayContaining(["Select hair", "Grow", "Invert", "What to do with Her hair", "What to do with Face and hair"]),
  );

  // Gone to another screen and come back, nothing of it is lost.
  await page.getByRole("link", { name: "Mara’s studio" }).click();
  await page.waitForURL("**/studio/*");
  await page.goBack();
  await expect.poll(within).toBe("");
  await covering("0 %").waitFor({ state: "detached" });
  await button("What to do with Her hair").waitFor();
  await clearMask();

  // In the next visit those that were set aside are there, and can be used.
  await page.reload();
  await choose("Her hair", "Use it");
  await covering("0 %").waitFor({ state: "detached" });
  await clearMask();
});

test(
  "a mask of everything and one of a single pixel are drawn, and one of nothing cannot be asked for",
  { timeout: LONG },
  async () => {
    await button("Fill it mark a place first").waitFor();
    await button("All").click();
    await covering("100 %").waitFor();
    await button("Fill it").click();
    await review().waitFor();
    expect(await latest()).toMatchObject({ width: 384, height: 512, parentId: source.id });
    await discard();
    await clearMask();
    for (let k = 0; k < 12; k++) await canvas().press("[");
    await canvas().press("b");
    await canvas().press("Space");
    await covering("under 1 %").waitFor();
    await button("Fill it").click();
    await review().waitFor();
    await discard();
    await clearMask();
  },
);

test("a chain that is stopped half-way leaves what was there, and can be begun again", { timeout: LONG }, async () => {
  const before = (await pictures()).length;
  await button("Select clothes").press("Enter");
  await page.getByText("100 % of the clothes").waitFor();
  const held = await hold(page, 3);
  await button("Fill it").click();
  await held.reached();
  await button("Warm").click();
  await page.getByText("One more edit follows, of what this makes.").waitFor();
  await button("Stop").click();
  await held.release();
  await button("Stop").waitFor({ state: "detached" });
  expect(await review().count()).toBe(0);
  expect(await pictures()).toHaveLength(before);
  await button("Cool").click();
  await review().waitFor();
  await discard();
});

test("an edit of a picture that was deleted meanwhile says so, and loses nothing else", { timeout: LONG }, async () => {
  await button("Cool").click();
  await review().getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(source.id));
  const made = await latest();
  await canvas().waitFor();
  const others = await pictures();
  await loseFile(page, made.id);
  await button("Warm").click();
  await page.getByText("The picture this begins with is no longer there.").waitFor();
  expect(await pictures()).toHaveLength(others.length);
  await page.getByRole("main").getByRole("button", { name: "Dismiss" }).press("Enter");
  await page.getByText("The picture this begins with is no longer there.").waitFor({ state: "detached" });
});

test("the picture and its masks are there again after the browser’s graphics process has died", { timeout: LONG }, async () => {
  await button("Select hair").press("Enter");
  await page.getByText("100 % of the hair").waitFor();
  await button("Set this mask aside").press("Enter");
  await button("What to do with Hair").waitFor();
  /** Each canvas in sixty-four colours. */
  const seen = () =>
    page.locator("canvas").evaluateAll((all) =>
      all.map((canvas) => {
        const small = new OffscreenCanvas(8, 8).getContext("2d")!;
        small.drawImage(canvas as HTMLCanvasElement, 0, 0, 8, 8);
        return [...small.getImageData(0, 0, 8, 8).data];
      }),
    );
  const before = await seen();
  expect(before.length).toBeGreaterThan(1);
  const apart = async (): Promise<number> => {
    const now = await seen();
    return Math.max(...before.flatMap((colours, k) => colours.map((value, i) => Math.abs(value - now[k]![i]!))));
  };
  const lost = canvas().evaluate((each) => new Promise((done) => each.addEventListener("contextlost", () => done(true))));
  const graphics = await app.context.browser()!.newBrowserCDPSession();
  await graphics.send("Browser.crashGpuProcess");
  await lost;
  await expect.poll(apart).toBeLessThan(8);
});
