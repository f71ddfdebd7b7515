/** @file The trash as a person uses it: empty, the days that are left, the way back, and the way out for good. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";
import { changeRow, rowsOf } from "../support/rows.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let app: App;
let page: Page;

beforeEach(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana" }, 5);
});

afterEach(() => app.close());

const button = (name: string | RegExp) => page.getByRole("button", { name });
const thrown = () => page.getByRole("list", { name: "Trash" }).getByRole("listitem");
const stored = async (table: string): Promise<readonly string[]> =>
  (await rowsOf<{ readonly id: string }>(page, table)).map(({ id }) => id);

/** Throws these away so many days ago, and opens the trash. */
async function openTrash(days: Readonly<Record<string, number>>): Promise<void> {
  for (const [id, ago] of Object.entries(days))
    await changeRow(page, "pictures", id, { deletedAt: Date.now() - ago * DAY_MS - 60_000 });
  await page.goto(`${app.url}/library/trash`);
  await page.getByRole("heading", { name: "Trash" }).waitFor();
}

test("says that it is empty, and takes what is thrown away in the library", async () => {
  await openTrash({});
  await page.getByText("Empty. Deletions stay thirty days.").waitFor();
  expect(await button("Empty the trash").count()).toBe(0);
  await page.getByRole("link", { name: "Library" }).last().click();
  await page.locator('[data-tile="p1"]').focus();
  await page.keyboard.press("Delete");
  await page.getByRole("link", { name: "Trash (1)" }).click();
  await thrown().getByText("30 days left").waitFor();
});

test("days are counted down, and what has lain for thirty is gone at the next start, with its files", async () => {
  await openTrash({ p0: 1, p1: 29, p2: 31 });
  await page.getByText("29 days left").waitFor();
  await page.getByText("1 day left").waitFor();
  await expect.poll(() => stored("pictures")).not.toContain("p2");
  expect(await stored("blobs")).not.toContain("p2");
  await expect.poll(() => thrown().count()).toBe(2);
});

test("one is put back, one is deleted for good after a question, the rest is put back at once; the focus goes on to the next", async () => {
  await openTrash({ p0: 1, p1: 2, p2: 3, p3: 4 });
  const restore = () => thrown().getByRole("button", { name: /^Put back/ });
  await restore().first().focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => thrown().count()).toBe(3);
  await expect
    .poll(() =>
      restore()
        .first()
        .evaluate((element) => element === document.activeElement),
    )
    .toBe(true);

  await thrown()
    .first()
    .getByRole("button", { name: /^Delete for good/ })
    .click();
  const sure = page.getByRole("dialog", { name: "Delete 1 picture for good?" });
  await sure.getByRole("button", { name: "Keep" }).click();
  await sure.waitFor({ state: "detached" });
  expect(await stored("pictures")).toContain("p1");
  await thrown()
    .first()
    .getByRole("button", { name: /^Delete for good/ })
    .click();
  await sure.getByRole("button", { name: "Delete for good" }).click();
  await expect.poll(() => thrown().count()).toBe(2);
  expect(await stored("pictures")).not.toContain("p1");
  expect((await stored("blobs")).filter((id) => id.startsWith("p1"))).toEqual([]);

  await button("Put all back").click();
  await page.getByText("Empty. Deletions stay thirty days.").waitFor();
  await page.goto(`${app.url}/library`);
  await page.getByText("4 pictures").waitFor();
});

test("all of it is emptied after a question that counts", async () => {
  await openTrash({ p0: 1, p1: 2 });
  await button("Empty the trash").click();
  const sure = page.getByRole("dialog", { name: "Delete 2 pictures for good?" });
  await sure.getByRole("button", { name: "Delete for good" }).click();
  await page.getByText("Empty. Deletions stay thirty days.").waitFor();
  expect(await stored("pictures")).toHaveLength(3);
});
