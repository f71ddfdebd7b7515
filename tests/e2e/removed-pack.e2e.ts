/**
 * @file A pack taken off the device and put back: its bytes are given back, whoever was learned with it says what is missing, and is
 * drawn again, the same to the last bit, without being learned again.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../models-manifest.json" with { type: "json" };
import type { IndividualModel, Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { meetInStudio } from "../support/main-job.ts";
import { fileHash, rowsOf } from "../support/rows.ts";
import { askAndAgree } from "../support/install.ts";

const PACK_BYTES = manifest.packs[0]!.files.reduce((sum, file) => sum + file.bytes, 0);

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
});

afterAll(() => app.close());

const usedBytes = () => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

/** Rows of each table of the packs' database, and the bytes of what is kept in it. */
const packRows = () =>
  page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.message));
      });
    const database = await settled(indexedDB.open("likeness-packs"));
    const tables = [...database.objectStoreNames];
    const transaction = database.transaction(tables);
    const counts = await Promise.all(
      tables.map(async (table) => [table, await settled(transaction.objectStore(table).count())] as const),
    );
    const parts = (await settled(transaction.objectStore("parts").getAll())) as { bytes: number }[];
    database.close();
    return { ...Object.fromEntries(counts), bytes: parts.reduce((sum, part) => sum + part.bytes, 0) };
  });

const go = (screen: string) => page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: screen }).click();
const button = (name: string | RegExp) => page.getByRole("button", { name });
const missing = () => page.getByText("The models are not on this device yet.");

test(
  "a removed pack is gone, is asked for where it is needed, and brings everybody back as they were",
  { timeout: 900_000 },
  async () => {
    const person = personAt(page);
    await meetInStudio(person, "Mara");
    await button("Keep this seed").click();
    await person.set("Draft", 1);
    await person.generate();
    await person.drawn(1);
    const learned = await rowsOf<IndividualModel>(page, "models");
    const [before] = await rowsOf<Picture>(page, "pictures");

    // Asked first; a second thought leaves everything where it is.
    await go("Models");
    await button("Remove").click();
    const question = page.getByRole("dialog", { name: "Remove Atelier?" });
    await question.getByText("become free").waitFor();
    await question.getByRole("button", { name: "Keep" }).click();
    await question.waitFor({ state: "detached" });
    await page.getByText("on this device", { exact: true }).waitFor();
    expect((await packRows()).bytes).toBe(PACK_BYTES);

    const usedWith = await usedBytes();
    await button("Remove").click();
    await question.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("region", { name: "Atelier" }).getByText("not on this device", { exact: true }).waitFor();
    expect(await packRows()).toEqual({ packs: 0, files: 0, parts: 0, payloads: 0, earlier: 0, bytes: 0, trials: 0 });
    // Nothing of it is left in a table; the browser's own estimate lags behind by some megabytes that it clears later.
    await expect.poll(async () => usedWith - (await usedBytes()), { timeout: 60_000 }).toBeGreaterThan(0.8 * PACK_BYTES);

    // Her model is still hers, and says what it waits for.
    const [{ personaId } = { personaId: "" }] = learned;
    await page.goto(`${app.url}/personas/${personaId}/training`);
    await page.getByText("Training needs Atelier").waitFor();
    await button(/^Install the models/).waitFor();
    await page.getByRole("heading", { name: "Version 1" }).waitFor();
    await page.goto(`${app.url}/studio/${personaId}`);
    await missing().first().waitFor();
    await button(/^Generate/).click();
    await missing().nth(1).waitFor();
    expect(await rowsOf<Picture>(page, "pictures")).toHaveLength(1);

    await page.getByRole("link", { name: "Install them" }).first().click();
    await askAndAgree(page);
    await page.getByText("on this device", { exact: true }).waitFor();
    expect((await packRows()).bytes).toBe(PACK_BYTES);
    await page.goto(`${app.url}/studio/${personaId}`);
    // What they could not be drawn for waits for a press.
    await button("Try again").click();
    const drawn = () => rowsOf<Picture>(page, "pictures");
    await expect.poll(async () => (await drawn()).length, { timeout: PATIENCE }).toBe(2);

    expect(await rowsOf<IndividualModel>(page, "models")).toEqual(learned);
    const after = (await drawn()).find(({ id }) => id !== before!.id)!;
    expect(after.request).toEqual(before!.request);
    expect(await fileHash(page, after.id)).toBe(await fileHash(page, before!.id));
  },
);
