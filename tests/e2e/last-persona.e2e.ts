/** @file Whose turn it is stays so over addresses that name nobody and pages that are opened anew, and ends with the persona. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

const switcher = (page: Page, name: string) => page.getByRole("banner").getByRole("button", { name, exact: true });

test("the chosen persona is still chosen after two pages that name nobody, in this tab and in a new one", async () => {
  const page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana", eva: "Eva" }, 2);
  await page.goto(`${app.url}/personas`);
  await switcher(page, "Choose a persona").click();
  await page.getByRole("menuitem", { name: /^Eva/ }).click();
  await page.getByRole("heading", { level: 1, name: "Eva" }).waitFor();
  for (const path of ["/settings", "/library", "/models"]) {
    await page.goto(app.url + path);
    await switcher(page, "Eva").waitFor();
  }
  const other = await app.openPage("/lookbooks");
  await switcher(other, "Eva").waitFor();

  await other.goto(`${app.url}/personas/eva`);
  await other.getByRole("button", { name: "More", exact: true }).click();
  await other.getByRole("menuitem", { name: "Delete" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await other.getByRole("heading", { level: 1, name: "Personas" }).waitFor();
  await other.goto(`${app.url}/settings`);
  await switcher(other, "Choose a persona").waitFor();
  expect(await other.getByText("Eva", { exact: true }).count()).toBe(0);
});
