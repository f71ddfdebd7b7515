/**
 * @file A browser that keeps nothing, by its own setting, and a database that somebody else is about to delete: the page says what is
 * wrong and what to do, is never blank, and opens once it can.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { expect, test } from "vitest";
import { findChromium } from "../../scripts/chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { startApp } from "../support/app.ts";
import { seriousFaults } from "../support/axe.ts";
import { fillDisk } from "../support/quota.ts";

/** As chosen under "Sites can save data on your device": 1 allows, 2 refuses. */
const preferences = (siteData: 1 | 2): string =>
  JSON.stringify({ profile: { default_content_setting_values: { cookies: siteData } } });

/** A profile of its own, opened with this setting. */
async function openProfile(folder: string, siteData: 1 | 2): Promise<BrowserContext> {
  mkdirSync(join(folder, "Default"), { recursive: true });
  writeFileSync(join(folder, "Default", "Preferences"), preferences(siteData));
  return chromium.launchPersistentContext(folder, await findChromium());
}

const start = (page: Page) => page.getByRole("button", { name: /^Meet Mara/ }).first();

test("where the browser refuses storage, every address says so and what to do; allowed again, the app opens", async () => {
  const folder = mkdtempSync(join(tmpdir(), "likeness-refused-"));
  const server = await serve({});
  try {
    const refusing = await openProfile(folder, 2);
    for (const path of ["/", "/studio", "/settings"]) {
      const page = await refusing.newPage();
      await page.goto(server.url + path);
      await page.getByRole("heading", { level: 1, name: "This browser does not let Likeness keep anything." }).waitFor();
      await page.getByText("Open an ordinary window, or allow it to keep data, and try again.").waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      const again = page.waitForEvent("load");
      await page.getByRole("button", { name: "Try again" }).click();
      await again;
      await page.getByRole("heading", { level: 1, name: "This browser does not let Likeness keep anything." }).waitFor();
    }
    await refusing.close();

    const allowing = await openProfile(folder, 1);
    const page = await allowing.newPage();
    await page.goto(server.url);
    await start(page).waitFor();
    await allowing.close();
  } finally {
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

test("a database that does not answer is said, and the page goes on by itself once it does", async () => {
  const app = await startApp();
  try {
    const holder = await app.openPage("/icons/likeness.svg");
    await holder.evaluate(async () => {
      const held = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open("likeness-keys");
        opening.onupgradeneeded = () => opening.result.createObjectStore("values");
        opening.onsuccess = () => resolve(opening.result);
      });
      // Whoever asks after the deletion waits for it, and the deletion waits for this connection.
      indexedDB.deleteDatabase("likeness-keys");
      Object.assign(globalThis, { held });
    });
    const page = await app.openPage();
    await page.getByRole("heading", { level: 1, name: "The browser’s storage does not answer." }).waitFor();
    await page.getByText("Close the others, or start the browser again; this page goes on by itself.").waitFor();
    await holder.close();
    await start(page).waitFor();
    expect(await page.getByText("does not answer").count()).toBe(0);
  } finally {
    await app.close();
  }
});

test("a first visit on a full disk says so, and with some room the app opens", async () => {
  const app = await startApp();
  try {
    const page = await app.openPage("/icons/likeness.svg");
    const giveBack = await fillDisk(page);
    await page.goto(app.url);
    await page.getByRole("heading", { level: 1, name: "There is no room left for this." }).waitFor();
    await page.getByText("Make some room on this device, and reload.").waitFor();
    await giveBack();
    await page.getByRole("button", { name: "Reload" }).click();
    await start(page).waitFor();
  } finally {
    await app.close();
  }
});
