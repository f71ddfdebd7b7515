/**
 * @file Versions of a person's model: away as a file and back, compared, deleted; and a training in steps that waits for whoever closed
 * the tab, until it is thrown away.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import type { IndividualModel, Picture, TrainingRow } from "../../src/contracts/records.ts";
import { type App, startApp } from "../support/app.ts";
import { complaintsOf } from "../support/complaints.ts";
import { changeRow, rowsOf } from "../support/rows.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
});

afterAll(() => app.close());

function changed(file: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(file);
  change(copy);
  return copy;
}

/** The same file with another word in its header, and its numbers as they were. */
function renamed(file: Buffer, field: string, value: string): Buffer {
  const length = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.subarray(8, 8 + length).toString()) as { __metadata__: Record<string, string> };
  header.__metadata__[field] = value;
  const text = Buffer.from(JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([start, text, file.subarray(8 + length)]);
}

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
    const bringBack = page.getByRole("region", { name: "Bring a version back" });
    const hand = (buffer: Buffer) =>
      bringBack.locator("input").setInputFiles({ name: "version.safetensors", mimeType: "application/octet-stream", buffer });
    const left = readFileSync(await download.path());
    for (const [what, buffer, refusal] of [
      ["a number is another", changed(left, (file) => file.writeUInt8(file.at(-1)! ^ 1, file.length - 1)), "cannot be read"],
      ["a header of two gigabytes", changed(left, (file) => file.writeBigUInt64LE(2n ** 31n)), "cannot be read"],
      ["half of it", left.subarray(0, left.length / 2), "cannot be read"],
      ["somebody else's", renamed(left, "persona", "nobody"), "belongs to another persona"],
      ["an older revision's", renamed(left, "revision", "0-old"), "was trained with other models"],
    ] as const) {
      await hand(buffer);
      await bringBack.getByRole("alert").getByText(refusal).waitFor();
      expect(await rowsOf<IndividualModel>(page, "models"), what).toHaveLength(1);
      await page.reload();
    }
    await hand(left);
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
    await page.getByText("Advanced", { exact: true }).click();
    await page.getByRole("radiogroup", { name: "What is learned" }).getByText("alone: a LoRA").click();
    await page.getByRole("radiogroup", { name: "Rank" }).getByText("smallest").click();
    await page.getByRole("button", { name: "Train again" }).click();
    await page.getByText(/^step [1-9]\d* of 60, about .* left$/).waitFor();
    const address = page.url();
    await page.close();

    const again = await app.openPage(new URL(address).pathname);
    await again.getByText(/A training waits after step \d+ of 60/).waitFor();
    const [row] = await rowsOf<TrainingRow>(again, "trainings");
    expect(row!.looks[0]!.likeness).toBeGreaterThan(0);
    expect(row!.recipe).toMatchObject({ identityRate: 0, rank: 4, everywhere: 0 });
    await again.getByRole("button", { name: "Go on" }).click();
    await again.getByRole("button", { name: "Pause" }).click();
    await again.getByRole("button", { name: "Throw it away" }).click();
    await again.getByRole("button", { name: "Train again" }).waitFor();
    expect(await rowsOf<TrainingRow>(again, "trainings")).toEqual([]);
    expect((await rowsOf<IndividualModel>(again, "models")).map(({ version }) => version)).toEqual([2]);
    expect(complaints).toEqual([]);
  },
);

test(
  "a model that is not learned, half-trained, foreign, of an older revision or altered is not drawn from",
  { timeout: 600_000 },
  async () => {
    const page = await app.openPage();
    const [model] = await rowsOf<IndividualModel>(page, "models");
    const { id, personaId, training, pack, version, tensorsId } = model!;
    const studio = async (changes: Partial<IndividualModel>, says: string): Promise<void> => {
      await changeRow(page, "models", id, changes);
      await page.goto(`${app.url}/studio/${personaId}`);
      await page.getByRole("heading", { level: 1, name: says }).waitFor();
      expect(await page.getByRole("button", { name: /^Generate/ }).count(), says).toBe(0);
    };
    await studio({ status: "retrain", training: null }, "Mara has to be trained again");
    await page.getByRole("link", { name: "Train again" }).click();
    await page.getByText("and never drawn from now; train again to have one").waitFor();
    await page.getByRole("button", { name: `More about version ${version}` }).click();
    expect(await page.getByRole("menuitem", { name: "Take away as a file" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Open the studio" }).count()).toBe(0);
    await studio({ status: "learning", training }, "Mara has no model yet");
    await studio({ status: "ready", personaId: "somebody" }, "Mara has no model yet");
    await studio(
      { personaId, pack: { ...pack, revision: "0-old" } },
      "Mara’s model was learned with another version of the pack",
    );

    await changeRow(page, "models", id, { pack });
    await changeRow(page, "blobs", tensorsId, {}, true);
    await page.goto(`${app.url}/studio/${personaId}`);
    await page.getByText(`Version ${version} has changed on this device.`).first().waitFor();
    expect(await rowsOf<Picture>(page, "pictures")).toEqual([]);
  },
);
