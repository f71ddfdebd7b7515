/**
 * @file `npm run bench:edits`: what becomes of pictures when one of their layers is changed, as one JSON object.
 *
 *     npm run bench:edits                 100 pictures, each in every layer: about 25 minutes on two idle cores
 *     npm run bench:edits -- --quick      10
 *     npm run bench:edits -- --cases 3
 *     npm run bench:edits -- --layers light,expression --strength 0.8
 *     npm run bench:edits -- --imported   the same pictures as if they had come in: enlarged, aside in a wider frame
 *
 * In Node, at Standard, as the editor begins: 0.9 within a layer's region, 0.7 over the whole picture for light. `outsideDeltaE` is the mean
 * CIEDE2000 where nothing may change; `insideNew` and `insideOld` how often the judge reads the new words and the ones before (its own share
 * of right answers is in `judge`; `insideNewOfJudge` is over that); `likenessDrop` the mean, `dropsNoted` how often the editor would say it; `untouchedLayers` how often hair,
 * outfit and scene are read as before, of those that were not changed, and `untouchedReadRight` the same of those that it read right before:
 * of a collar at the edge of a headshot it guesses, and guesses anew beside other hair; `misread` says of each that is not read as new what was asked before, what is, and what is read.
 * `perfect` is what the judge makes of the world's own drawings with one layer exchanged (toolkit: `python -m atelier.evaluate pairs`): it reads 94 % of their new
 * expressions, and clothes and scene as before in 96 % where only hair is another. Glasses that come or go with an outfit cover or bare the eyes that faces
 * are compared by: `likenessDropEyewear` is of those cases, `likenessDropBare` of the others. `queryMs` and `droppedFrames` are those of `npm run bench:library`, which
 * needs the built app.
 *
 * Drawings of the world itself fall, too: over 33 people, each drawn twice with one thing changed, in the mean by 0.16 with sunglasses, 0.05 with
 * glasses, 0.04 with a hat and 0.02 with another expression, and not at all with other hair, clothes, scene or light.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";
import { measureLibrary } from "./library.mjs";

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    cases: { type: "string" },
    layers: { type: "string" },
    strength: { type: "string" },
    imported: { type: "boolean", default: false },
  },
});
const { module } = await runnerImport(at("tests/eval/edit-bench.ts"), {
  root: at("."),
  configFile: false,
  logLevel: "warn",
  resolve: { alias: { "~": at("src") } },
});
const cases = Number(values.cases ?? (values.quick ? 10 : 100));
const manner = {
  imported: values.imported,
  ...(values.layers !== undefined && { layers: values.layers.split(",") }),
  ...(values.strength !== undefined && { strength: Number(values.strength) }),
};
const edits = await module.benchEdits(cases, manner, (/** @type {string} */ doing) => console.error(doing));
const { queryMs, droppedFrames } = await measureLibrary();
console.log(JSON.stringify({ ...edits, queryMs, droppedFrames }, null, 2));
