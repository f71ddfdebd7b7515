/**
 * @file A photographic pack, from the click that installs it to a picture that leaves: camera photographs become somebody by gradients of its own
 * networks, and are drawn in layers. The networks are toys (tests/support/photographic.ts): what is drawn means nothing.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { decode, encode } from "jpeg-js";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hub, HubFile } from "../hub/hub.ts";
import { thumbnailId, type Picture } from "../../src/contracts/records.ts";
import { sourceOf } from "../../src/contracts/manifest.ts";
import { type App, startApp } from "../support/app.ts";
import { photographicBundles, photographicFile } from "../support/photographic.ts";
import { photographicHeaders, photographicHub, photographicRoot } from "../support/photographic-app.ts";
import { fileHash, rowsOf } from "../support/rows.ts";

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
  // What is watched is put onto a canvas of the page.
  await app.context.addInitScript(() => {
    const { prototype } = CanvasRenderingContext2D;
    const put = prototype.putImageData as (...given: unknown[]) => void;
    const seen: string[] = ((globalThis as unknown as Watching).watched = []);
    prototype.putImageData = function (...given: unknown[]) {
      const { width, height } = given[0] as ImageData;
      seen.push(`${width} × ${height}`);
      put.apply(this, given);
    };
  });
});

interface Watching {
  watched: string[];
}

const watched = (page: Page) => page.evaluate(() => (globalThis as unknown as Watching).watched);

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

const card = (page: Page, name: string) => page.getByRole("region", { name });

async function agree(page: Page): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: /^Install/ }).click();
}

async function install(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^Install ${name}`) }).click();
  await agree(page);
  await card(page, name).getByText("on this device", { exact: true }).waitFor(PATIENCE);
}

/** The little decoder's file as the hub has it, with these bytes in its place. */
function previewer(bytes: Uint8Array): HubFile {
  const tool = photographicBundles().find(({ id }) => id === "taesd")!;
  const { repository, commit, path } = sourceOf(tool, tool.files[0]!)!;
  const at = join(root, `${createHash("sha256").update(bytes).digest("hex")}.onnx`);
  writeFileSync(at, bytes);
  return { repository, commit, path, bytes: bytes.length, seed: pathToFileURL(at).href, large: true };
}

