/**
 * @file A photographic pack that is brought from a disk: some of its files in a ZIP, the rest by themselves, and nothing of it fetched. What the
 * manifest does not pin is held against the hub's own record.
 */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import JSZip from "jszip";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hub } from "../hub/hub.ts";
import { type App, startApp } from "../support/app.ts";
import { photographicFile, photographicPack } from "../support/photographic.ts";
import { photographicHeaders, photographicHub, photographicRoot } from "../support/photographic-app.ts";

const PATIENCE = { timeout: 300_000 };

let root: string;
let app: App;
let hub: Hub;

beforeAll(async () => {
  root = photographicRoot();
  app = await startApp({ root, headers: photographicHeaders, serviceWorkers: "block" });
  hub = await photographicHub(app.context);
});

afterAll(async () => {
  await app.close();
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

test("a pack comes from a ZIP, says what was not in it, and is whole once the rest is brought", PATIENCE, async () => {
  const [last, ...others] = photographicPack().files.toReversed();
  const zip = new JSZip();
  for (const { path } of others) zip.file(`Downloads/${path}`, readFileSync(photographicFile(path)));
  const page = await app.openPage("/models");
  await page.getByRole("button", { name: /^Install Camera/ }).click();
  const sheet = page.getByRole("dialog", { name: "Install Camera?" });
  await sheet.getByText("Or from a disk; of the hub only its record is asked:").waitFor();
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "application/octet-stream", buffer });
  await sheet
    .locator("input[type=file]")
    .first()
    .setInputFiles(file("camera.zip", await zip.generateAsync({ type: "nodebuffer" })));
  const card = page.getByRole("region", { name: "Camera" });
  await card.getByText("1 file was not among them.").waitFor(PATIENCE);

  const rest = file(last!.path.split("/").at(-1)!, readFileSync(photographicFile(last!.path)));
  await card.locator("input[type=file]").first().setInputFiles(rest);
  await card.getByText("on this device", { exact: true }).waitFor(PATIENCE);
  const asked = hub.log().map(({ at }) => at);
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((at) => at !== "tree")).toEqual([]);
});
