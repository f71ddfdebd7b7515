/**
 * @file `npm run bench:full-width -- FOLDER`: the training graph of a U-Net of Stable Diffusion 1.5's own widths, as one JSON object.
 *
 *     cd toolkit && python -m atelier.full_width_unet FOLDER     writes FOLDER/unet.onnx and 3.4 GB of random weights beside it
 *     npm run bench:full-width -- FOLDER                         writes FOLDER/step-64-kept.onnx, step-64-twice.onnx, …
 *     cd toolkit && python -m atelier.full_width_step FOLDER/step-64-kept.onnx
 *
 * The app's own toolkit reads the stock export, which lists its weights as references, and gives it attention to a person and low-rank deltas
 * of rank 8 on the attention of its up blocks; both are learned. `activationsMiB` is what is alive at once, weights apart, as the toolkit
 * counts it: `kept` from the forward pass to the backward, or computed `twice`. `processMiB` is what building them all took.
 */
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new TypeError("npm run bench:full-width -- FOLDER");

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const { module } = await runnerImport(at("tests/eval/full-width.ts"), {
  root: at("."),
  configFile: false,
  logLevel: "warn",
  resolve: { alias: { "~": at("src") } },
});
console.log(JSON.stringify(module.measureFullWidth(folder), null, 2));
