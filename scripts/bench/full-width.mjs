/**
 * @file `npm run bench:full-width -- FOLDER`: a training step of a U-Net of Stable Diffusion 1.5's own widths, built and run in a browser, as one
 * JSON object.
 *
 *     cd toolkit && python -m atelier.full_width_unet FOLDER     writes FOLDER/unet.onnx and 3.4 GB of random weights beside it
 *     npm run bench:full-width -- FOLDER                         lists steps of 64, 256 and 512 px, and runs one of 64
 *     npm run bench:full-width -- FOLDER --run 64,128 --list 64  others; "none" is none
 *     npm run bench:full-width -- FOLDER --write 64              writes FOLDER/step-64-kept.onnx as well, for
 *     cd toolkit && python -m atelier.full_width_step FOLDER/step-64-kept.onnx
 *
 * The app's own toolkit reads the stock export, which lists its weights as references, and gives it attention to a person and low-rank deltas
 * of rank 8 on the attention of its up blocks; both are learned. `activationsMiB` is what is alive at once, weights apart, as the toolkit
 * counts it: `kept` from the forward pass to the backward, or computed `twice`. `peakMiB` is how much more memory all processes of the
 * browser hold than before, by Linux's count. What cannot be loaded or run says why.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { watched } from "./memory.mjs";
import { load, startStore } from "./store-page.mjs";

const [REPOSITORY, COMMIT] = ["somebody/full-width", "0".repeat(40)];

const { values, positionals } = parseArgs({
  options: {
    list: { type: "string", default: "64,256,512" },
    run: { type: "string", default: "64" },
    write: { type: "string", default: "none" },
  },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined) throw new TypeError("npm run bench:full-width -- FOLDER");
const sizesOf = (/** @type {string} */ told) => (told === "none" ? [] : told.split(",").map(Number));

const { startHub } = await load("tests/hub/hub.ts");
const hub = await startHub();
const [graph, weights] = ["unet.onnx", "weights.bin"].map((path) => {
  const at = resolve(folder, path);
  hub.add({ repository: REPOSITORY, commit: COMMIT, path, bytes: statSync(at).size, seed: pathToFileURL(at).href, large: true });
  return `${hub.origin}/${REPOSITORY}/resolve/${COMMIT}/${path}`;
});
const store = await startStore("/tests/eval/full-width-worker.ts");
const profile = mkdtempSync(join(tmpdir(), "likeness-bench-"));

/** One question to a browser of its own, so that nothing of the one before is still in memory. @param {unknown[]} question */
async function fresh(question) {
  const at = await store.open(profile);
  try {
    const { value, peakMiB } = await watched(at.pid, () => at.ask(...question));
    return { ...value, peakMiB };
  } catch (error) {
    return { failed: error instanceof Error ? error.message.split("\n")[0] : String(error) };
  } finally {
    await at.close();
  }
}

try {
  const lists = [];
  const steps = [];
  for (const pixels of sizesOf(values.list)) {
    console.error(`list ${pixels}`);
    lists.push(await fresh(["list", graph, pixels]));
  }
  for (const pixels of sizesOf(values.run)) {
    console.error(`run ${pixels}`);
    steps.push(await fresh(["step", graph, weights, pixels]));
  }
  for (const pixels of sizesOf(values.write)) {
    const at = await store.open(profile);
    writeFileSync(join(folder, `step-${pixels}-kept.onnx`), Uint8Array.from(await at.ask("write", graph, pixels)));
    await at.close();
  }
  console.log(JSON.stringify({ lists, steps }, null, 2));
} finally {
  await store.close();
  await hub.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
