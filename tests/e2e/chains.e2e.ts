/** @file A chain of edits: saved as a recipe, done to another picture and with somebody else, two on one picture, and stopped half-way. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Job, Persona, Picture } from "../../src/contracts/records.ts";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { hold } from "../support/hold.ts";
import { drawnInStudio } from "../support/main-job.ts";
import { fileHash, rowsOf } from "../support/rows.ts";

const LONG = 900_000;

let app: App;
let page: Page;
let source: Picture;
let other: Picture;

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
const canvas = () => page.getByRole("application", { name: /^Portrait of Mara, 384 × 512; the mask covers/ });
const review = () => page.getByRole("region", { name: "The edit" });
const again = () => page.getByRole("dialog", { name: "Do this again" });
const pictures = () => rowsOf<Picture>(page, "pictures");
const newest = async (count: number): Promise<readonly Picture[]> =>
  (await pictures()).toSorted((a, b) => b.createdAt - a.createdAt).slice(0, count);
const verbs = (rows: readonly Picture[]) => rows.map(({ request }) => request.edit?.verb ?? "draw");
const open = async () => (await rowsOf<Job>(page, "jobs")).filter(({ status }) => status === "queued" || status === "running");
const settled = () => expect.poll(async () => (await open()).length, { timeout: PATIENCE }).toBe(0);

async function edit(picture: Picture): Promise<void> {
  await page.goto(`${app.url}/edit/${picture.id}`);
  await canvas().waitFor();
}

async function keep(): Promise<Picture> {
  const before = page.url();
  await review().getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL((url) => url.href !== before);
  await canvas().waitFor();
  return (await newest(1))[0]!;
}

async function selectClothes(): Promise<void> {
  await button("Select clothes").press("Enter");
  await page.getByText("100 % of the clothes").waitFor();
}

async function doAgain(picture: Picture): Promise<void> {
  await page.goto(`${app.url}/library?picture=${picture.id}`);
  await button("Do this again").click();
  await again().getByRole("listitem").first().waitFor();
}

async function save(name: string): Promise<void> {
  await again().getByRole("textbox", { name: "Save as a recipe" }).fill(name);
  await again().getByRole("button", { name: "Save", exact: true }).click();
  await again().getByRole("combobox", { name: "Recipe" }).getByRole("option", { name }).waitFor({ state: "attached" });
}

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  const person = personAt(page);
  await drawnInStudio(person, "Mara", 2);
  [source, other] = (await pictures()) as [Picture, Picture];
  await page.goto(`${app.url}/start`);
  await person.meet("Kwame");
  await person.trained();
}, LONG);

afterAll(() => app.close());

test(
  "what was done to a picture is saved under a name, and done to another picture and with somebody else",
  { timeout: LONG },
  async () => {
    await edit(source);
    await button("Warm").click();
    await review().waitFor();
    await keep();
    await selectClothes();
    await page.getByRole("textbox", { name: "What to draw there, if anything else" }).fill("a red hoodie");
    await button("Fill it").click();
    await review().waitFor();
    const end = await keep();

    await doAgain(end);
    const said = ["Graded, warm", "Filled: within the clothes to “wearing a red hoodie”"];
    expect((await again().getByRole("list").first().getByRole("listitem").allInnerTexts()).slice(1)).toEqual(said);
    await save("Evening");

    const hash = await fileHash(page, other.id);
    await doAgain(other);
    await again().getByRole("button", { name: "Do it to this picture" }).click();
    await page.getByText("2 steps in the queue, one after another.").waitFor();
    await settled();
    const [filled, graded] = (await newest(2)) as [Picture, Picture];
    expect(verbs([graded, filled])).toEqual(["grade", "fill"]);
    expect([graded.parentId, filled.parentId]).toEqual([other.id, graded.id]);
    const outfit = ({ request }: Picture) => request.layers.find(({ kind }) => kind === "outfit");
    expect(outfit(filled)).toEqual(outfit(end));
    expect(await fileHash(page, other.id)).toBe(hash);

    await doAgain(end);
    await again().getByRole("combobox", { name: "With" }).selectOption("Kwame");
    await again().getByRole("button", { name: "Draw it again" }).click();
    await page.getByText("3 steps in the queue, one after another.").waitFor();
    await settled();
    const [third, second, first] = (await newest(3)) as [Picture, Picture, Picture];
    expect(verbs([first, second, third])).toEqual(["draw", "grade", "fill"]);
    expect([second.parentId, third.parentId]).toEqual([first.id, second.id]);
    const kwame = (await rowsOf<Persona>(page, "personas")).find(({ name }) => name === "Kwame")!;
    for (const { personaId, request } of [first, second, third])
      expect([personaId, request.personaId, request.model.id]).toEqual([kwame.id, kwame.id, kwame.activeModelId]);
    expect(first.request.layers).toEqual(source.request.layers);
    expect(third.likeness).not.toBeNull();
  },
);

test("two edits that wait on one picture both come, and each names it", { timeout: LONG }, async () => {
  const graded = (await pictures()).find(({ parentId, mark }) => parentId === source.id && mark === "keep")!;
  await doAgain(graded);
  await save("Warm");
  await page.goto(`${app.url}/studio/${source.personaId}`);
  await page.getByRole("button", { name: /^Generate/ }).waitFor();
  const before = (await pictures()).length;
  const held = await hold(page, 1);
  for (const [at, count] of [1, 2].entries()) {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Library" }).click();
    await page.locator(`[data-tile="${other.id}"]`).click();
    await button("Do this again").click();
    await again().getByRole("combobox", { name: "Recipe" }).selectOption("Warm");
    await again().getByRole("button", { name: "Do it to this picture" }).click();
    if (at === 0) await held.reached();
    await expect.poll(async () => (await open()).length).toBe(count);
    await page.keyboard.press("Escape");
  }
  await held.release();
  await settled();
  const both = await newest(2);
  expect(await pictures()).toHaveLength(before + 2);
  expect(both.map(({ parentId, request }) => [parentId, request.edit?.sourceId, request.edit?.grade])).toEqual(
    both.map(() => [other.id, other.id, "warm"]),
  );
});

test(
  "a chain that is stopped after its first edit keeps that, names what was not drawn, and goes on when it is asked to",
  { timeout: LONG },
  async () => {
    await edit(other);
    await selectClothes();
    const before = (await pictures()).length;
    const first = await hold(page, 1);
    // The grade's two reports, then the beginning of the other and two of its steps.
    const second = await hold(page, 5);
    await button("Cool").click();
    await first.reached();
    await button("Fill it").click();
    await page.getByText("One more edit follows, of what this makes.").waitFor();
    await first.release();
    await second.reached();
    await button("Stop").click();
    await page.getByText("Not drawn: Fill.").waitFor();
    await page.getByText("Stopped. What was drawn before is shown, to be kept or not.").waitFor();
    await second.release();
    await settled();
    await review().waitFor();
    const [cool] = await newest(1);
    expect(await pictures()).toHaveLength(before + 1);
    expect(cool).toMatchObject({ parentId: other.id, mark: null, request: { edit: { grade: "cool" } } });

    await button("Draw it after all").click();
    await page.getByText("Not drawn: Fill.").waitFor({ state: "detached" });
    await settled();
    await review().waitFor();
    const [filled] = await newest(1);
    expect(await pictures()).toHaveLength(before + 2);
    expect(filled).toMatchObject({ parentId: cool!.id, request: { edit: { verb: "fill", sourceId: cool!.id } } });
    await keep();
  },
);

test(
  "a recipe that is cancelled in the queue says what of it was not drawn, and the rest can be had back",
  { timeout: LONG },
  async () => {
    await doAgain(source);
    const before = (await pictures()).length;
    const held = await hold(page, 5);
    await again().getByRole("combobox", { name: "Recipe" }).selectOption("Evening");
    await again().getByRole("button", { name: "Do it to this picture" }).click();
    await button("To the studio").last().click();
    await page.waitForURL("**/studio/*");
    await held.reached();
    const cancel = page.getByRole("button", { name: /^Cancel: / });
    await cancel.click();
    await page.getByText(/^Cancelled\. Finished pictures stay\.$/).waitFor();
    await held.release();
    await settled();
    expect(await pictures()).toHaveLength(before + 1);
    expect(verbs(await newest(1))).toEqual(["grade"]);
    await button("Undo").last().click();
    // It goes on with what was not drawn, from what was.
    await expect.poll(async () => (await open()).map(({ request }) => request.edit?.verb)).toEqual(["fill"]);
    const [graded] = (await newest(1)) as [Picture];
    expect((await open()).map(({ parentId }) => parentId)).toEqual([graded.id]);
    expect(graded.parentId).toBe(source.id);
    await cancel.click();
    await settled();
    expect(await pictures()).toHaveLength(before + 1);
  },
);
