/** @file Clients as a person handles them: a name, a colour that the app takes on, personas that move, and an end. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana", ben: "Ben" }, 2);
  await page.goto(`${app.url}/personas`);
});

afterAll(() => app.close());

const button = (name: string | RegExp) => page.getByRole("button", { name });
const accent = () => page.evaluate(() => document.documentElement.dataset["accent"]);

test("the first client is there without a form; it takes a name and a colour, and the app wears the colour", async () => {
  await page.getByRole("region", { name: "Mine" }).getByRole("link", { name: "Ana" }).waitFor();
  await button("Name and colour of Mine").click();
  await page.getByRole("textbox", { name: "Name" }).fill("Nord");
  await page.getByRole("radio", { name: "Sea" }).press("Space");
  expect(await button("Delete this client").isVisible()).toBe(false);
  await button("Save").click();
  await page.getByRole("region", { name: "Nord" }).waitFor();
  expect(await accent()).toBeUndefined();
  await page.getByRole("link", { name: "Ana" }).click();
  await page.getByRole("heading", { name: "Ana", level: 1 }).waitFor();
  await expect.poll(accent).toBe("sea");
});

test("a persona moves to a new client and back, and the empty client can go", async () => {
  await button("More").click();
  await page.getByRole("menuitem", { name: "Move to another client" }).click();
  await page.getByRole("dialog").getByLabel("Client").fill("Agency");
  await button("Move").click();
  await page.getByText("Ana now belongs to Agency.").waitFor();
  await expect.poll(accent).toBeUndefined();
  await button("Undo").click();
  await expect.poll(accent).toBe("sea");

  await page.goto(`${app.url}/personas`);
  const agency = page.getByRole("region", { name: "Agency" });
  await agency.getByText("Nobody belongs to this client any more.").waitFor();
  await button("Name and colour of Agency").click();
  await button("Delete this client").click();
  await agency.waitFor({ state: "detached" });
  expect(await page.getByRole("region", { name: "Nord" }).getByRole("link").count()).toBe(2);
});
