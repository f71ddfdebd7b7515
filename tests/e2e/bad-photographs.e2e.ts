/**
 * @file Files that are no photographs, and photographs that nobody can be learned from, handed to the real screen: each is named with
 * its reason, and the good ones arrive.
 */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { collage } from "../support/collage.ts";
import { heic, movingGif, png } from "../support/images.ts";
import { askAndAgree } from "../support/install.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });
const read = (path: string): Buffer => readFileSync(new URL(`../../${path}`, import.meta.url));

async function createPersona(name: string): Promise<Page> {
  const page = await app.openPage("/personas/new");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Create and add photographs" }).click();
  await page.getByRole("heading", { name: "Photographs" }).waitFor();
  return page;
}

test("every bad file is named with its reason, and the good ones between them arrive", async () => {
  const page = await createPersona("Ana");
  await page
    .locator("input[type=file]")
    .setInputFiles([
      file("good.png", png(300, 400)),
      file("empty.jpg", Buffer.alloc(0)),
      file("letter.jpg", Buffer.from("Dear Ana, here are the photographs.")),
      file("half.png", png(300, 400).subarray(0, 60)),
      file("bomb.png", png(23_000, 23_000)),
      file("wide.png", png(9_000, 8_000)),
      file("drawing.svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')),
      file("dance.gif", movingGif()),
      file("phone.heic", heic()),
      file("sixty-megapixels.png", png(10_000, 6_000)),
    ]);
  await page.getByText("8 files did not become a photograph.").waitFor({ timeout: 90_000 });
  const reasons = page.getByRole("listitem").filter({ hasText: /^(empty|letter|half|bomb|wide|drawing|dance|phone)\./ });
  expect((await reasons.allInnerTexts()).map((text) => text.split(". ")[0])).toEqual([
    "empty.jpg is empty",
    "letter.jpg cannot be opened",
    "half.png cannot be opened",
    "bomb.png is too large to open here",
    "wide.png is too large to open here",
    "drawing.svg is a drawing in SVG",
    "dance.gif is an animation",
    "phone.heic is an HEIC photograph",
  ]);
  await page.getByRole("img", { name: "Photograph 2 of 2" }).waitFor();

  await page.reload();
  await page.getByRole("img", { name: "Photograph 2 of 2" }).waitFor();
});

test("a photograph that cannot be learned from is kept, says why, and what to do", async () => {
  const models = await app.openPage("/models");
  await askAndAgree(models);
  await models.getByText("on this device", { exact: true }).waitFor({ timeout: 60_000 });
  await models.close();

  const page = await createPersona("Ingrid");
  const ingrid = [1, 2, 3, 4].map((k) => file(`ingrid-${k}.webp`, read(`public/samples/ingrid/0${k}.webp`)));
  const pair = [
    { drawing: "ingrid/05", left: 0, top: 0, width: 480 },
    { drawing: "mara/01", left: 480, top: 0, width: 480 },
  ];
  const bad = [
    ["two.png", await collage(page, 960, 640, pair), /^2 faces Crop it to one person/],
    [
      "paper.png",
      await collage(page, 480, 640, []),
      /^No face I can read Use a portrait as Atelier draws them, the face in full view/,
    ],
    [
      "far.png",
      await collage(page, 480, 640, [{ drawing: "ingrid/06", left: 200, top: 300, width: 96 }]),
      /^The face is very small The eyes are \d+ pixels apart\. Use a closer one/,
    ],
    [
      "camera.jpg",
      read("tests/fixtures/photographs/astronaut.jpg"),
      /^This is a photograph Atelier learns drawn faces.*Cast someone who resembles them/,
    ],
    ["twin.webp", read("public/samples/ingrid/01.webp"), /^The same picture twice It counts once/],
    ["kwame.webp", read("public/samples/kwame/01.webp"), /^This may be someone else It is unlike the others/],
  ] as const;
  await page.locator("input[type=file]").setInputFiles([...ingrid, ...bad.map(([name, bytes]) => file(name, bytes))]);
  await page.getByRole("img", { name: "Photograph 10 of 10" }).waitFor({ timeout: 90_000 });
  await expect.poll(() => page.getByText(/^(Looking at it|Not looked at yet)$/).count(), { timeout: 90_000 }).toBe(0);
  await page.getByText("4 of 8 can be learned from").waitFor();
  await page.getByText("1 more usable photograph before training can begin.").waitFor();

  const said = await page.getByRole("article").allInnerTexts();
  const verdicts = said.map((text) => text.replaceAll(/\s+/g, " ").trim());
  expect(verdicts).toHaveLength(10);
  for (const [index, [name, , verdict]] of bad.entries()) expect(verdicts[ingrid.length + index], name).toMatch(verdict);

  await page.getByRole("button", { name: "Remove two.png" }).click();
  await page.getByRole("img", { name: "Photograph 9 of 9" }).waitFor();
});
