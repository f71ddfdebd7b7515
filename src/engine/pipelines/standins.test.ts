/**
 * Stand-ins of Stable Diffusion's family, drawn by the app's own walk and by diffusers (toolkit/standins): same weights, words and noise.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Run } from "~/engine/tensor/tensor.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { readVocabulary } from "~/runtime/vocabulary.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import {
  besideFile,
  bytesOf,
  floatsOf,
  type Standin,
  type StandinCase,
  standinFile,
  standinPack,
  standins,
  withWeightsBeside,
} from "../../../tests/support/standins.ts";
import { fromPlanes } from "../image/planes.ts";
import { encodePrompt, type Conditions } from "./conditions.ts";
import { decodeLatent, walk } from "./walk.ts";

const read = (file: string): string => readFileSync(`tests/fixtures/standins/tokenizer/${file}`, "utf8");

/** In units of their own spread, where that is more than the 1 of a real picture's latents: an untrained network leads far out. */
const spread = (values: Float32Array): number => Math.max(1, Math.hypot(...values) / Math.sqrt(values.length));

const furthest = (found: ArrayLike<number>, expected: ArrayLike<number>): number => {
  expect(found.length).toBe(expected.length);
  let most = 0;
  for (let i = 0; i < expected.length; i++) most = Math.max(most, Math.abs(found[i]! - expected[i]!));
  return most;
};

/** Of RGBA against RGB bytes. */
function decibels(found: Uint8ClampedArray, expected: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < expected.length; i++) sum += (found[4 * Math.floor(i / 3) + (i % 3)]! - expected[i]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / expected.length));
}

const runs = new Map<string, Run>();

/** Sessions are made once for all walks of a pack. */
function runOf(name: Standin, exact: boolean): Run {
  const key = `${name} ${exact}`;
  const run = runs.get(key) ?? runInNode(standinPack(name, exact).graphs, (spec) => standinFile(name, exact, spec));
  runs.set(key, run);
  return run;
}

async function conditionsOf(run: Run, name: Standin): Promise<Conditions> {
  const vocabulary = readVocabulary(standinPack(name), read("vocab.json"), read("merges.txt"));
  const prompt = composePrompt(vocabulary, "", standins.words, []);
  return { ...(await encodePrompt(run, vocabulary, prompt)), identity: {}, identityStrength: 1 };
}

/** How far the walk is from diffusers' after each step, and the picture in decibels. */
async function compare(name: Standin, exact: boolean, { sampler, steps, guidance, latents, pixels }: StandinCase) {
  const pack = { ...standinPack(name, exact), sampler };
  const run = runOf(name, exact);
  const apart: number[] = [];
  const settings = { seed: standins.seed, size: pack.sizes[0]!, steps, guidance };
  const latent = await walk(run, pack, await conditionsOf(run, name), settings, null, ({ step, sample }) => {
    const expected = floatsOf(latents[step - 1]!);
    apart.push(furthest(sample.data, expected) / spread(expected));
  });
  expect(apart).toHaveLength(latents.length);
  const { data } = fromPlanes(await decodeLatent(run, pack.latent, latent));
  return { apart, decibels: decibels(data, bytesOf(pixels)) };
}

const named = (name: Standin) =>
  standins.packs[name].cases.map((each) => ({
    title: [each.sampler.kind, "spacing" in each.sampler ? each.sampler.spacing : "", `${each.steps} steps`].join(" "),
    each,
  }));

describe.each(["sd15", "sd-turbo", "lcm", "sdxs"] as const)("%s", (name) => {
  test("says of the words what transformers says", async () => {
    const { context, emptyContext } = await conditionsOf(runOf(name, true), name);
    expect(context.shape).toEqual([1, 77, 16]);
    expect(furthest(context.data, floatsOf(standins.packs[name].context))).toBeLessThan(1e-4);
    expect(furthest(emptyContext.data, floatsOf(standins.packs[name].emptyContext))).toBeLessThan(1e-4);
  });

  test.each(named(name))("walks as diffusers does, and paints its pixels: $title", async ({ each }) => {
    const found = await compare(name, true, each);
    expect(Math.max(...found.apart)).toBeLessThan(1e-3);
    expect(found.decibels).toBeGreaterThanOrEqual(50);
  });

  test("comes close in the repository's own element types", async () => {
    const found = await compare(name, false, standins.packs[name].cases[0]!);
    expect(found.decibels).toBeGreaterThanOrEqual(50);
  });
});

test("a denoiser whose weights lie beside its graph paints the same picture", async () => {
  const pack = withWeightsBeside(standinPack("sdxs"));
  const run = runInNode(pack.graphs, ({ file }) => besideFile(file));
  const [{ steps, guidance, pixels }] = standins.packs.sdxs.cases as readonly [StandinCase];
  const settings = { seed: standins.seed, size: pack.sizes[0]!, steps, guidance };
  const latent = await walk(run, pack, await conditionsOf(run, "sdxs"), settings, null, () => undefined);
  const { data } = fromPlanes(await decodeLatent(run, pack.latent, latent));
  expect(decibels(data, bytesOf(pixels))).toBeGreaterThanOrEqual(50);
});
