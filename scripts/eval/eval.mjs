/**
 * @file `npm run eval`: measures the shipped pack on people it has never seen, and prints one JSON object.
 *
 *     npm run eval               every case of tests/eval/set.json
 *     npm run eval -- --quick    a fifth of them
 *     npm run eval -- --card     and writes its tables into the pack's card
 *     npm run eval -- --card --from FILE    tables of an earlier run's JSON, without measuring again
 *     npm run eval -- --limits DIR    what the inspector lets in, alone: of a set of toolkit/atelier/limits_set.py
 *
 * Node and the pack's own ONNX files on WebAssembly; the engine is the app's. What it is doing goes to standard error.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { cardOf, withTables } from "./card.mjs";

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const CARD = at("public/packs/atelier/CARD.md");

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    card: { type: "boolean", default: false },
    from: { type: "string" },
    limits: { type: "string" },
  },
});

async function measured() {
  const { module } = await runnerImport(at("tests/eval/evaluate.ts"), {
    root: at("."),
    configFile: false,
    logLevel: "warn",
    resolve: { alias: { "~": at("src") } },
  });
  if (values.limits !== undefined) return module.evaluateLimits(pathToFileURL(`${values.limits}/`));
  return module.evaluate(values.quick ? 0.2 : 1, (/** @type {string} */ doing) => console.error(doing));
}

const result = values.from === undefined ? await measured() : JSON.parse(readFileSync(values.from, "utf8"));
if (values.card) writeFileSync(CARD, withTables(readFileSync(CARD, "utf8"), cardOf(result)));
console.log(JSON.stringify(result, null, 2));
