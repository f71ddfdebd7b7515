/** @file Files that are no photographs, handed to the real screen: each is named with its reason, and the good one arrives. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { heic, movingGif, png } from "../support/images.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });

test("every bad file is named with its reason, and the good ones between them arrive", async () => {
  const page = await app.openPage("/personas/new");
  await page.getByLabel("Name").fill("Ana");
  await page.getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Create and add photographs" }).click();
  await page.getByRole("heading", { name: "Photographs" }).waitFor();
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
