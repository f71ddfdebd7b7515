/**
 * @file What a picture costs over the bare runs in it, for every stand-in of a photographic pack (toolkit/standins): installed from the
 * stand-in of the hub, and drawn from words in its first way.
 *
 * Networks of toy width take milliseconds, so that what the pipeline does around them weighs most here: words, noise levels, tensors and pixels take a
 * millisecond a picture, which is a seventh of what SDXS's one step and its decoder take at that width.
 */
import { statSync } from "node:fs";
import { load } from "./store-page.mjs";
import { median } from "./timeline.mjs";

const FOLDER = "tests/fixtures/";
const COMMIT = "0".repeat(40);

/**
 * @param {{ origin: string, add(file: object): void }} hub
 * @param {{ ask(...question: unknown[]): Promise<any> }} at
 * @param {number} partBytes @param {number} rounds
 * @returns {Promise<Record<string, number>>} by pack, the median of the rounds
 */
export async function overBareRuns(hub, at, partBytes, rounds) {
  const { sha256Of } = await load("tests/hub/contents.ts");
  const { standinPack, standins } = await load("tests/support/standins.ts");
  const ratios = [];
  for (const name of Object.keys(standins.packs)) {
    const told = standinPack(name);
    const repository = `somebody/${name}`;
    const files = told.files.map((/** @type {{ path: string }} */ { path }) => {
      const seed = `standins/${path.startsWith("tokenizer/") ? "" : `${name}/`}${path}`;
      const bytes = statSync(FOLDER + seed).size;
      hub.add({ repository, commit: COMMIT, path, bytes, seed, large: true });
      return { path, bytes, sha256: sha256Of(seed, 0, bytes) };
    });
    const pack = { ...told, base: "", source: { origin: hub.origin, repository, commit: COMMIT }, files };
    await at.ask("install", pack, partBytes);
    const [{ steps, guidance }] = standins.packs[name].cases;
    const settings = { seed: standins.seed, size: pack.sizes[0], steps, guidance };
    /** @type {{ ms: number, bareMs: number }[]} */
    const taken = await at.ask("overBare", pack, standins.words, settings, rounds);
    ratios.push([name, median(taken.map(({ ms, bareMs }) => ms / bareMs))]);
    await at.ask("remove", pack.id);
  }
  return Object.fromEntries(ratios);
}
