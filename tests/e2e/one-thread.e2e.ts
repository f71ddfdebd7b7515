/** @file A host that cannot send the isolating headers: WebAssembly has one thread there, and somebody is learned and drawn all the same. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { headers } from "../../scripts/headers.mjs";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  const { "Cross-Origin-Opener-Policy": opener, "Cross-Origin-Embedder-Policy": embedder, ...rest } = headers;
  expect([opener, embedder]).toEqual(["same-origin", "require-corp"]);
  // The service worker would isolate the page from its second visit on.
  app = await startApp({ headers: rest, serviceWorkers: "block", learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

test("without isolation, one thread learns and draws", { timeout: 600_000 }, async () => {
  const page = await app.openPage();
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(false);
  const person = personAt(page);
  await person.meet("Mara");
  // Four pictures are drawn for this, and measured.
  expect(Number((await person.trained()).match(/\d\.\d\d$/)?.[0])).toBeGreaterThan(0);
  const verdicts = await Promise.all(
    page
      .workers()
      .map((worker) =>
        worker.evaluate(() => performance.getEntriesByName("backend").map((mark) => "detail" in mark && mark.detail)),
      ),
  );
  expect(verdicts.flat()).toEqual([expect.objectContaining({ backend: "wasm", threads: 1 })]);
});
