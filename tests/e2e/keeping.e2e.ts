/** @file The library and the lookbooks as a person uses them, and the files that leave opened by another reader. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import manifest from "../../models-manifest.json" with { type: "json" };
import { png } from "../support/images.ts";
import { keepPictures, keptFile, keptRequest } from "../support/kept.ts";
import { changeRow } from "../support/rows.ts";
import { unzip } from "../support/unzip.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let app: App;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana", ben: "Ben" }, 6);
  await page.goto(`${app.url}/library`);
  await tile(0).waitFor();
});

afterEach(() => app.close());

const tile = (index: number) => page.locator(`[data-tile="p${index}"]`);
const button = (name: string | RegExp) => page.getByRole("button", { name });
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Everything that axe finds serious, one line each. */
async function faults(): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

async function download(press: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Through the library's own buttons: the first two pictures in a book of this name, which is then open. */
async function makeBook(name: string): Promise<void> {
  await tile(0).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  await button("Add to a lookbook").click();
  await page.getByLabel("A new lookbook").fill(name);
  await button("Create and add").click();
  await button("Open it").click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

test("pictures are marked, rated, found and thrown away by keys", async () => {
  await tile(0).focus();
  await page.keyboard.press("k");
  await page.keyboard.press("4");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("r");
  await button(/^Ana, .*kept, 4 stars$/).waitFor();
  await button(/^Ben, .*rejected$/).waitFor();
  await page.keyboard.press("Control+z");
  await button(/^Ben, .*rejected$/).waitFor({ state: "detached" });
  await page.keyboard.press("Control+Shift+z");
  await button(/^Ben, .*rejected$/).waitFor();
  await page.getByRole("searchbox").fill("persona:ana stars>=4 blazer");
  await page.getByText("1 of 6 pictures").waitFor();
  await page.waitForURL(/[?&]q=/);
  await page.reload();
  await page.getByText("1 of 6 pictures").waitFor();
  await tile(0).focus();
  await page.keyboard.press("Delete");
  await page.getByText("No match for").waitFor();
  await page
    .getByRole("region", { name: /^Messages/ })
    .getByRole("button", { name: "Undo" })
    .last()
    .click();
  await tile(0).waitFor();
});

test("a picture looked at closely says how it was drawn and where it comes from, and hands its look on", async () => {
  await tile(2).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("wearing a navy blazer").waitFor();
  await dialog.getByText("unmistakable · 0.90").waitFor();
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowRight");
  await dialog.getByText("wearing a red gown").waitFor();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("treeitem", { name: /^Drawn/ }).click();
  await page.waitForURL("**/library?picture=p0");
  await page.keyboard.press("Escape");
  await button(/^Ana, .*maybe$/).waitFor();
  await tile(0).click();
  await dialog.getByRole("button", { name: "Put this look back" }).click();
  await page.waitForURL("**/studio/ana");
});

test("the search offers how to go on, reads slips of the pen, and says what it could not read", async () => {
  const field = page.getByRole("searchbox");
  await field.pressSequentially("pers");
  await page.getByRole("option", { name: /^persona:/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("listbox").getByRole("option", { name: "Ben" }).click();
  await expect.poll(() => field.inputValue()).toBe("persona:Ben ");
  await page.getByText("3 of 6 pictures").waitFor();
  await field.fill("presona:ben colour:gown date:someday");
  await page.getByText("“presona” was read as persona.").waitFor();
  await page.getByText("There is no field “colour”; what follows it was looked for as words.").waitFor();
  await page.getByText(/“someday” does not fit date:/).waitFor();
  await button("What can be asked").click();
  await button(/^persona:mara look:blazer stars>=4/).click();
  await page.getByText("No match for").waitFor();
  await button("Show everything").click();
  await page.getByText("6 pictures").waitFor();
});

test("a family is walked by arrows, and any two pictures are compared four ways, with what changed in words", async () => {
  await page.goto(`${app.url}/library?picture=p2`);
  const tree = page.getByRole("tree", { name: "History: 3 pictures" });
  await tree.getByRole("treeitem", { selected: true }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/library?picture=p0");
  await tree.getByRole("treeitem").last().click();
  await page.waitForURL("**/library?picture=p4");
  await button("Show changes").click();
  const compare = page.getByRole("dialog", { name: "Compare" });
  await compare.getByText("Seed 4 instead of 2.").waitFor();
  await button("Swap them").click();
  await compare.getByText("Seed 2 instead of 4.").waitFor();
  for (const [way, shows] of [
    ["Slider", compare.getByRole("slider", { name: "How much of the first is seen" })],
    ["Blink", compare.getByRole("button", { name: "Hold still" })],
    ["Difference", compare.getByText("Black is where the two are the same")],
  ] as const) {
    await compare.getByText(way, { exact: true }).click();
    await shows.waitFor();
  }
  await page.keyboard.press("Escape");
  await page.goto(`${app.url}/library`);
  await tile(0).focus();
  for (const key of ["Space", "ArrowRight", "Space"]) await page.keyboard.press(key);
  await button("Compare").click();
  await compare.getByText("Outfit: “wearing a navy blazer” became “wearing a red gown”.").waitFor();
  await compare.getByText("Another person.").waitFor();
});

test("what was done to a picture is said where nothing else tells the two apart, and edits of one picture are told apart", async () => {
  const graded = (grade: string) => ({
    seed: 0,
    request: { ...keptRequest("ana", 0), edit: { verb: "grade", sourceId: "p0", strength: 1, region: null, grade } },
  });
  await changeRow(page, "pictures", "p2", graded("warm"));
  await changeRow(page, "pictures", "p4", { ...graded("cool"), parentId: "p0" });
  await page.goto(`${app.url}/library?picture=p2`);
  const compare = page.getByRole("dialog", { name: "Compare" });
  await button("Show changes").click();
  await compare.getByText("Graded, warm.").waitFor();
  expect(await compare.getByText("Nothing was changed").count()).toBe(0);
  await compare.getByRole("button", { name: "Swap them" }).click();
  await compare.getByText("Without this edit: graded, warm.").waitFor();

  await page.goto(`${app.url}/library`);
  await tile(2).focus();
  await page.keyboard.press("Space");
  await tile(4).focus();
  await page.keyboard.press("Space");
  await button("Compare").click();
  await compare.getByText("Graded, cool, instead of graded, warm.").waitFor();
});

test("a picture is found by the name of its look, which it says", async () => {
  await changeRow(page, "pictures", "p3", { look: "Boardroom" });
  await page.goto(`${app.url}/library?q=look:board`);
  await page.getByText("1 of 6 pictures").waitFor();
  await tile(3).click();
  await page.getByText("Called", { exact: true }).waitFor();
  await page.getByText("Boardroom", { exact: true }).waitFor();
});

test("a picture whose parent lies in the trash says so, and gets it back", async () => {
  await tile(2).focus();
  await page.keyboard.press("Delete");
  await page.getByText("5 pictures").waitFor();
  await page.goto(`${app.url}/library?picture=p4`);
  await page.getByText("The picture that this went on from lies in the trash.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Put back" }).click();
  await page.getByRole("tree", { name: "History: 3 pictures" }).waitFor();
});

test.each(["light", "dark"] as const)("nothing serious is found on any of these screens in %s", async (colorScheme) => {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.reload();
  await tile(0).waitFor();
  expect(await faults(), "library").toEqual([]);
  await tile(0).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  expect(await faults(), "selection").toEqual([]);
  await button("Compare").click();
  await page.getByRole("dialog").getByText("became “wearing a red gown”").waitFor();
  expect(await faults(), "compare").toEqual([]);
  await page.keyboard.press("Escape");
  await page.goto(`${app.url}/library?picture=p2`);
  await page.getByRole("dialog").waitFor();
  expect(await faults(), "detail").toEqual([]);
  await page.goto(`${app.url}/library`);
  await tile(0).waitFor();
  await makeBook("Spring");
  expect(await faults(), "book").toEqual([]);
  await button("Take away as ZIP").click();
  await button("Make the ZIP").waitFor();
  expect(await faults(), "export").toEqual([]);
  await page.goto(`${app.url}/lookbooks`);
  await page.getByRole("link", { name: "Spring" }).waitFor();
  expect(await faults(), "books").toEqual([]);
});

test("a book is put in order, captioned, shown, and leaves as a ZIP that another reader opens", async () => {
  await makeBook("Spring / casting");
  await page.getByLabel("Caption").first().fill("Second, then");
  await button("Move page 1 later").click();
  await expect.poll(() => page.getByLabel("Caption").nth(1).inputValue()).toBe("Second, then");
  const second = () => page.getByLabel("Caption").nth(1);
  await second().focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => second().inputValue()).toBe("");
  expect(
    await page
      .getByLabel("Caption")
      .first()
      .evaluate((field) => field === document.activeElement),
  ).toBe(true);
  await page
    .locator("[draggable=true]")
    .first()
    .dragTo(page.getByRole("listitem", { name: "Page 2 of 2" }));
  await expect.poll(() => second().inputValue()).toBe("Second, then");

  await button("Present").click();
  const shown = page.getByRole("dialog", { name: "Spring / casting, presented" });
  await shown.getByText("1 of 2").waitFor();
  await page.keyboard.press("ArrowRight");
  await shown.getByText("Second, then").waitFor();
  await page.keyboard.press("Escape");
  await shown.waitFor({ state: "hidden" });

  // Left while the full screen is still being granted.
  await page.evaluate(() => {
    const ask = (of: HTMLElement) => HTMLElement.prototype.requestFullscreen.call(of);
    HTMLDialogElement.prototype.requestFullscreen = function () {
      return new Promise((granted) => {
        Object.assign(globalThis, { grant: () => granted(ask(this)) });
      });
    };
  });
  await button("Present").click();
  await shown.getByText("1 of 2").waitFor();
  await page.keyboard.press("Escape");
  await shown.waitFor({ state: "hidden" });
  expect(
    await page.evaluate(async () => {
      (globalThis as unknown as { grant: () => void }).grant();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return document.fullscreenElement === null;
    }),
  ).toBe(true);

  await button("Take away as ZIP").click();
  const { name, bytes } = await download(() => button("Make the ZIP").click());
  await page.getByRole("dialog").getByText("The ZIP is ready.").waitFor();
  expect(name).toMatch(/^Spring-casting_\d{4}-\d\d-\d\d\.zip$/);
  const files = unzip(bytes);
  expect([...files.keys()]).toEqual([
    "masters/Ben.1_001.png",
    "jpeg/Ben.1_001.jpg",
    "masters/Ana.1_002.png",
    "jpeg/Ana.1_002.jpg",
    "captions.csv",
    "README.txt",
    "manifest.json",
  ]);
  const manifest = JSON.parse(files.get("manifest.json")!.toString()) as {
    files: { path: string; bytes: number; sha256: string }[];
    pictures: { caption: string; request: { personaId: string; seeds: number[] } }[];
  };
  for (const { path, bytes: size, sha256: sum } of manifest.files) {
    const content = files.get(path)!;
    expect([content.length, sha256(content)], path).toEqual([size, sum]);
  }
  expect(sha256(files.get("masters/Ana.1_002.png")!)).toBe(sha256(keptFile("ana", 0)));
  expect(manifest.pictures.map(({ caption }) => caption)).toEqual(["", "Second, then"]);
  expect(manifest.pictures[1]?.request).toMatchObject({ personaId: "ana", seeds: [0] });
  expect(files.get("captions.csv")!.toString()).toContain('masters/Ana.1_002.png,"Second, then","Portrait of Ana: ');
});

test("a file that left brings its look back; a stranger's and somebody else's are refused in words", async () => {
  const { name, bytes } = await download(async () => {
    await tile(1).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save PNG" }).click();
  });
  expect(name).toBe("Ben.1_1.png");
  await page.keyboard.press("Escape");
  const give = (file: { name: string; buffer: Buffer; mimeType: string }) =>
    page.locator('input[type="file"]').setInputFiles(file);

  await give({ name: "notes.png", buffer: Buffer.from("Dear Ana"), mimeType: "image/png" });
  await page.getByText("notes.png brings no look back.").waitFor();
  await give({ name: "wide.png", buffer: png(12_000, 500), mimeType: "image/png" });
  await page.getByText("wide.png brings no look back.").waitFor();
  await page.getByText("open “Edit a drawing” in somebody’s studio").waitFor();
  await give({ name: "eva.png", buffer: keptFile("eva", 1), mimeType: "image/png" });
  await page.getByText("The person in this picture is not on this device.").waitFor();
  const [{ id, revision }] = manifest.packs as unknown as [{ readonly id: string; readonly revision: string }];
  const walked = keptFile("ana", 1, { pack: { id, revision }, sampler: "ddim" });
  await give({ name: "walked.png", buffer: walked, mimeType: "image/png" });
  await page.getByText("Atelier does not draw with DDIM.").waitFor();
  await give({ name, buffer: bytes, mimeType: "image/png" });
  await page.waitForURL("**/studio/ben");
});
