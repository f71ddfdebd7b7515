/** @file Installing the embedded pack through the real screen, and what happens when something comes in between. */
import type { Page, Route } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import manifest from "../../models-manifest.json" with { type: "json" };
import { type App, startApp } from "../support/app.ts";
import { askAndAgree } from "../support/install.ts";
import { rowsOf } from "../support/rows.ts";

const FILES = "**/packs/atelier/**";
const LARGE = "denoiser.onnx";
const PROBE = "bytes=0-2097151";

let app: App;
/** "<file> <range>" of every request for a piece of the pack that was answered. */
let asked: string[];
/** Which of them wait instead, for ever or until they are let go. */
let holds: (what: string) => boolean;
/** Those that wait. */
let held: { readonly what: string; readonly letGo: () => void }[];

beforeEach(async () => {
  app = await startApp();
  asked = [];
  held = [];
  holds = () => false;
});

afterEach(() => app.close());

const described = (route: Route): string => {
  const request = route.request();
  return `${new URL(request.url()).pathname.split("/").at(-1)} ${request.headers()["range"] ?? "all"}`;
};

/** Writes down what is asked for. */
async function watch(): Promise<void> {
  await app.context.route(FILES, async (route) => {
    const what = described(route);
    // A piece that the sheet measures and lets go.
    if (what.endsWith(PROBE)) return route.continue();
    if (holds(what)) await new Promise<void>((letGo) => held.push({ what, letGo }));
    asked.push(what);
    await route.continue();
  });
}

const goOn = (page: Page) => page.getByRole("button", { name: /^Go on/ }).click();
const installed = (page: Page) => page.getByText("on this device", { exact: true }).waitFor({ timeout: 60_000 });

test("a reload in the middle keeps what has arrived, and only the rest is fetched", async () => {
  holds = (what) => what.startsWith(LARGE) && !what.includes("bytes=0-");
  await watch();
  const page = await app.openPage("/models");
  await askAndAgree(page);
  await expect.poll(() => held.length, { timeout: 60_000 }).toBeGreaterThan(0);
  // The others are asked for with the first answer: what of it is not stored yet would be fetched once more.
  const { sha256 } = manifest.packs[0]!.files.find(({ path }) => path === LARGE)!;
  const stored = async (): Promise<boolean> =>
    (await rowsOf<{ file: string; index: number }>(page, "parts", "likeness-packs")).some((part) => part.file === sha256);
  await expect.poll(stored, { timeout: 60_000 }).toBe(true);
  // What was measured says nothing any more while nothing comes.
  await page.getByText(/ of 48 MB · waiting for the rest/).waitFor();
  await page.reload();
  // Not before: the page that leaves would see its requests fail and ask once more.
  holds = () => false;
  await goOn(page);
  await installed(page);

  expect(asked.length).toBe(new Set(asked).size);
  const bytes = asked.reduce((sum, what) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(what)!;
    return sum + Number(to) - Number(from) + 1;
  }, 0);
  expect(bytes).toBe(manifest.packs[0]!.files.reduce((sum, file) => sum + file.bytes, 0));
});

test("a tab that dies in the middle of installing loses nothing that has arrived", async () => {
  holds = (what) => what.startsWith(LARGE);
  await watch();
  const page = await app.openPage("/models");
  await askAndAgree(page);
  await expect.poll(() => asked.length, { timeout: 60_000 }).toBeGreaterThan(3);
  const session = await app.context.newCDPSession(page);
  // The renderer is gone before it can answer.
  void session.send("Page.crash").catch(() => undefined);
  await page.waitForEvent("crash");
  const before = [...asked];
  holds = () => false;

  const next = await app.openPage("/models");
  await goOn(next);
  await installed(next);
  const again = asked.slice(before.length).filter((what) => before.slice(0, -1).includes(what));
  expect(again).toEqual([]);
});

