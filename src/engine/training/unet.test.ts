import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as ort from "onnxruntime-web/wasm";
import { expect, test } from "vitest";
import { relativeError } from "../../../tests/support/run-model.ts";
import { describe } from "../onnx/describe.ts";
import { addLowRank, DELTA_SCALE } from "../onnx/low-rank.ts";
import { readModel, writeModel } from "../onnx/proto.ts";
import { normal } from "../random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "../tensor/tensor.ts";
import { buildTrainingGraph, gradientOf, LOSS, TARGET, WEIGHT } from "./training-graph.ts";

/** What diffusers and PyTorch's autograd say: toolkit/atelier/golden_unet.py. */
interface Golden {
  readonly seed: number;
  /** Stream of the first weight. */
  readonly first: number;
  readonly rank: number;
  readonly timestep: number;
  readonly sample: readonly number[];
  readonly context: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, { shape: readonly number[]; norm: number; spread: readonly number[] }>>;
  readonly weights: readonly (readonly [length: number, mean: number, deviation: number])[];
}

const golden = JSON.parse(readFileSync("tests/golden/unet.json", "utf8")) as Golden;
/** The stock export, its weights elsewhere. */
const file = new Uint8Array(gunzipSync(readFileSync("tests/golden/unet.onnx.gz")));

function weights(): Uint8Array {
  const parts = golden.weights.map(([length, mean, deviation], i) =>
    normal(golden.seed, golden.first + i, length).map((x) => Math.fround(x * Math.fround(deviation)) + mean),
  );
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}

async function open(model: Uint8Array) {
  const session = await ort.InferenceSession.create(model, { externalData: [{ path: "weights.bin", data: weights() }] });
  return async (feeds: Readonly<Record<string, FloatTensor>>) => {
    const named = Object.entries(feeds).map(([name, { shape, data }]) => [name, new ort.Tensor("float32", data, shape)] as const);
    const timestep = new ort.Tensor("int64", BigInt64Array.of(BigInt(golden.timestep)), [1]);
    return session.run({ ...Object.fromEntries(named), timestep });
  };
}

/** The golden script's inputs: one stream of noise after another, in its order. */
function noises() {
  let stream = 0;
  return (shape: readonly number[], change = (x: number) => x) =>
    floats(shape, normal(golden.seed, stream++, sizeOf(shape)).map(change));
}

function feedsOf(): Record<string, FloatTensor> {
  const noise = noises();
  const [batch = 0, , height = 0, width = 0] = golden.sample;
  const feeds: Record<string, FloatTensor> = {
    sample: noise(golden.sample),
    [TARGET]: noise(golden.sample),
    encoder_hidden_states: noise(golden.context),
    [WEIGHT]: noise([batch, 1, height, width], (x) => x * x),
  };
  for (const [name, { shape }] of Object.entries(golden.gradients)) feeds[name] = noise(shape, (x) => x * Math.fround(0.1));
  feeds[DELTA_SCALE] = floats([1], Float32Array.of(0.5));
  return feeds;
}

const inUpBlocks = (name: string) => name.startsWith("up_blocks.");

test("every attention of the stock U-Net is found, and its projections are called as diffusers calls them", () => {
  const found = describe(readModel(file));
  expect(found.map(({ kind }) => kind)).toEqual(Array.from({ length: 16 }, () => ["self", "cross"]).flat());
  const named = found.flatMap(({ query, key, value, output }) => [query, key, value, output].map((each) => each?.name ?? "none"));
  const block = "down_blocks.0.attentions.0.transformer_blocks.0";
  expect(named.slice(0, 8)).toEqual(
    ["attn1", "attn2"].flatMap((attention) =>
      ["to_q", "to_k", "to_v", "to_out.0"].map((part) => `${block}.${attention}.${part}`),
    ),
  );
  const learned = new Set(Object.keys(golden.gradients).map((name) => name.replace(/^delta\.|\.[ab]$/g, "")));
  expect(new Set(named.filter(inUpBlocks))).toEqual(learned);
});

test("the loss of a U-Net as Stable Diffusion's and every gradient of its deltas are PyTorch's", async () => {
  const feeds = feedsOf();
  const shapes = { sample: golden.sample, timestep: [1], encoder_hidden_states: golden.context };
  const plan = { shapes, prediction: "out_sample", learned: [], rank: golden.rank, adapts: inUpBlocks };
  const graph = buildTrainingGraph(file, plan);
  expect([...graph.learned.keys()].sort()).toEqual(Object.keys(golden.gradients).sort());
  const found = await (await open(graph.model))(feeds);
  expect(relativeError(found[LOSS]?.data as Float32Array, [golden.loss])).toBeLessThan(1e-4);
  for (const [name, { norm, spread }] of Object.entries(golden.gradients)) {
    const gradient = found[gradientOf(name)]?.data as Float32Array;
    const every = Math.max(1, Math.floor(gradient.length / 24));
    const some = gradient.filter((_, i) => i % every === 0);
    expect(relativeError([Math.hypot(...gradient)], [norm]), name).toBeLessThan(1e-3);
    expect(relativeError(some, spread), name).toBeLessThan(1e-3);
  }
});

test("its weights stay where they are, and deltas that are off change no bit of what it draws", async () => {
  const stock = readModel(file);
  const adapted = addLowRank(stock, [...new Set(Object.keys(golden.gradients).map((name) => name.slice(6, -2)))], golden.rank);
  expect(adapted.graph?.initializer).toEqual(stock.graph?.initializer);
  const { [TARGET]: _target, [WEIGHT]: _weight, ...feeds } = feedsOf();
  const { sample, encoder_hidden_states } = feeds;
  const before = await (await open(file))({ sample: sample!, encoder_hidden_states: encoder_hidden_states! });
  const run = await open(writeModel(adapted));
  const off = await run({ ...feeds, [DELTA_SCALE]: floats([1]) });
  expect(off["out_sample"]?.data).toEqual(before["out_sample"]?.data);
  const on = await run(feeds);
  expect(on["out_sample"]?.data).not.toEqual(before["out_sample"]?.data);
});
