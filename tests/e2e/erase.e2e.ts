/** @file Erasing everything, from a page that has work behind it and another tab open: what is left, past what the screen says. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { png } from "../support/images.ts";
import { askAndAgree } from "../support/install.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const left = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => [...(await indexedDB.databases()).map(({ name }) => name ?? ""), ...(await caches.keys())]);

test("erasing leaves nothing, with another tab open, and what follows is a first visit", async () => {
  const page = await app.openPage("/models");
  await askAndAgree(page);
  await page.getByText("on this device", { exact: true }).waitFor({ timeout: 60_000 });
  await page.goto(`${app.url}/personas/new`);
  await page.getByLabel("Name").fill("Ana");
  await page.getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Create and add photographs" }).click();
  await page.locator("input[type=file]").setInputFiles({ name: "a.png", mimeType: "image/png", buffer: png(300, 400) });
  await page.getByRole("img", { name: "Photograph 1 of 1" }).waitFor();
  const other = await app.openPage("/personas");
  await other.getByText("Ana").first().waitFor();
  expect((await left(page)).length).toBeGreaterThan(3);

  await page.goto(`${app.url}/settings`);
  await page.getByRole("button", { name: "Erase everything on this device" }).click();
  await page.getByLabel(/^Type .erase. to go on/).fill("erase");
  await page.getByRole("button", { name: "Erase everything", exact: true }).click();
  await page.getByText("Nothing of Likeness is left in this browser.").waitFor();
  await page.waitForTimeout(2000);
  expect(await left(page)).toEqual([]);
  await other.close();

  await page.getByRole("button", { name: "Begin again" }).click();
  await page
    .getByRole("button", { name: /^Meet Mara/ })
    .first()
    .waitFor();
  await page.goto(`${app.url}/personas`);
  await page.getByText("Nobody is here yet.").waitFor();
});
