/** @file The library's grid with more pictures than it holds tiles: whatever is scrolled to is there, in order, and the focus stays with a picture. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";

const COUNT = 240;

let app: App;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana", ben: "Ben" }, COUNT);
  await page.goto(`${app.url}/library`);
  await tile(0).waitFor();
});

afterEach(() => app.close());

const tile = (index: number) => page.locator(`[data-tile="p${index}"]`);
const tiles = () => page.getByRole("list", { name: "Pictures", exact: true }).getByRole("listitem");

/** What whoever reads the page meets, one after another. */
const places = (): Promise<readonly number[]> =>
  tiles().evaluateAll((items) => items.map((item) => Number(item.getAttribute("aria-posinset"))));

const focused = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.getAttribute("data-tile") ?? document.activeElement?.tagName ?? null);

test("what is scrolled to is there with its image, and stands in the order in which it is seen", async () => {
  await page.mouse.move(700, 600);
  for (let i = 0; i < 12; i++) await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(2000);
  await expect.poll(async () => (await places())[0]).toBeGreaterThan(1);
  const inOrder = async (): Promise<boolean> => {
    const all = await places();
    return all.every((place, i) => place === all[0]! + i);
  };
  await expect.poll(inOrder).toBe(true);
  expect(await tiles().count()).toBeLessThan(COUNT / 3);
  await expect
    .poll(() =>
      tiles()
        .locator("img")
        .evaluateAll((images) => images.every((image) => (image as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
});

test("the ends are a key away, the focus stays with a picture, and goes on from it when its tile is scrolled away", async () => {
  await tile(0).focus();
  await page.keyboard.press("End");
  await expect.poll(focused).toBe(`p${COUNT - 1}`);
  await page.keyboard.press("Delete");
  await page.getByText(`${COUNT - 1} pictures`).waitFor();
  await expect.poll(focused).toBe(`p${COUNT - 2}`);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(focused).toBe(`p${COUNT - 3}`);
  await page.evaluate(() => scrollTo(0, 0));
  await tile(0).waitFor();
  await expect.poll(focused).toBe("UL");
  await page.keyboard.press("ArrowRight");
  await expect.poll(focused).toBe(`p${COUNT - 2}`);
});

test("a tile that is thrown away hands the focus on, so that the next key means the next picture", async () => {
  await tile(3).focus();
  for (const left of [COUNT - 1, COUNT - 2]) {
    await page.keyboard.press("Delete");
    await page.getByText(`${left} pictures`).waitFor();
  }
  await expect.poll(focused).toBe("p5");
  await page.keyboard.press("k");
  await page.getByRole("button", { name: /^Ben, .*kept/ }).waitFor();
  expect(await tile(3).count()).toBe(0);
});