test("a tab that does not install follows the one that does, pauses it and goes on, and every byte is fetched once", async () => {
  holds = (what) => !what.startsWith("face_detector");
  await watch();
  const [one, other] = [await app.openPage("/models"), await app.openPage("/models")];
  const pause = (page: Page) => page.getByRole("button", { name: "Pause" });
  await askAndAgree(one);
  await pause(other).waitFor();
  const progress = () => other.getByRole("progressbar").first().getAttribute("aria-valuenow").then(Number);
  await expect.poll(() => held.length).toBe(1);
  const before = await progress();
  holds = (what) => what.startsWith(LARGE);
  held.pop()!.letGo();
  await expect.poll(progress, { timeout: 60_000 }).toBeGreaterThan(before);

  // What is in flight is waited for, and the press is answered meanwhile.
  await expect.poll(() => held.length, { timeout: 60_000 }).toBe(1);
  await pause(other).click();
  await other.getByRole("button", { name: "Pausing" }).waitFor();
  held.pop()!.letGo();
  for (const page of [one, other]) await page.getByRole("button", { name: "Go on" }).waitFor();
  holds = () => false;
  await goOn(other);
  await pause(one).waitFor();
  await Promise.all([installed(one), installed(other)]);
  expect(asked.length).toBe(new Set(asked).size);
});

test("a full disk is said, and installing goes on once there is room", async () => {
  const page = await app.openPage("/icons/likeness.svg");
  const session = await app.context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: app.url, quotaSize: 6_000_000 });
  await page.goto(`${app.url}/models`);
  await askAndAgree(page);
  await page.getByText("There is no room left for this.").waitFor({ timeout: 60_000 });
  // All that is still to come, not the part that did not fit.
  await page.getByText(/; 4\d MB are needed/).waitFor();
  await page.getByRole("link", { name: "See what takes space" }).waitFor();

  await session.send("Storage.overrideQuotaForOrigin", { origin: app.url });
  await goOn(page);
  await installed(page);
});

test("a page in place of weights is recognised", async () => {
  await app.context.route(FILES, (route) =>
    route.fulfill({ status: 200, contentType: "text/html", body: "<title>Sign in</title>" }),
  );
  const page = await app.openPage("/models");
  await askAndAgree(page);
  await page.getByText("was answered with a web page").waitFor();
  await app.context.unroute(FILES);
  await page.getByRole("button", { name: "Try again" }).click();
  await installed(page);
});

test("a pack that has no room on the processor says so on its card before anything is pressed, and cannot be agreed to", async () => {
  const page = await app.openPage("/models");
  const card = page.getByRole("region", { name: /^Stable Diffusion 1\.5/ });
  await card.getByText(/^It cannot draw here/).waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: /^Install Stable Diffusion 1\.5/ }).click();
  const sheet = page.getByRole("dialog", { name: "Install Stable Diffusion 1.5?" });
  await sheet.getByText(/^It cannot draw here/).waitFor({ timeout: 60_000 });
  expect(await sheet.getByRole("button", { name: /^Install/ }).isDisabled()).toBe(true);
});

test("a file that changed on this device is found by checking, and repaired", async () => {
  const page = await app.openPage("/models");
  await askAndAgree(page);
  await installed(page);
  await page.getByRole("button", { name: "Check every file" }).click();
  await page.getByText("Every file is as it was published.").waitFor();

  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("likeness-packs");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("payloads", "readwrite");
          const cursor = transaction.objectStore("payloads").openCursor();
          cursor.onsuccess = () => {
            const { value } = cursor.result!;
            new Uint8Array(value.bytes)[100]! ^= 1;
            cursor.result!.update(value);
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await page.getByRole("button", { name: "Check every file" }).click();
  await page.getByText(/1 file is not as published/).waitFor();
  await page.getByRole("button", { name: "Repair" }).click();
  await page.getByRole("button", { name: "Check every file" }).click({ timeout: 60_000 });
  await page.getByText("Every file is as it was published.").waitFor();
});

test("an older tab that holds the studio is named, and opening goes on when it is closed", async () => {
  const first = await app.openPage("/models");
  await first.getByRole("button", { name: /^Install Atelier/ }).waitFor();
  const name = await first.evaluate(async () => {
    const names = (await indexedDB.databases()).map((database) => database.name ?? "");
    return names.find((each) => each.startsWith("likeness-") && !/-(packs|keys)$/.test(each))!;
  });
  await first.close();

  // The database as an older version would have left it, held open by a page that does not let go.
  const old = await app.openPage("/icons/likeness.svg");
  await old.evaluate(
    (database) =>
      new Promise<void>((resolve, reject) => {
        indexedDB.deleteDatabase(database).onsuccess = () => {
          const opening = indexedDB.open(database, 1);
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => resolve();
        };
      }),
    name,
  );
  const page = await app.openPage("/models");
  await page.getByText("Another tab is holding the studio.").waitFor();
  await old.close();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: /^Install Atelier/ }).waitFor();
});
