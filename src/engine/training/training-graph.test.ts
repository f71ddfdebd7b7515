import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openModel, relativeError } from "../../../tests/support/run-model.ts";
import { normal } from "../random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "../tensor/tensor.ts";
import { normalised } from "../faces/embedding.ts";
import { BIAS, COLUMNS, FACE_WEIGHT, GAIN, PERSON, PLACES, ROWS } from "./likeness-loss.ts";
import { buildTrainingGraph, COSINE, gradientOf, LOSS_SCALE, OF_PREDICTION, OF_SAMPLE } from "./training-graph.ts";

type Gradients = Readonly<Record<string, { shape: readonly number[]; norm: number; spread: readonly number[] }>>;

interface Golden {
  readonly revision: string;
  readonly seed: number;
  readonly size: readonly [number, number];
  readonly batch: number;
  readonly rank: number;
  readonly deltaScale: number;
  readonly timestep: readonly number[];
  readonly loss: number;
  readonly gradients: Gradients;
  /** Of one latent at one time. */
  readonly likeness: {
    readonly timestep: number;
    /** First row and column, height and width, in cells. */
    readonly window: readonly [number, number, number, number];
    readonly crop: number;
    /** From the crop's −1..1 to the window's. */
    readonly turn: readonly (readonly [number, number, number])[];
    readonly cosine: number;
    readonly gradients: Gradients;
  };
}

const golden = JSON.parse(readFileSync("tests/golden/training.json", "utf8")) as Golden;
const fileOf = (graph: string) => new Uint8Array(readFileSync(`public/packs/atelier/${graph}.onnx`));
const file = fileOf("denoiser");

/** The golden script's inputs: one stream of noise after another, in its order. */
function noises() {
  let stream = 0;
  return (shape: readonly number[], change = (x: number) => x) =>
    floats(shape, normal(golden.seed, stream++, sizeOf(shape)).map(change));
}

const shapesOf = (feeds: Readonly<Record<string, FloatTensor>>) =>
  Object.fromEntries(Object.entries(feeds).map(([name, { shape }]) => [name, shape]));

function compare(found: Readonly<Record<string, Float32Array>>, gradients: Gradients): void {
  for (const [name, { norm, spread }] of Object.entries(gradients)) {
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
}

function feedsOf(): Record<string, FloatTensor> {
  const noise = noises();
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
  feeds[LOSS_SCALE] = floats([], Float32Array.of(1));
  return feeds;
}

test("the numbers were written for the shipped revision", () => {
  const { packs } = JSON.parse(readFileSync("models-manifest.json", "utf8")) as { packs: { revision: string }[] };
  expect(golden.revision, "run python -m atelier.golden_training").toBe(packs[0]?.revision);
});

test("the loss of the whole denoiser and every gradient of it are PyTorch's", async () => {
  const feeds = feedsOf();
  const shapes = shapesOf(feeds);
  const learned = Object.keys(golden.gradients).filter((name) => name.startsWith("identity."));
  const graph = buildTrainingGraph(file, { shapes, prediction: "prediction", learned, rank: golden.rank });
  expect([...graph.learned.keys()].sort()).toEqual(Object.keys(golden.gradients).sort());
  const session = await openModel(graph.model);
  const found = await session.run(feeds);
  expect(relativeError(found["loss"] ?? [], [golden.loss])).toBeLessThan(1e-4);
  compare(found, golden.gradients);
  await session.release();
}, 300_000);

/** Ones where a window of `length` cells begins. */
const chosen = (rows: number, columns: number, one: (row: number, column: number) => boolean) =>
  floats(
    [1, 1, rows, columns],
    Float32Array.from({ length: rows * columns }, (_, k) => Number(one(Math.floor(k / columns), k % columns))),
  );

test("how unlike the person a step's face is, and every gradient of it, are PyTorch's", async () => {
  const { timestep, window, crop, turn, cosine, gradients } = golden.likeness;
  const [h, w] = golden.size;
  const [top, left, height, width] = window;
  const noise = noises();
  const feeds: Record<string, FloatTensor> = {
    sample: noise([1, 16, h, w]),
    context: noise([1, 64, 192]),
    pose: noise([1, 8]),
  };
  const person = floats([1, 128], normalised(noise([1, 128]).data));
  for (const [name, { shape }] of Object.entries(gradients)) feeds[name] = noise(shape);
  feeds["timestep"] = floats([1], Float32Array.of(timestep));
  feeds["identity.scale"] = floats([1], Float32Array.of(1));
  const plan = { shapes: shapesOf(feeds), prediction: "prediction", learned: Object.keys(gradients), rank: 0 };
  const likeness = {
    decoder: fileOf("vae_decoder"),
    embedder: fileOf("face_embedder"),
    window: [height, width] as const,
    crop,
    embedding: 128,
  };
  const session = await openModel(buildTrainingGraph(file, { ...plan, likeness }).model);
  const middle = (k: number) => (2 * k + 1) / crop - 1;
  const places = Float32Array.from({ length: 2 * crop * crop }, (_, k) => {
    const [a, b, c] = turn[k % 2] ?? [0, 0, 0];
    return a * middle(Math.floor(k / 2) % crop) + b * middle(Math.floor(k / 2 / crop)) + c;
  });
  const found = await session.run({
    ...feeds,
    target: floats([1, 16, h, w]),
    weight: floats([1, 1, h, w]),
    [ROWS]: chosen(height, h, (row, column) => column === top + row),
    [COLUMNS]: chosen(w, width, (row, column) => row === left + column),
    [PLACES]: floats([1, crop, crop, 2], places),
    [PERSON]: person,
    [LOSS_SCALE]: floats([], Float32Array.of(1)),
    [FACE_WEIGHT]: floats([1], Float32Array.of(1)),
    [GAIN]: floats([1], Float32Array.of(1)),
    [BIAS]: floats([1]),
    [OF_SAMPLE]: floats([1], Float32Array.of(1)),
    [OF_PREDICTION]: floats([1], Float32Array.of(-timestep)),
  });
  expect(found[COSINE]?.[0]).toBeCloseTo(cosine, 4);
  expect(found["loss"]?.[0]).toBeCloseTo(1 - cosine, 4);
  compare(found, gradients);
  await session.release();
}, 300_000);
