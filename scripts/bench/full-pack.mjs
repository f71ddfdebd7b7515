/**
 * @file `npm run bench:full-pack -- FOLDER sdxs|sd15`: a photographic pack at its own width with random weights, in a browser, as one JSON
 * object.
 *
 *     cd toolkit && python -m standins.full_width FOLDER sdxs    writes its three graphs
 *     npm run bench:full-pack -- FOLDER sdxs                     latents of 8 cells a side, and of 64
 *     npm run bench:full-pack -- FOLDER sdxs --sides 8           only the small ones: for a busy computer
 *     npm run bench:full-pack -- FOLDER sdxs --graphs denoiser   only that graph
 *
 * The pack is installed from a stand-in of the hub into parts, and every graph is run as the app runs it and, in a browser of its own, with
 * nothing around it: `firstMs` is a run that loads the graph from its parts, `loadMs` what making a bare session from bytes in memory takes.
 * `overBareRuns` compares the median of the runs after the first. `peakMiB` is how much more memory all processes of the browser hold
 * than before, by Linux's count. What cannot be loaded or run says why.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { watched } from "./memory.mjs";
import { load, startStore } from "./store-page.mjs";
import { median } from "./timeline.mjs";

const COMMIT = "0".repeat(40);
const REPOSITORY = "somebody/full-width";
/** Of a latent, as the manifest has it, and of its picture. */
const [SIDE, FACTOR] = [64, 8];
const PART = 2 ** 23;

const { values, positionals } = parseArgs({
  options: { sides: { type: "string", default: "8,64" }, times: { type: "string", default: "2" }, graphs: { type: "string" } },
  allowPositionals: true,
});
const [folder = "", id = ""] = positionals;
if (folder === "" || id === "") throw new TypeError("npm run bench:full-pack -- FOLDER sdxs|sd15");
const times = Number(values.times);

const { startHub } = await load("tests/hub/hub.ts");
const { sha256Of } = await load("tests/hub/contents.ts");
const told = JSON.parse(readFileSync("models-manifest.json", "utf8")).packs;
const known = told.find((/** @type {{ id: string }} */ each) => each.id === id);
if (!known) throw new TypeError(`no pack is called ${id}`);

const FILES = /** @type {const} */ ({
  text_encoder: "text_encoder.onnx",
  denoiser: "unet.onnx",
  vae_decoder: "vae_decoder.onnx",
});
const roles = /** @type {(keyof typeof FILES)[]} */ (Object.keys(FILES));

/** @typedef {{ name: string, dtype: string, shape: number[] }} Tensor */

/** Every length fixed. @param {Tensor} tensor @param {number} side of the latent */
function fixed({ name, dtype, shape }, side) {
  const whole = ["input_ids", "timestep"].includes(name);
  const lengths = shape.map((length, i) => {
    if (length === -1) return i === 0 ? 1 : i === 1 ? 3 : name === "image" ? FACTOR * side : side;
    return length === SIDE ? side : length === FACTOR * SIDE ? FACTOR * side : length;
  });
  return { name, dtype: whole ? (dtype === "float32" ? dtype : "int64") : "float", shape: lengths };
}

/** @param {number} side of the latent */
function graphsOf(side) {
  const batch = known.graphs.denoiser.inputs.sample.shape[0];
  /** @param {Record<string, Tensor>} tensors */
  const all = (tensors) => Object.fromEntries(Object.entries(tensors).map(([role, tensor]) => [role, fixed(tensor, side)]));
  return Object.fromEntries(
    roles.map((role) => {
      const { inputs, outputs } = known.graphs[role];
      const graph = { file: FILES[role], inputs: all(inputs), outputs: all(outputs) };
      const ids = graph.inputs["input_ids"];
      return [role, ids ? { ...graph, inputs: { input_ids: { ...ids, shape: [batch, 77] } } } : graph];
    }),
  );
}

const hub = await startHub();
const files = Object.values(FILES).map((path) => {
  const at = resolve(folder, path);
  const { size: bytes } = statSync(at);
  const seed = pathToFileURL(at).href;
  hub.add({ repository: REPOSITORY, commit: COMMIT, path, bytes, seed, large: true });
  return { path, bytes, sha256: sha256Of(seed, 0, bytes) };
});
// Asked of the processor here, whether it fits or not.
const { graphics: _, ...needs } = known.needs;
/** @param {number} side */
const packAt = (side) => ({
  ...known,
  needs,
  id: "full-width",
  revision: "1",
  base: "",
  source: { origin: hub.origin, repository: REPOSITORY, commit: COMMIT },
  files,
  graphs: graphsOf(side),
});

const store = await startStore();
const profile = mkdtempSync(join(tmpdir(), "likeness-bench-"));

/** One question to a browser of its own, so that nothing of the one before is still in memory. @param {unknown[]} question */
async function fresh(question) {
  const at = await store.open(profile);
  try {
    await at.ask("stored");
    return await watched(at.pid, () => at.ask(...question));
  } catch (error) {
    return { value: { failed: error instanceof Error ? error.message.split("\n")[0] : String(error) }, peakMiB: null };
  } finally {
    await at.close();
  }
}

const round = (/** @type {number | undefined} */ value) =>
  value !== undefined && Number.isFinite(value) ? Math.round(value) : null;

try {
  console.error("install");
  const installed = await fresh(["install", packAt(SIDE), PART]);
  /** @type {{ graph: string }[]} */
  const graphs = [];
  for (const side of values.sides.split(",").map(Number))
    for (const role of roles.filter((each) => values.graphs?.split(",").includes(each) ?? true)) {
      // Words take as long for any picture.
      if (role === "text_encoder" && graphs.some((each) => each.graph === role)) continue;
      console.error(`${role} at ${side}`);
      const app = await fresh(["run", packAt(side), role, times]);
      const bare = await fresh(["bare", packAt(side), role, times]);
      const [ours, theirs] = [median(app.value.later ?? []), median(bare.value.later ?? [])];
      const measured = {
        graph: role,
        side,
        bytes: statSync(resolve(folder, FILES[role])).size,
        firstMs: round(app.value.first),
        runMs: round(ours),
        spread: app.value.spread ?? null,
        peakMiB: app.peakMiB,
        failed: app.value.failed ?? null,
        bare: { loadMs: round(bare.value.load), runMs: round(theirs), peakMiB: bare.peakMiB, failed: bare.value.failed ?? null },
        overBareRuns: Number.isFinite(ours / theirs) ? ours / theirs : null,
      };
      console.error(JSON.stringify(measured));
      graphs.push(measured);
    }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  console.log(
    JSON.stringify({ pack: id, bytes, installMs: round(installed.value), installPeakMiB: installed.peakMiB, graphs }, null, 2),
  );
} finally {
  await store.close();
  await hub.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
