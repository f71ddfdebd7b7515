/** @file The main job by keyboard alone: Tab, arrows, Enter and letters; the pointer is never moved. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { keyboard } from "../../scripts/demo/hand.mjs";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { doMainJob } from "../support/main-job.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

test("somebody is met, learned, dressed, drawn, kept and taken away", { timeout: 600_000 }, async () => {
  const look = { hair: "Blunt bob", outfit: "Turtleneck", scene: "Forest" };
  const person = personAt(await app.openPage(), keyboard);
  expect(await doMainJob(person, { name: "Mara", look, pictures: 1, book: "Winter" })).toHaveLength(1);
});
