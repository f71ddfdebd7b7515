import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openModel, relativeError } from "../../../tests/support/run-model.ts";
import { normal } from "../random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "../tensor/tensor.ts";
import { buildTrainingGraph, gradientOf } from "./training-graph.ts";

interface Golden {
  readonly revision: string;
  readonly seed: number;
  readonly size: readonly [number, number];
  readonly batch: number;
  readonly rank: number;
  readonly deltaScale: number;
  readonly timestep: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, { shape: readonly number[]; norm: number; spread: readonly number[] }>>;
}

const golden = JSON.parse(readFileSync("tests/golden/training.json", "utf8")) as Golden;
const file = new Uint8Array(readFileSync("public/packs/atelier/denoiser.onnx"));

/** The golden script's inputs: one stream of noise after another, in its order. */
function feedsOf(): Record<string, FloatTensor> {
  let stream = 0;
  const noise = (shape: readonly number[], change = (x: number) => x) =>
    floats(shape, normal(golden.seed, stream++, sizeOf(shape)).map(change));
  const { batch: b } = golden;
  const [h, w] = golden.size;
  const feeds: Record<string, FloatTensor> = {
    sample: noise([b, 16, h, w]),
    target: noise([b, 16, h, w]),
    context: noise([b, 64, 192]),
    pose: noise([b, 8]),
    weight: noise([b, 1, h, w], (x) => x * x),
  };
  for (const [name, { shape }] of Object.entries(golden.gradients))
    feeds[name] = noise(shape, name.startsWith("delta.") ? (x) => x * Math.fround(0.1) : undefined);
  feeds["timestep"] = floats([b], Float32Array.from(golden.timestep));
  feeds["identity.scale"] = floats([1], Float32Array.of(1));
  feeds["delta.scale"] = floats([1], Float32Array.of(golden.deltaScale));
  return feeds;
}

test("the numbers were written for the shipped revision", () => {
  const { packs } = JSON.parse(readFileSync("models-manifest.json", "utf8")) as { packs: { revision: string }[] };
  expect(golden.revision, "run python -m atelier.golden_training").toBe(packs[0]?.revision);
});

test("the loss of the whole denoiser and every gradient of it are PyTorch's", async () => {
  const feeds = feedsOf();
  const shapes = Object.fromEntries(Object.entries(feeds).map(([name, { shape }]) => [name, shape]));
  const learned = Object.keys(golden.gradients).filter((name) => name.startsWith("identity."));
  const graph = buildTrainingGraph(file, { shapes, prediction: "prediction", learned, rank: golden.rank });
  expect([...graph.learned.keys()].sort()).toEqual(Object.keys(golden.gradients).sort());
  const session = await openModel(graph.model);
  const found = await session.run(feeds);
  expect(relativeError(found["loss"] ?? [], [golden.loss])).toBeLessThan(1e-4);
  for (const [name, { norm, spread }] of Object.entries(golden.gradients)) {
    const gradient = found[gradientOf(name)] ?? new Float32Array();
    const every = Math.max(1, Math.floor(gradient.length / 24));
    const error = Math.max(
      relativeError([Math.hypot(...gradient)], [norm]),
      relativeError(
        gradient.filter((_, i) => i % every === 0),
        spread,
      ),
    );
    expect(error, name).toBeLessThan(1e-3);
  }
  await session.release();
});
