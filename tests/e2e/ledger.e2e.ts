/**
 * @file The ledger and its proof: what went out is counted with its bytes, drawing needs no network, and a proof that does not hold
 * says so.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  page = await app.openPage("/settings");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
});

afterAll(() => app.close());

const ledger = () => page.getByRole("dialog", { name: "What the network has seen" });
const open = () => page.getByRole("button", { name: "Open the ledger" }).click();
const close = () => ledger().getByRole("button", { name: "Close" }).click();
const prove = () => ledger().getByRole("button", { name: /Draw with the network refused|Prove it again/ });

/** Requests, bytes out and bytes in of the app's own address, once the ledger shows that many requests. */
const ownRow = async (): Promise<readonly string[]> =>
  ledger()
    .getByRole("row", { name: new URL(app.url).host })
    .getByRole("cell")
    .allTextContents();

test("a request is counted with the bytes of its answer, and the badge and the settings open the same ledger", async () => {
  await page.getByRole("button", { name: /sent from this device/ }).click();
  const [before = ""] = await ownRow();
  await close();
  const size = await page.evaluate(() => fetch("/packs/atelier/CARD.md").then(async (answer) => (await answer.text()).length));
  expect(size).toBeGreaterThan(100);
  await open();
  await expect.poll(async () => Number((await ownRow())[0]?.replace(",", ""))).toBe(Number(before.replace(",", "")) + 1);
  expect(await ownRow()).toEqual([expect.any(String), "0 bytes", expect.stringMatching(/MB$/)]);
  await page.evaluate(() => fetch("/nowhere", { method: "POST", body: "x".repeat(1234) }));
  await expect.poll(async () => (await ownRow())[1]).toBe("1 kB");
});

test("while it is proven, nothing goes out; afterwards it does again", async () => {
  const refused = page.evaluate(async () => {
    const isProving = async () => ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === "likeness:proof");
    while (!(await isProving())) await new Promise((done) => setTimeout(done, 5));
    return fetch("/packs/atelier/CARD.md?refuse").then(
      () => "answered",
      () => "refused",
    );
  });
  await prove().click();
  expect(await refused).toBe("refused");
  await ledger().getByText("Run, and the ledger is unchanged.").waitFor();
  // Nobody is here yet: the outcome says what was run instead.
  const said = await ledger().getByRole("region", { name: "Prove it" }).textContent();
  expect(said).toContain("It gave the answer that is known to be right.");
  expect(said).toContain("1 request wanted to go out meanwhile and went nowhere.");
  const [before, after] = await Promise.all(
    ["Before", "After"].map((name) => ledger().getByRole("row", { name }).getByRole("cell").allTextContents()),
  );
  expect(after).toEqual(before);
  expect(await page.evaluate(() => fetch("/packs/atelier/CARD.md?again").then((answer) => answer.ok))).toBe(true);
});

test("a ledger that changes meanwhile is no proof", async () => {
  // A page that has not run anything yet takes a moment to, and that is when something happens.
  await page.reload();
  await open();
  await prove().waitFor();
  const changed = page.evaluate(async () => {
    const isProving = async () => ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === "likeness:proof");
    while (!(await isProving())) await new Promise((done) => setTimeout(done, 5));
    const opened = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("likeness-keys");
      opening.onsuccess = () => resolve(opening.result);
    });
    const store = opened.transaction("values", "readwrite").objectStore("values");
    const reading = store.get("ledger");
    await new Promise<void>((resolve) => {
      reading.onsuccess = () => {
        const known = reading.result as { rows: { requests: number }[] };
        for (const row of known.rows) row.requests += 1;
        store.put(known, "ledger").onsuccess = () => resolve();
      };
    });
    opened.close();
  });
  await prove().click();
  await changed;
  await ledger().getByText("This proof does not hold.").waitFor();
});
