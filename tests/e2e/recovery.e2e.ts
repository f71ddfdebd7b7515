/**
 * @file A tab that dies while somebody is being learned or drawn, and two tabs at the same work: nothing that was saved is lost, and
 * nothing is made twice. Dying while a pack is being installed is in packs.e2e.ts.
 */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Job, Photograph, Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt, seen } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { crash } from "../support/crash.ts";
import { rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
});

afterAll(() => app.close());

const thumbs = (of: Page) => of.getByRole("list", { name: "Pictures of this shoot" }).getByRole("button");
const idsOf = async (of: Page) => (await rowsOf<Picture>(of, "pictures")).map(({ id }) => id).toSorted();

test(
  "a tab that dies while they are learned has lost no drawing, and learning begins again or goes on",
  { timeout: LONG },
  async () => {
    const person = personAt(page);
    await person.meet("Mara");
    await person.packCopied();
    await person.drawingsInspected();
    const before = (await rowsOf<Photograph>(page, "photographs")).map(({ id }) => id);
    await crash(app.context, page);

    page = await app.openPage();
    await page.getByRole("heading", { level: 1, name: "Mara’s model" }).waitFor();
    expect((await rowsOf<Photograph>(page, "photographs")).map(({ id }) => id)).toEqual(before);
    // Whether its first state was stored by then is the tab's luck.
    await page.getByRole("button", { name: /^(Train Mara|Go on)$/ }).click();
    await personAt(page).trained();
  },
);

test("a shoot whose tab died goes on by itself, and keeps what it had", { timeout: LONG }, async () => {
  const person = personAt(page);
  await person.openStudio();
  await person.set("Draft", 3);
  await person.generate();
  await thumbs(page).first().waitFor();
  const [before] = await idsOf(page);
  await crash(app.context, page);

  page = await app.openPage();
  await personAt(page).drawn(3);
  const after = await idsOf(page);
  expect(after).toContain(before);
  expect(after).toHaveLength(3);
  const [job] = await rowsOf<Job>(page, "jobs");
  expect([job?.status, job?.pictureIds.length]).toEqual(["done", 3]);
});

test("two tabs draw one after the other, each picture once, and both show them all", { timeout: LONG }, async () => {
  const other = await app.openPage("/studio");
  const persons = [personAt(page), personAt(other)];
  for (const person of persons) await person.set("Draft", 1);
  for (const tab of [page, other]) await tab.getByRole("button", { name: /^Generate/ }).click();
  const history = (tab: Page) => tab.getByRole("region", { name: "History" }).getByRole("listitem");
  for (const tab of [page, other]) await seen(history(tab).nth(4));
  expect(await idsOf(page)).toHaveLength(5);
  await expect
    .poll(async () => (await rowsOf<Job>(page, "jobs")).every(({ status }) => status === "done"), { timeout: PATIENCE })
    .toBe(true);
});
