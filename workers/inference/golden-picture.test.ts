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
import { encodePrompt } from "~/engine/pipelines/conditions.ts";
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

const TOLERANCE = 1e-4;

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const readObject = (path: string) => read(path) as Readonly<Record<string, unknown>>;

/** In double precision, as numpy was told to. */
function summaryOf({ shape, data }: FloatTensor): Summary {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return { shape, mean, deviation: Math.sqrt(variance), first: [...data.subarray(0, 8)] };
}

test("the shipped pack goes through the stages that it goes through in Python", { timeout: 300_000 }, async () => {
  const pack = parseManifest(read("models-manifest.json")).packs[0]!;
  const golden = read("tests/golden/text-to-image.json") as Golden;
  expect(golden.revision, "python -m atelier.golden follows python -m atelier.manifest").toBe(pack.revision);
  const [tokens, settings] = [pack.tokenizer.file, pack.tokenizer.config].map((file) => readObject(`public/${pack.base}${file}`));
  const vocabulary = vocabularyFrom(pack, tokens!, settings!);
  const { ids } = composePrompt(vocabulary, "", golden.prompt, []);
  expect([...ids].map(Number)).toEqual(golden.ids);

  const stages: Record<string, Summary> = {};
  const real = runInNode(pack.graphs, ({ file }) => `public/${pack.base}${file}`);
  let runs = 0;
  const run: Run = (graph, feeds) => {
    // Guided, the denoiser sees each sample twice.
    if (graph === "denoiser" && runs++ % 2 === 0)
      stages[runs === 1 ? "noise" : `sample.${(runs - 1) / 2}`] = summaryOf(feeds["sample"] as FloatTensor);
    if (graph === "vae_decoder") stages[`sample.${golden.steps}`] = summaryOf(feeds["latent"] as FloatTensor);
    return real(graph, feeds);
  };
  const encoded = await encodePrompt(run, vocabulary, { ids, ranges: [], cut: 0 });
  const { tensors } = await learnIdentity(run, pack, [golden.embedding, golden.embedding]);
  stages["context"] = summaryOf(encoded.context);
  stages["identity.v.0"] = summaryOf(tensors["identity.v.0"]!);
  const pose = floats([1, golden.pose.length], Float32Array.from(golden.pose));
  const { width, height, steps, guidance, seed, shift } = golden;
  const sampled = { ...pack, sampler: { ...pack.sampler, shift } };
  const conditions = { ...encoded, identity: tensors, identityStrength: 1, pose };
  const settled = { seed, size: { width, height }, steps, guidance };
  stages["image"] = summaryOf(await textToImage(run, sampled, conditions, settled, () => undefined));

  expect(Object.keys(stages).toSorted()).toEqual(Object.keys(golden.stages).toSorted());
  for (const [stage, { shape, mean, deviation, first }] of Object.entries(golden.stages)) {
    const seen = stages[stage]!;
    expect(seen.shape, stage).toEqual(shape);
    const near = TOLERANCE * Math.max(1, deviation);
    expect(Math.abs(seen.mean - mean), `${stage}: mean`).toBeLessThan(near);
    expect(Math.abs(seen.deviation - deviation), `${stage}: deviation`).toBeLessThan(near);
    first.forEach((value, k) => expect(Math.abs(seen.first[k]! - value), `${stage}: number ${k}`).toBeLessThan(near));
  }
});
