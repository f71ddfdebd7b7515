/** @file Pictures in the trash that edits need: an edit that waits says so, and is drawn once its picture is back; so does an older version. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { Job, Picture } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { hold } from "../support/hold.ts";
import { meetInStudio } from "../support/main-job.ts";
import { changeRow, rowsOf } from "../support/rows.ts";

const LONG = 600_000;

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage();
  await meetInStudio(personAt(page), "Mara");
  await personAt(page).set("Draft", 2);
  await personAt(page).generate();
  await personAt(page).drawn(2);
}, LONG);

afterAll(() => app.close());

const pictures = () => rowsOf<Picture>(page, "pictures");
const link = (name: string) => page.getByRole("link", { name, exact: true });
/** Where the studio says so: on its stage, or in its queue. */
const said = () => page.getByText("The picture this begins with lies in the trash.");

test(
  "an edit whose picture goes to the trash while it waits says so, and is drawn once the picture is back",
  { timeout: LONG },
  async () => {
    const [first, second] = (await pictures()) as readonly [Picture, Picture];
    await page.goto(`${app.url}/edit/${first.id}`);
    const warm = page.getByRole("button", { name: "Warm" });
    await warm.waitFor();
    const held = await hold(page, 1);
    await warm.click();
    await held.reached();

    await link("Library").click();
    await page.locator(`[data-tile="${second.id}"]`).click();
    await page.getByRole("dialog").getByRole("link", { name: "Edit" }).click();
    await page.waitForURL(`**/edit/${second.id}`);
    await page.getByRole("button", { name: "Cool" }).click();
    await page.getByText("Waits its turn").waitFor();
    await link("Library").click();
    await page.locator(`[data-tile="${second.id}"]`).focus();
    await page.keyboard.press("Delete");
    await expect.poll(async () => (await pictures()).find(({ id }) => id === second.id)?.deletedAt).toBeDefined();
    await held.release();
    const stateOf = async (sourceId: string) =>
      (await rowsOf<Job>(page, "jobs")).find(({ request }) => request.edit?.sourceId === sourceId)?.status;
    await expect.poll(() => stateOf(first.id), { timeout: PATIENCE }).toBe("done");
    await expect.poll(() => stateOf(second.id), { timeout: PATIENCE }).toBe("failed");

    await page.goto(`${app.url}/studio/${second.personaId}`);
    await said().first().waitFor();
    await page.goto(`${app.url}/library/trash`);
    await page.getByRole("button", { name: /^Put back/ }).click();
    await page.getByText("Empty. Deletions stay thirty days.").waitFor();
    await page.goto(`${app.url}/studio/${second.personaId}`);
    await page.getByRole("button", { name: "Try again" }).first().click();
    await expect.poll(() => stateOf(second.id), { timeout: PATIENCE }).toBe("done");
    expect((await pictures()).find(({ parentId }) => parentId === second.id)?.request.edit).toMatchObject({
      verb: "grade",
      grade: "cool",
      sourceId: second.id,
    });
    await said().waitFor({ state: "detached" });
  },
);

test("the editor says that older versions lie in the trash, and brings them back", { timeout: LONG }, async () => {
  const made = (await pictures()).find(({ request }) => request.edit?.grade === "cool")!;
  const sourceId = made.request.edit!.sourceId;
  await changeRow(page, "pictures", sourceId, { deletedAt: Date.now() });
  await page.goto(`${app.url}/edit/${made.id}`);
  const older = page.getByText("Older versions lie in the trash, with the picture that this one was made of.");
  await older.waitFor();
  await page.getByRole("button", { name: "Put it back" }).click();
  await older.waitFor({ state: "detached" });
  expect((await pictures()).find(({ id }) => id === sourceId)?.deletedAt).toBeUndefined();
  await page.getByRole("button", { name: /^Back to the picture before/ }).click();
  await page.waitForURL(`**/edit/${sourceId}`);
  // On leads back to it; from somebody else's picture, or another branch, it leads nowhere.
  const on = page.getByRole("button", { name: /^On to the picture after/ });
  await on.click();
  await page.waitForURL(`**/edit/${made.id}`);
  await expect.poll(() => on.isDisabled()).toBe(true);
});
