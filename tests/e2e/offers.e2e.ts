/** @file What the app offers by itself: to be installed, once, after the first kept picture; and a new version, which waits to be asked for. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { keepPictures } from "../support/kept.ts";

let app: App;

afterEach(() => app.close());

const INSTALL = "Likeness can be installed. It then opens like any app, also without a connection.";

/** A browser without a screen never sends this itself. */
const browserOffers = (page: Page): Promise<boolean> => page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt")));

test("installing is offered after the first kept picture, and never again", async () => {
  app = await startApp();
  const page = await app.openPage("/settings");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPictures(page, { ana: "Ana" }, 2);
  await page.goto(`${app.url}/library`);
  await page.locator('[data-tile="p0"]').waitFor();
  await browserOffers(page);
  await page.waitForTimeout(1000);
  expect(await page.getByText(INSTALL).count()).toBe(0);
  await page.locator('[data-tile="p0"]').focus();
  await page.keyboard.press("k");
  await page.getByText(INSTALL).waitFor();

  await page.reload();
  await page.locator('[data-tile="p0"]').waitFor();
  await browserOffers(page);
  await page.waitForTimeout(1000);
  expect(await page.getByText(INSTALL).count()).toBe(0);
});

test("a new version says that it is here, lets another tab finish, and comes when it is asked for", async () => {
  const root = mkdtempSync(join(tmpdir(), "likeness-offer-"));
  const dist = fileURLToPath(new URL("../../dist", import.meta.url));
  cpSync(dist, root, { recursive: true, filter: (path) => path !== join(dist, "packs") });
  app = await startApp({ root });
  try {
    const page = await app.openPage("/settings");
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const other = await app.openPage("/icons/likeness.svg");
    await other.evaluate(
      () =>
        new Promise<void>((held) => {
          void navigator.locks.request("likeness:job:elsewhere", () => {
            held();
            return new Promise(() => undefined);
          });
        }),
    );
    appendFileSync(join(root, "service-worker.js"), "// another version\n");
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.getByText("A new version of Likeness is ready.").waitFor();
    await page.getByRole("button", { name: "Use it now" }).click();
    await page.getByText("Another tab is still making something. Try again when it is done.").waitFor();

    await other.close();
    await page.reload();
    await page.getByText("A new version of Likeness is ready.").waitFor();
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Use it now" }).click();
    await reloaded;
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
  } finally {
    rmSync(root, { recursive: true });
  }
});
