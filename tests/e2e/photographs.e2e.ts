/**
 * @file A photographic pack, from the click that installs it to a picture that leaves: camera photographs become somebody by gradients of its own
 * networks, and are drawn in layers. The networks are toys (tests/support/photographic.ts): what is drawn means nothing.
 */
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { decode, encode } from "jpeg-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hub } from "../hub/hub.ts";
import { type App, startApp } from "../support/app.ts";
import { photographicHeaders, photographicHub, photographicRoot } from "../support/photographic-app.ts";

/** Sixty steps on a busy computer. */
const PATIENCE = { timeout: 500_000 };

let root: string;
let app: App;
let hub: Hub;

beforeAll(async () => {
  root = photographicRoot();
  // The worker that keeps the shell would check it against the hashes of what was built.
  app = await startApp({ root, headers: photographicHeaders, serviceWorkers: "block", learns: 1 });
  hub = await photographicHub(app.context);
});

afterAll(async () => {
  await app.close();
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

/** Left, top, right and bottom of what six takes of one scene show. */
const TAKES = [
  [0, 0, 360, 448],
  [10, 12, 350, 440],
  [18, 4, 348, 420],
  [24, 24, 354, 446],
  [6, 30, 340, 430],
  [14, 18, 344, 400],
] as const;

function photographs() {
  const whole = decode(readFileSync(new URL("../fixtures/photographs/astronaut.jpg", import.meta.url)));
  return TAKES.map(([left, top, right, bottom], take) => {
    const [width, height] = [right - left, bottom - top];
    const data = Buffer.alloc(4 * width * height);
    for (let y = 0; y < height; y++) {
      const from = 4 * ((top + y) * whole.width + left);
      whole.data.copy(data, 4 * y * width, from, from + 4 * width);
    }
    const { data: buffer } = encode({ width, height, data }, 92);
    return { name: `${take}.jpg`, mimeType: "image/jpeg", buffer };
  });
}

test(
  "camera photographs make somebody of an installed photographic pack, who is drawn, kept and taken away",
  { timeout: 600_000 },
  async () => {
    const page = await app.openPage("/models");
    await page.getByRole("button", { name: /^Install Camera/ }).click();
    const sheet = page.getByRole("dialog", { name: "Install Camera?" });
    await sheet.getByText("huggingface.co").first().waitFor();
    await sheet.getByText(/3 files by the hub’s own record of that revision, not pinned by us/).waitFor();
    await sheet.getByRole("button", { name: /^Install/ }).click();
    await page.getByRole("link", { name: "New persona with it" }).waitFor(PATIENCE);
    await page.getByRole("button", { name: /^Install Real-ESRGAN x4/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Install/ })
      .click();
    await page.getByRole("region", { name: "Real-ESRGAN x4" }).getByText("on this device", { exact: true }).waitFor(PATIENCE);
    await page.getByRole("button", { name: /^Install ViT-GPT2 captioner/ }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Install/ })
      .click();
    await page.getByRole("region", { name: "ViT-GPT2 captioner" }).getByText("on this device", { exact: true }).waitFor(PATIENCE);
    await page.getByRole("link", { name: "New persona with it" }).click();

    await page.getByLabel("Name").fill("Ana");
    await page.getByRole("checkbox").check({ force: true });
    await page.getByRole("button", { name: "Create and add photographs" }).click();
    await page.getByText("Camera learns faces in photographs.").waitFor();
    await page.locator("input[type=file]").setInputFiles(photographs());
    // What they show is said by the captioner, and said better by hand.
    await page.getByRole("button", { name: "Describe 6 photographs" }).click(PATIENCE);
    await page.getByText("What they show", { exact: true }).waitFor({ state: "detached", ...PATIENCE });
    const captions = page.getByRole("textbox", { name: /^What photograph \d shows$/ });
    expect(await captions.count()).toBe(6);
    for (const caption of await captions.all()) expect(await caption.inputValue()).not.toBe("");
    await captions.first().fill("an astronaut in an orange suit before a flag");
    await captions.first().blur();
    await page.getByRole("link", { name: "Train Ana" }).click(PATIENCE);

    // This pack projects nobody: learning begins with nobody in particular.
    const list = page.getByRole("list", { name: /^(Steps|First portraits)$/ });
    await list.first().waitFor(PATIENCE);
    await page.getByRole("link", { name: "Open the studio" }).click(PATIENCE);

    await page.getByRole("button", { name: /^Generate/ }).click(PATIENCE);
    await page.getByRole("button", { name: "Keep", exact: true }).click(PATIENCE);
    await page.getByRole("button", { name: "Kept", exact: true }).waitFor();
    expect(await page.getByRole("link", { name: "Edit", exact: true }).count(), "it reads no pictures back").toBe(0);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save" }).click()]);
    const file = readFileSync(await download.path());
    // PNG's header: width and height of the toy's pictures.
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([64, 128]);
    expect(file.toString("latin1")).toContain('"pack":{"id":"camera"');
  },
);
