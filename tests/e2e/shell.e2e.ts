/** @file The shell: isolated from the first answer, installable, and there when the server is gone. */
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headers } from "../../scripts/headers.mjs";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.close());

test("every answer of the server carries the headers", async () => {
  for (const path of ["/", "/manifest.webmanifest", "/service-worker.js", "/no/such/screen", "/no/such/file.js"]) {
    const answer = await fetch(app.url + path);
    expect(Object.fromEntries(Object.keys(headers).map((name) => [name, answer.headers.get(name)])), path).toEqual(headers);
  }
});

test("the page is isolated on the first visit", async () => {
  const page = await app.openPage();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  await page.close();
});

test("the server continues an interrupted answer", async () => {
  const whole = await fetch(`${app.url}/manifest.webmanifest`);
  const etag = whole.headers.get("etag") ?? "";
  const text = await whole.text();
  const rest = await fetch(`${app.url}/manifest.webmanifest`, { headers: { Range: "bytes=10-", "If-Range": etag } });
  expect(rest.status).toBe(206);
  expect(await rest.text()).toBe(text.slice(10));
  const changed = await fetch(`${app.url}/manifest.webmanifest`, { headers: { Range: "bytes=10-", "If-Range": '"other"' } });
  expect(changed.status).toBe(200);
});

test("a deep link opens with the server gone, isolated and under the same policy", async () => {
  const page = await app.openPage();
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/service-worker.js");
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await app.stopServer();
  const answer = await page.goto(`${app.url}/personas`);
  expect(answer?.fromServiceWorker()).toBe(true);
  const script = await page.locator("script[src]").first().getAttribute("src");
  const fetched = await page.evaluate(async (url) => Object.fromEntries((await fetch(url)).headers), script ?? "");
  for (const sent of [await answer?.allHeaders(), fetched])
    for (const [name, value] of Object.entries(headers)) expect(sent?.[name.toLowerCase()], name).toBe(value);
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true);
  expect(await page.title()).toContain("Likeness");
});

test("a new version waits until the page asks for it", async () => {
  const root = mkdtempSync(join(tmpdir(), "likeness-update-"));
  const packs = fileURLToPath(new URL("../../dist/packs", import.meta.url));
  cpSync(fileURLToPath(new URL("../../dist", import.meta.url)), root, { recursive: true, filter: (path) => path !== packs });
  const old = await startApp({ root });
  try {
    const page = await old.openPage();
    await page.evaluate(() => navigator.serviceWorker.register("/service-worker.js").then(() => navigator.serviceWorker.ready));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    appendFileSync(join(root, "service-worker.js"), "// another version\n");
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const isWaiting = new Promise<void>((done) => {
        registration.addEventListener("updatefound", () =>
          registration.installing?.addEventListener("statechange", () => registration.waiting && done()),
        );
      });
      const before = navigator.serviceWorker.controller;
      await registration.update();
      await isWaiting;
      if (navigator.serviceWorker.controller !== before) throw new Error("took over unasked");
      const takenOver = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done));
      registration.waiting?.postMessage("activate");
      await takenOver;
    });
  } finally {
    await old.close();
    rmSync(root, { recursive: true });
  }
});
