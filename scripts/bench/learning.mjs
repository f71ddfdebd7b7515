/**
 * @file `npm run bench:learning`: what learning a person by gradients costs and brings on this computer, as one JSON object.
 *
 *     npm run bench:learning                     40 people
 *     npm run bench:learning -- --quick          8 people
 *     npm run bench:learning -- --people 2 --threads 1 --watched 0 --recipe '{"steps":100}'
 *
 * In Node, on two WebAssembly threads unless told otherwise, with the app's own engine. Each person is learned from eight drawings of them and drawn four
 * times before (from the projection alone) and four times after, at Standard, in looks unlike the drawings, with the same seeds.
 *
 * `cosineShare…` is the mean cosine of those pictures to four other drawings of the person, over that of drawings to drawings; `rank1…`
 * how many are nearest to their own person among 200; `layerAccuracyChange` by how much the judge's right answers about hair, outfit
 * and scene change, of 1. `trainSeconds` is the median from the embeddings to the last step, building the graph included;
 * `stepOverForward` one step over one run of the denoiser, taken in turn; `memoryGrowthMiB` the process's over 200 steps, null where none are watched.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

/** @param {string} path from the root */
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    people: { type: "string" },
    threads: { type: "string", default: "2" },
    watched: { type: "string", default: "200" },
    recipe: { type: "string", default: "{}" },
  },
});
const { module } = await runnerImport(at("tests/eval/learning.ts"), {
  root: at("."),
  configFile: false,
  logLevel: "warn",
  resolve: { alias: { "~": at("src") } },
});
const people = Number(values.people ?? (values.quick ? 8 : 40));
const [threads, watched] = [Number(values.threads), Number(values.watched)];
const options = { people, threads, watched, changes: JSON.parse(values.recipe) };
const result = await module.measureLearning(options, (/** @type {string} */ doing) => console.error(doing));
console.log(JSON.stringify(result, null, 2));
