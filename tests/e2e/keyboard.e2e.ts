/** @file The main job by keyboard alone: Tab, arrows, Enter and letters; the pointer is never moved. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openArchive } from "../../scripts/demo/archive.mjs";
import { keyboard } from "../../scripts/demo/hand.mjs";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp();
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

test("somebody is met, learned, dressed, drawn, kept and taken away", { timeout: 600_000 }, async () => {
  const page = await app.openPage();
  const person = personAt(page, keyboard);
  await person.meet("Mara");
  await person.packCopied();
  await person.drawingsInspected();
  await person.trained();
  await person.openStudio();
  for (const [layer, option] of [
    ["hair", "Blunt bob"],
    ["outfit", "Turtleneck"],
    ["scene", "Forest"],
  ] as const) {
    await person.openPicker(layer);
    await person.pick(option);
    await person.closePicker();
  }
  await person.set("Draft", 1);
  await person.generate();
  await person.drawn(1);
  expect(await person.keepAll()).toHaveLength(1);
  await person.makeLookbook("Winter", 1);
  const download = await person.takeAway();
  expect(await openArchive(await readFile(await download.path()), 1)).toHaveLength(1);
});