test(
  "a previewer whose tensors are called otherwise is refused when it has come, says why, and can be had once it is right",
  PATIENCE,
  async () => {
    const real = readFileSync(photographicFile("vae_decoder/model.onnx"));
    const other = Buffer.from(real.toString("latin1").replaceAll("latent_sample", "latent_simple"), "latin1");
    hub.add(previewer(other));
    const page = await app.openPage("/models");
    await page.getByRole("button", { name: /^Install TAESD/ }).click();
    const sheet = page.getByRole("dialog", { name: "Install TAESD?" });
    await sheet.getByText("huggingface.co").first().waitFor();
    await sheet.getByText(/1 file by the hub’s own record of that revision, not pinned by us/).waitFor();
    await agree(page);
    await card(page, "TAESD").getByText("has no latent_sample").waitFor(PATIENCE);
    expect(await rowsOf(page, "parts", "likeness-packs")).toEqual([]);

    hub.add(previewer(real));
    await card(page, "TAESD").getByRole("button", { name: "Try again" }).click();
    await card(page, "TAESD").getByText("on this device", { exact: true }).waitFor(PATIENCE);
    await page.close();
  },
);

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
    await install(page, "Real-ESRGAN x4");
    await install(page, "ViT-GPT2 captioner");
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
    expect(await page.getByRole("button", { name: "Vary" }).count(), "it reads no pictures back").toBe(0);
    await page.getByRole("link", { name: "Edit", exact: true }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save" }).click()]);
    const file = readFileSync(await download.path());
    // PNG's header: width and height of the toy's pictures.
    expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([64, 128]);
    expect(file.toString("latin1")).toContain('"pack":{"id":"camera"');

    // The same look and seeds, walked to in another way: other pictures, which say so.
    const walkedBy = async (sampler: string) =>
      (await rowsOf<Picture>(page, "pictures")).filter(({ request }) => request.sampler === sampler);
    const earlier = await walkedBy("euler");
    await page.getByRole("button", { name: "Put this look back" }).first().click();
    await page.getByRole("combobox", { name: "Sampler" }).selectOption("Euler ancestral");
    await page.getByRole("button", { name: /^Generate/ }).click(PATIENCE);
    await expect.poll(async () => (await walkedBy("euler-ancestral")).length, PATIENCE).toBe(earlier.length);
    const later = await walkedBy("euler-ancestral");
    const own = earlier.find(({ seed }) => later.some((each) => each.seed === seed))!;
    const other = later.find(({ seed }) => seed === own.seed)!;
    // What a thumbnail shows and nothing else is in its file.
    expect(await fileHash(page, thumbnailId(other.id))).not.toBe(await fileHash(page, thumbnailId(own.id)));
    const studio = page.url();
    await page.goto(`${app.url}/library?picture=${other.id}`);
    await page.getByText("Euler ancestral", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Show changes" }).click();
    await page.getByText("Sampler Euler ancestral instead of Euler.").waitFor();
    await page.goto(studio);

    // As large as the picture itself while TAESD is here, which came before; a cell of the latent for a pixel when it is gone.
    expect(await watched(page)).not.toContain("8 × 16");
    await page.goto(`${app.url}/models`);
    await card(page, "TAESD").getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog", { name: "Remove TAESD?" }).getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: /^Install TAESD/ }).waitFor();
    await page.goto(studio);
    for (let more = 0; more < 3; more++) await page.getByRole("button", { name: "One picture more" }).click();
    await page.getByRole("button", { name: /^Generate/ }).click(PATIENCE);
    await expect.poll(() => watched(page), PATIENCE).toContain("8 × 16");
    await page.close();
  },
);

const bundleOf = (id: string) => photographicBundles().find((bundle) => bundle.id === id)!;
const toolOf = (id: string) => ({ id, revision: bundleOf(id).revision });

const latest = async (page: Page): Promise<Picture> =>
  (await rowsOf<Picture>(page, "pictures")).toSorted((a, b) => b.createdAt - a.createdAt)[0]!;

/** What lies beside the review of an edit: kept, it is the picture that is edited next. */
async function keep(page: Page): Promise<Picture> {
  const review = page.getByRole("region", { name: "The edit" });
  await review.waitFor(PATIENCE);
  const made = await latest(page);
  await review.getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL(`**/edit/${made.id}`);
  await review.waitFor({ state: "detached" });
  return made;
}

async function bring(page: Page, name: string): Promise<void> {
  const edited = page.url();
  await page.getByRole("link", { name: new RegExp(`^Install ${name}`) }).click();
  // The sheet is open: whoever followed the link has asked for this one.
  await agree(page);
  await card(page, name).getByText("on this device", { exact: true }).waitFor(PATIENCE);
  await page.goto(edited);
}

