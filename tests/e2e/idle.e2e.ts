/** @file Five minutes in which nothing is asked of it end the inference thread; the next request starts another and draws the same picture. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { meetInStudio } from "../support/main-job.ts";
import { fileHash, rowsOf } from "../support/rows.ts";

const MINUTE = 60_000;

let app: App;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

test("the inference thread ends when idle, and draws the same picture afterwards", { timeout: 900_000 }, async () => {
  const page = await app.context.newPage();
  // The page's own clock goes on as it does; it can be put forward besides.
  await page.clock.install();
  await page.goto(app.url);
  /** ONNX Runtime's own threads wait, and never answer; they end with the one that began them. */
  const isRuntimes = (url: string) => url.includes("/ort-");
  const threads = async () => {
    const workers = page.workers();
    const named = workers.filter((worker) => !isRuntimes(worker.url()));
    const names = await Promise.all(named.map((worker) => worker.evaluate(() => self.name).catch(() => "ended")));
    const runtimes = workers.length - named.length;
    return { inference: names.filter((name) => name.startsWith("inference")).length, runtimes };
  };
  const person = personAt(page);
  await meetInStudio(person, "Mara");
  await page.getByRole("button", { name: "Keep this seed" }).click();
  await person.set("Draft", 1);
  const draw = async (count: number) => {
    await person.generate();
    await person.drawn(1);
    const pictures = () => rowsOf<Picture>(page, "pictures");
    await expect.poll(async () => (await pictures()).length, { timeout: PATIENCE }).toBe(count);
    return (await pictures()).toSorted((a, b) => a.createdAt - b.createdAt).at(-1)!;
  };
  const before = await draw(1);
  const working = await threads();
  expect(working.inference).toBe(1);

  await page.clock.fastForward(4 * MINUTE);
  expect(await threads()).toEqual(working);
  await page.clock.fastForward(2 * MINUTE);
  await expect.poll(threads).toEqual({ inference: 0, runtimes: 0 });

  const after = await draw(2);
  expect(await threads()).toEqual(working);
  expect(after.request).toEqual(before.request);
  expect(await fileHash(page, after.id)).toBe(await fileHash(page, before.id));
});
