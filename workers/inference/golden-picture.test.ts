/**
 * The shipped pack, two guided steps, stage by stage against toolkit/atelier/golden.py: Python's tokenizers, numpy and ONNX Runtime's
 * native build.
 *
 * Both read the same stored weights and widen them to float32 by the same rule; only the order of sums differs. Over these two steps that
 * made 3e-6 of a stage's deviation, and a pixel is 8e-3: the tolerance lies between, so that other weights need no other tolerance.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { encodePrompt, type Conditions } from "~/engine/pipelines/conditions.ts";
import { imageToImage } from "~/engine/pipelines/image-to-image.ts";
import { learnIdentity } from "~/engine/pipelines/learn-identity.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { floats, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import { runInNode } from "../../tests/support/ort-node.ts";
import { vocabularyFrom } from "~/runtime/vocabulary.ts";

interface Summary {
  readonly shape: readonly number[];
  readonly mean: number;
  readonly deviation: number;
  readonly first: readonly number[];
}

interface Golden {
  readonly revision: string;
  readonly prompt: string;
  readonly ids: readonly number[];
  readonly embedding: readonly number[];
  readonly seed: number;
  readonly steps: number;
  readonly shift: number;
  readonly guidance: number;
  readonly pose: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly stages: Readonly<Record<string, Summary>>;
}

/** Pictures drawn again; what they are told is that of the other file. */
interface Edits {
  readonly revision: string;
  readonly cases: readonly {
    readonly name: string;
    readonly strength: number;
    readonly masked: boolean;
    readonly stages: Readonly<Record<string, Summary>>;
  }[];
}

const TOLERANCE = 1e-4;

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const readObject = (path: string) => read(path) as Readonly<Record<string, unknown>>;

/** In double precision, as numpy was told to. */
function summaryOf({ shape, data }: FloatTensor): Summary {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return { shape, mean, deviation: Math.sqrt(variance), first: [...data.subarray(0, 8)] };
}

function expectStages(seen: Readonly<Record<string, Summary>>, golden: Readonly<Record<string, Summary>>): void {
  expect(Object.keys(seen).toSorted()).toEqual(Object.keys(golden).toSorted());
  for (const [stage, { shape, mean, deviation, first }] of Object.entries(golden)) {
    const own = seen[stage]!;
    expect(own.shape, stage).toEqual(shape);
    const near = TOLERANCE * Math.max(1, deviation);
    expect(Math.abs(own.mean - mean), `${stage}: mean`).toBeLessThan(near);
    expect(Math.abs(own.deviation - deviation), `${stage}: deviation`).toBeLessThan(near);
    first.forEach((value, k) => expect(Math.abs(own.first[k]! - value), `${stage}: number ${k}`).toBeLessThan(near));
  }
}

const pack = parseManifest(read("models-manifest.json")).packs[0]!;
const golden = read("tests/golden/text-to-image.json") as Golden;
const [tokens, settings] = [pack.tokenizer.file, pack.tokenizer.config].map((file) => readObject(`public/${pack.base}${file}`));
const vocabulary = vocabularyFrom(pack, tokens!, settings!);
const { ids } = composePrompt(vocabulary, "", golden.prompt, []);
const real = runInNode(pack.graphs, ({ file }) => `public/${pack.base}${file}`);
const { width, height, steps, guidance, seed } = golden;
const settled = { seed, size: { width, height }, steps, guidance };
/** Of the size of what is drawn again: another would go through windows of the pack's own. */
const sampled = { ...pack, sizes: [{ width, height }], sampler: { ...pack.sampler, shift: golden.shift } };

/** @param first what the first sample is called @returns the graphs, and what went through them by name */
function watched(first: string): { readonly run: Run; readonly stages: Record<string, Summary> } {
  const stages: Record<string, Summary> = {};
  let runs = 0;
  const run: Run = async (graph, feeds) => {
    // Guided, the denoiser sees each sample twice.
    if (graph === "denoiser" && runs++ % 2 === 0)
      stages[runs === 1 ? first : `sample.${(runs - 1) / 2}`] = summaryOf(feeds["sample"] as FloatTensor);
    if (graph === "vae_decoder") stages[`sample.${steps}`] = summaryOf(feeds["latent"] as FloatTensor);
    const outputs = await real(graph, feeds);
    if (graph === "vae_decoder") stages["image"] = summaryOf(outputs["image"]!);
    if (graph === "vae_encoder") stages["latent"] = summaryOf(outputs["latent"]!);
    return outputs;
  };
  return { run, stages };
}

async function conditionsOf(run: Run): Promise<Conditions> {
  const encoded = await encodePrompt(run, vocabulary, { ids, ranges: [], cut: 0 });
  const { tensors } = await learnIdentity(run, pack, [golden.embedding, golden.embedding]);
  const pose = floats([1, golden.pose.length], Float32Array.from(golden.pose));
  return { ...encoded, identity: tensors, identityStrength: 1, pose };
}

test("the shipped pack goes through the stages that it goes through in Python", { timeout: 300_000 }, async () => {
  expect(golden.revision, "python -m atelier.golden follows python -m atelier.manifest").toBe(pack.revision);
  expect([...ids].map(Number)).toEqual(golden.ids);
  const { run, stages } = watched("noise");
  const conditions = await conditionsOf(run);
  stages["context"] = summaryOf(conditions.context);
  stages["identity.v.0"] = summaryOf(conditions.identity["identity.v.0"]!);
  await textToImage(run, sampled, conditions, settled, () => undefined);
  expectStages(stages, golden.stages);
});

/** As golden_edit.py draws it: slopes that rise and fall, in whole numbers. */
function slopes(): Raster {
  const image = raster(width, height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++) {
      const value = ((i % width) + 2 * Math.floor(i / width) + 40 * c) % 512;
      image.data[4 * i + c] = Math.min(value, 511 - value);
    }
  return image;
}

/** The left half free, a column of cells half free, the rest held. */
const leftHalf = (): Mask => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    return x < width / 2 ? 255 : x < width / 2 + 16 ? 128 : 0;
  }),
});

const edits = read("tests/golden/image-to-image.json") as Edits;

test.each(edits.cases)(
  "drawn again, $name, a picture goes through the same stages as in Python",
  { timeout: 300_000 },
  async (each) => {
    expect(edits.revision).toBe(pack.revision);
    const { run, stages } = watched("start");
    const source = { image: slopes(), strength: each.strength, mask: each.masked ? leftHalf() : null };
    await imageToImage(run, sampled, await conditionsOf(run), settled, source, () => undefined);
    expectStages(stages, each.stages);
  },
);