test(
  "a kept photograph is graded at once, and by its layers and within masks when what reads it has come",
  { timeout: 600_000 },
  async () => {
    const page = await app.openPage("/library");
    const pictures = await rowsOf<Picture>(page, "pictures");
    const source = pictures.find(({ mark }) => mark === "keep")!;
    await page.goto(`${app.url}/edit/${source.id}`);
    const button = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" });
    await page.getByText("Camera cannot read a picture back yet").waitFor();
    expect(await button("Fill it mark a place first").count()).toBe(0);
    await button("Warm").click();
    const graded = await keep(page);
    expect(graded).toMatchObject({ parentId: source.id, request: { edit: { verb: "grade", grade: "warm" } } });
    expect(graded.tools).toBeUndefined();

    await bring(page, "Stable Diffusion encoder");
    await page.getByText("Hair, clothes and background are not told apart yet").waitFor();
    expect(await button(/^Change hair: /).count()).toBe(0);
    const canvas = page.locator("canvas").first();
    await canvas.focus();
    await page.keyboard.press("d");
    for (let k = 0; k < 3; k++) await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("d");
    await page.getByText(/^The mask covers \d+ % of the picture\.$/).waitFor();
    await page.getByRole("textbox", { name: "What to draw there, if anything else" }).fill("a red scarf");
    await button("Fill it").click();
    const filled = await keep(page);
    expect(filled).toMatchObject({ parentId: graded.id, request: { edit: { verb: "fill", region: null } } });
    expect(filled.tools).toEqual([toolOf("sd-encoder")]);

    await bring(page, "Selfie parser");
    await button("Select background").click();
    await page.getByText("100 % of the background").waitFor(PATIENCE);
    await button(/^Change hair: /).click();
    const dialog = page.getByRole("dialog", { name: "Change hair" });
    await dialog.getByRole("button", { name: "Short curls" }).click();
    await dialog.getByRole("button", { name: "Draw it" }).click();
    const changed = await keep(page);
    expect(changed).toMatchObject({
      parentId: filled.id,
      mark: null,
      request: { pack: { id: "camera" }, edit: { verb: "change", region: "hair", sourceId: filled.id } },
    });
    expect(changed.tools).toEqual([toolOf("sd-encoder"), toolOf("selfie-parser")]);
    // Each is another picture: no two of them are the same bytes.
    const hashes = await Promise.all([graded, filled, changed].map(({ id }) => fileHash(page, id)));
    expect(new Set(hashes).size).toBe(3);
    await page.goto(`${app.url}/library?picture=${changed.id}`);
    for (const { id, revision } of changed.tools!)
      await page.getByText(`${bundleOf(id).name}revision ${revision}`, { exact: true }).waitFor();
    await page.close();
  },
);

test(
  "a camera photograph that comes in as a file is improved, added to and taken from within masks, and stays as large as it came",
  { timeout: 600_000 },
  async () => {
    const page = await app.openPage("/library");
    const [{ personaId } = { personaId: "" }] = await rowsOf<Picture>(page, "pictures");
    await page.goto(`${app.url}/studio/${personaId}/import`);
    await page.locator("input[type=file]").setInputFiles(photographs()[0]!);
    await page.waitForURL(/\/edit\/[\w-]+$/, PATIENCE);
    const came = await latest(page);
    expect(came).toMatchObject({ origin: { name: "0.jpg" }, width: 360, height: 448 });

    const chain = [came];
    for (const [verb, words] of [
      ["Improve", null],
      ["Add", "a red scarf"],
      ["Remove", null],
    ] as const) {
      const canvas = page.getByRole("application", { name: /^Portrait of Ana, 360 × 448; the mask covers/ });
      await canvas.press("b");
      await canvas.press("Space");
      await page.getByText(/^The mask covers .+ of the picture\.$/).waitFor();
      const within = page.getByRole("region", { name: "Within the mask" });
      await within.getByText(verb, { exact: true }).click();
      if (words) await within.getByRole("textbox", { name: "What to add" }).fill(words);
      await within.getByRole("button", { name: `${verb} it` }).click();
      chain.push(await keep(page));
    }
    expect(chain.slice(1).map(({ parentId }) => parentId)).toEqual(chain.slice(0, -1).map(({ id }) => id));
    expect(chain.slice(1)).toMatchObject(
      ["improve", "add", "remove"].map((verb) => ({
        origin: came.origin,
        width: 360,
        height: 448,
        request: { pack: { id: "camera" }, edit: { verb, region: null } },
      })),
    );
    const hashes = await Promise.all(chain.map(({ id }) => fileHash(page, id)));
    expect(new Set(hashes).size).toBe(chain.length);
    await page.close();
  },
);
