/**
 * @file `npm run bench:learning`: what learning a person by gradients costs on this computer, as one JSON object.
 *
 *     npm run bench:learning                    a sample person, in about a minute
 *     npm run bench:learning -- --steps 200     longer
 *     npm run bench:learning -- --person mara   somebody else of public/samples
 *
 * This measures the engine alone: the app does not train by gradients yet. In Node, on WebAssembly, the training graph is built from the
 * shipped denoiser, the identity tokens begin where the projection puts them, and they and low-rank deltas are learned from all pictures
 * of the person but the last.
 *
 * `stepOverForward` is the median time of one evaluation of the training graph (loss and all gradients) over that of the shipped
 * denoiser, taken in turn in the same process. `lossBefore` and `lossAfter` are means over the picture held back, with the same noise
 * and times. `buildSeconds` is from the denoiser's file to a session that is ready. Chromium only decodes the pictures.
 */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { runnerImport } from "vite";
import { findChromium } from "../chromium.mjs";

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @param {readonly string[]} files WebP */
async function decoded(files) {
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await browser.newPage();
    const images = [];
    for (const file of files) {
      const address = `data:image/webp;base64,${readFileSync(file, "base64")}`;
      const { width, height, pixels } = await page.evaluate(async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const { naturalWidth: width, naturalHeight: height } = image;
        const context = new OffscreenCanvas(width, height).getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        let text = "";
        for (let i = 0; i < data.length; i += 8192) text += String.fromCharCode(...data.subarray(i, i + 8192));
        return { width, height, pixels: btoa(text) };
      }, address);
      images.push({ width, height, data: Uint8ClampedArray.from(Buffer.from(pixels, "base64")) });
    }
    return images;
  } finally {
    await browser.close();
  }
}

const { values } = parseArgs({
  options: { steps: { type: "string", default: "120" }, person: { type: "string", default: "ana" } },
});
const folder = at(`public/samples/${values.person}`);
const files = readdirSync(folder).filter((name) => name.endsWith(".webp"));
const images = await decoded(files.sort().map((name) => `${folder}/${name}`));
const { module } = await runnerImport(at("tests/eval/learning.ts"), {
  root: at("."),
  configFile: false,
  logLevel: "warn",
  resolve: { alias: { "~": at("src") } },
});
const result = await module.measureLearning(images, Number(values.steps), (/** @type {string} */ doing) => console.error(doing));
console.log(JSON.stringify(result, null, 2));
