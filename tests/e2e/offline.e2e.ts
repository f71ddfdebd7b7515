/** @file With the server gone: a deep link opens, and somebody is taught, drawn, kept and exported. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openArchive } from "../../scripts/demo/archive.mjs";
import { PATIENCE, personAt, seen } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { askAndAgree } from "../support/install.ts";

const drawings = [1, 2, 3, 4, 5, 6].map((number) =>
  fileURLToPath(new URL(`../../public/samples/ingrid/0${number}.webp`, import.meta.url)),
);

let app: App;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

test("what was installed works on without its server", { timeout: 600_000 }, async () => {
  const first = await app.openPage("/models");
  await askAndAgree(first);
  await seen(first.getByText("on this device", { exact: true }));
  await first.evaluate(() => navigator.serviceWorker.ready);
  await first.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await first.close();
  await app.stopServer();

  const page = await app.openPage("/personas/new");
  await page.reload();
  await page.getByLabel("Name").fill("Ingrid");
  await page.getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: "Create and add photographs" }).click();
  await page.getByRole("heading", { name: "Photographs" }).waitFor();
  await page.locator("input[type=file]").setInputFiles(drawings);
  await page.getByText(`${drawings.length} of 8 can be learned from`).waitFor();
  await page.getByRole("link", { name: "Train Ingrid" }).click();

  const person = personAt(page);
  await person.trained();
  await person.openStudio();
  await person.set("Draft", 1);
  await person.generate();
  await person.drawn(1);
  await person.keepAll();
  await person.makeLookbook("Offline", 1);
  const download = await person.takeAway();
  expect(await openArchive(await readFile(await download.path()), 1)).toHaveLength(1);
});
