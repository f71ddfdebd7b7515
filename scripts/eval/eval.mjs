/**
 * @file `npm run eval`: measures the shipped pack on people it has never seen, and prints one JSON object.
 *
 *     npm run eval               every case of tests/eval/set.json
 *     npm run eval -- --quick    a fifth of them
 *
 * Node and the pack's own ONNX files on WebAssembly; the engine is the app's. What it is doing goes to standard error.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const { module } = await runnerImport(at("tests/eval/evaluate.ts"), {
  root: at("."),
  configFile: false,
  logLevel: "warn",
  resolve: { alias: { "~": at("src") } },
});
const result = await module.evaluate(values.quick ? 0.2 : 1, (/** @type {string} */ doing) => console.error(doing));
console.log(JSON.stringify(result, null, 2));
