/** @file A picture that is there, changed in the editor: by layer, within a mask, and back, with nothing else touched. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { collage } from "../support/collage.ts";
import { hold } from "../support/hold.ts";
import { drawnInStudio } from "../support/main-job.ts";
import { differenceOf } from "../support/pixels.ts";
import { fileHash, rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;
let source: Picture;
let sourceHash: string;

const button = (name: string | RegExp) => page.getByRole("button", { name });
const canvas = () => page.getByRole("application", { name: /^Portrait of Mara, 384 × 512; the mask covers/ });
const review = () => page.getByRole("region", { name: "The edit" });
const latest = async (): Promise<Picture> =>
  (await rowsOf<Picture>(page, "pictures")).toSorted((a, b) => b.createdAt - a.createdAt)[0]!;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  const person = personAt(page);
  await drawnInStudio(person, "Mara", 1);
  source = await latest();
  sourceHash = await fileHash(page, source.id);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.waitForURL(`**/edit/${source.id}`);
  await canvas().waitFor();
}, LONG);

afterAll(() => app.close());

test("one layer is drawn again, judged against the person, and kept as a picture of its own", { timeout: LONG }, async () => {
  await button("Lock scene: its pixels stay").click();
  await button(/^Change hair: /).click();
  const dialog = page.getByRole("dialog", { name: "Change hair" });
  await dialog.getByRole("button", { name: "Short curls" }).click();
  await dialog.getByRole("button", { name: "Red", exact: true }).click();
  await dialog.getByText("It will say: short curly red hair").waitFor();
  await dialog.getByRole("button", { name: "Draw it" }).click();
  await review()
    .getByText(/Likeness|no face/i)
    .waitFor();
  const made = await latest();
  expect(made).toMatchObject({
    parentId: source.id,
    mark: null,
    request: { edit: { verb: "change", sourceId: source.id, region: "hair", held: ["scene"] } },
  });
  const said = (picture: Picture, kind: string) => picture.request.layers.find((layer) => layer.kind === kind)!.words;
  expect(said(made, "hair")).toBe("short curly red hair");
  for (const kind of ["outfit", "scene", "light", "expression"]) expect(said(made, kind)).toBe(said(source, kind));
  await review().getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL(`**/edit/${made.id}`);
  expect((await latest()).mark).toBe("keep");
  expect(await fileHash(page, source.id)).toBe(sourceHash);
});

test("a layer that is switched off shows what is beneath, and what is discarded can be had back", { timeout: LONG }, async () => {
  const head = await latest();
  await button(/^Switch hair off: shows wavy shoulder-length chestnut hair/).click();
  await review().waitFor();
  const bare = await latest();
  expect(bare.request.edit).toMatchObject({ verb: "back", region: "hair", toId: source.id, sourceId: head.id });
  expect(bare.likeness).toBe(source.likeness);
  await review().getByRole("button", { name: "Discard" }).click();
  await review().waitFor({ state: "detached" });
  await page
    .getByRole("region", { name: /^Messages/ })
    .getByRole("button", { name: "Undo" })
    .last()
    .click();
  await review().waitFor();
  await review().getByRole("button", { name: "Discard" }).click();
  await page.getByText("2 versions of hair").click();
  await button("Put back: wavy shoulder-length chestnut hair").waitFor();
});

test("a mask is made, undone and used with the keyboard and commands alone", { timeout: LONG }, async () => {
  await canvas().focus();
  const covers = page.getByText(/^The mask covers \d+ % of the picture\.$/);
  await page.keyboard.press("d");
  for (let k = 0; k < 5; k++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("d");
  await covers.waitFor();
  await page.keyboard.press("Control+z");
  await page.getByText("Nothing is masked yet.").waitFor();
  await page.keyboard.press("Control+Shift+z");
  await covers.waitFor();
  await page.keyboard.press("Delete");
  await button("Fill it mark a place first").waitFor();
  await button("Select clothes").press("Enter");
  await page.getByText("100 % of the clothes").waitFor();
  await page.getByRole("textbox", { name: "What to draw there, if anything else" }).fill("a red hoodie");
  await button("Fill it").press("Enter");
  await review().waitFor();
  const made = await latest();
  expect(made.request.edit).toMatchObject({ verb: "fill", strength: 1, region: null });
  expect(made.request.edit!.maskId).toMatch(/^[0-9a-f]{40}\.mask$/);
  await review().getByRole("button", { name: "Discard" }).click();
});

test("what a sentence means is asked where it could be two things, and a grade draws nothing", { timeout: LONG }, async () => {
  await page.getByRole("textbox", { name: "What should change" }).fill("a forest and a red hat");
  await page.keyboard.press("Enter");
  const which = page.getByRole("group", { name: "Which layer is meant?" });
  expect(await which.getByRole("button").allInnerTexts()).toEqual(["Outfit", "Scene"]);
  await button("Black and white").click();
  await review().waitFor();
  expect((await latest()).request.edit).toMatchObject({ verb: "grade", grade: "mono" });
});

test("an edit that is asked while another is drawn begins with what that makes", { timeout: LONG }, async () => {
  await page.goto(`${app.url}/edit/${source.id}`);
  await canvas().waitFor();
  const held = await hold(page, 1);
  await button("Warm").click();
  await held.reached();
  await button("Matte").click();
  await page.getByText("One more edit follows, of what this makes.").waitFor();
  await held.release();
  await review().waitFor();
  const rows = await rowsOf<Picture>(page, "pictures");
  const last = rows.toSorted((a, b) => b.createdAt - a.createdAt)[0]!;
  const before = rows.find(({ id }) => id === last.parentId)!;
  expect([last.request.edit, before.request.edit]).toMatchObject([
    { grade: "matte", sourceId: before.id },
    { grade: "warm", sourceId: source.id },
  ]);
  await review().getByRole("button", { name: "Discard" }).click();
});

test("a drawing comes in as a file, and is edited like a picture that was drawn here", { timeout: LONG }, async () => {
  await page.goto(`${app.url}/studio/${source.personaId}/import`);
  await page.locator("input[type=file]").setInputFiles("public/samples/mara/02.webp");
  await page.waitForURL(/\/edit\/[\w-]+$/);
  await page.getByRole("application", { name: /^Portrait of Mara, 480 × 640; the mask covers/ }).waitFor();
  const came = await latest();
  expect(came).toMatchObject({ origin: { name: "02.webp" }, imported: { unread: null }, width: 480, height: 640 });
  await button("Cool").click();
  await review().getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(came.id));
  expect(await latest()).toMatchObject({ parentId: came.id, origin: came.origin, mark: "keep", width: 480, height: 640 });
});

test(
  "a drawing of twelve thousand pixels is dropped, shown in its ratio, filled within a mask, and kept as large as it came",
  { timeout: LONG },
  async () => {
    const size = { width: 12_000, height: 3000 };
    const large = await collage(page, size.width, size.height, [{ drawing: "mara/02", left: 4875, top: 0, width: 2250 }]);
    await page.goto(`${app.url}/studio/${source.personaId}/import`);
    const dropped = await page.evaluateHandle((bytes) => {
      const given = new DataTransfer();
      given.items.add(
        new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], "wide.png", { type: "image/png" }),
      );
      return given;
    }, large.toString("base64"));
    await page.getByRole("group", { name: "A drawing to be edited" }).dispatchEvent("drop", { dataTransfer: dropped });
    await page.waitForURL(/\/edit\/[\w-]+$/);
    const came = await latest();
    expect(came).toMatchObject({ origin: { name: "wide.png" }, imported: { unread: null }, ...size });
    const surface = page.getByRole("application", { name: /^Portrait of Mara, 12000 × 3000; the mask covers/ });
    const { width, height } = (await surface.boundingBox())!;
    expect(width / height).toBeCloseTo(4, 1);

    await button("Select clothes").press("Enter");
    await page.getByText("100 % of the clothes").waitFor();
    await page.getByRole("textbox", { name: "What to draw there, if anything else" }).fill("a mustard turtleneck");
    await button("Fill it").press("Enter");
    await review().getByRole("button", { name: "Keep it" }).click();
    await page.waitForURL((url) => !url.pathname.endsWith(came.id));
    const made = await latest();
    expect(made).toMatchObject({ parentId: came.id, origin: came.origin, mark: "keep", ...size });
    // Her clothes, with the room and the soft edge of a fill, which are shares of the width; what is beside them is as it was.
    const points = [
      [4200, 1100],
      [7800, 1100],
      [7800, 3000],
      [4200, 3000],
    ] as const;
    const apart = await differenceOf(page, came.id, made.id, { points, around: 0, filled: true });
    expect(apart.outside).toBe(0);
    expect(apart.inside).toBeGreaterThan(5);
  },
);

test("an edit is looked at before it is asked for, and the picture goes on beyond its edges", { timeout: LONG }, async () => {
  await page.goto(`${app.url}/edit/${source.id}`);
  await canvas().waitFor();
  await button("Select clothes").press("Enter");
  await page.getByText("100 % of the clothes").waitFor();
  const kept = (await rowsOf<Picture>(page, "pictures")).length;
  const within = page.getByRole("region", { name: "Within the mask" });
  await within.getByRole("slider", { name: "How far" }).press("ArrowLeft");
  const mark = page.getByText("Preview in Draft, not kept");
  await mark.waitFor();
  expect(await rowsOf<Picture>(page, "pictures")).toHaveLength(kept);
  await canvas().press("Delete");
  await mark.waitFor({ state: "detached" });

  const expand = page.getByRole("region", { name: "Expand" });
  await expand.getByRole("button", { name: "1:1" }).click();
  await expand.getByText("It becomes 512 × 512.").waitFor();
  const handles = page.getByRole("group", { name: /^The larger frame/ });
  await handles.getByRole("slider", { name: "Right" }).press("ArrowLeft");
  await expand.getByText("It becomes 504 × 512.").waitFor();
  await expand.getByRole("button", { name: "Expand it" }).click();
  await review().waitFor();
  const made = await latest();
  expect(made).toMatchObject({
    width: 504,
    height: 512,
    parentId: source.id,
    request: { edit: { verb: "expand", at: { left: 64, top: 0 } } },
  });
  await review().getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL(`**/edit/${made.id}`);
  await page.getByRole("application", { name: /^Portrait of Mara, 504 × 512; / }).waitFor();
  expect(await expand.getByRole("button", { name: "16:9" }).isEnabled()).toBe(true);
});

test("a picture that is not here is said to be so", async () => {
  await page.goto(`${app.url}/edit/nothing`);
  await page.getByRole("heading", { level: 1, name: "This picture is not on this device" }).waitFor();
});
