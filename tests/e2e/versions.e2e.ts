/**
 * @file Versions of a person's model: away as a file and back, compared, deleted; and a training in steps that waits for whoever closed
 * the tab, until it is thrown away.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { IndividualModel, TrainingRow } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { complaintsOf } from "../support/complaints.ts";
import { rowsOf } from "../support/rows.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ learns: "at-once" });
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

test(
  "a version leaves, comes back, is compared and replaced; a training waits after the tab was closed",
  { timeout: 900_000 },
  async () => {
    const page = await app.openPage();
    const complaints = complaintsOf(app.context);
    const person = personAt(page);
    await person.meet("Mara");
    await person.packCopied();
    await person.drawingsInspected();
    await person.trained();
    const more = (version: number) => page.getByRole("button", { name: `More about version ${version}` });

    await more(1).click();
    const leaving = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Take away as a file" }).click();
    const download = await leaving;
    expect(download.suggestedFilename()).toBe("Mara-1.safetensors");
    await page.locator('input[accept=".safetensors"]').setInputFiles(await download.path());
    await page.getByText("The version is back, and in use.").waitFor();
    const [first, second] = await rowsOf<IndividualModel>(page, "models").then((models) =>
      models.toSorted((a, b) => a.version - b.version),
    );
    expect(second).toMatchObject({ version: 2, sha256: first!.sha256 });

    await more(1).click();
    await page.getByRole("menuitem", { name: "Compare with the one in use" }).click();
    const drawn = page
      .getByRole("dialog")
      .getByRole("img", { name: /^Version \d, request \d$/ })
      .and(page.locator("canvas"));
    await expect.poll(() => drawn.count(), { timeout: PATIENCE }).toBe(6);
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();

    await more(1).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete it" }).click();
    await page.getByText("Version 1 is deleted.").waitFor();
    expect((await rowsOf<IndividualModel>(page, "models")).map(({ version }) => version)).toEqual([2]);

    await page.reload();
    await page.getByRole("radiogroup", { name: "How" }).getByText("Briefly").click();
    await page.getByRole("button", { name: "Train again" }).click();
    await page.getByText(/^step [1-9]\d* of 60, about .* left$/).waitFor();
    const address = page.url();
    await page.close();

    const again = await app.openPage(new URL(address).pathname);
    await again.getByText(/A training waits after step \d+ of 60/).waitFor();
    const [row] = await rowsOf<TrainingRow>(again, "trainings");
    expect(row!.looks[0]!.likeness).toBeGreaterThan(0);
    await again.getByRole("button", { name: "Go on" }).click();
    await again.getByRole("button", { name: "Pause" }).click();
    await again.getByRole("button", { name: "Throw it away" }).click();
    await again.getByRole("button", { name: "Train again" }).waitFor();
    expect(await rowsOf<TrainingRow>(again, "trainings")).toEqual([]);
    expect((await rowsOf<IndividualModel>(again, "models")).map(({ version }) => version)).toEqual([2]);
    expect(complaints).toEqual([]);
  },
);
