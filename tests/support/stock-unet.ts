/**
 * @file The stock U-Net of diffusers in the shape of Stable Diffusion 1.5 at toy widths, as toolkit/atelier/golden_unet.py has exported it.
 *
 * Its weights lie elsewhere, as a large pack's do: they are the golden script's noise, made here again.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as ort from "onnxruntime-web/wasm";
import { normal } from "~/engine/random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "~/engine/tensor/tensor.ts";

interface Stock {
  readonly seed: number;
  /** Stream of the first weight. */
  readonly first: number;
  readonly timestep: number;
  readonly sample: readonly number[];
  readonly context: readonly number[];
  readonly weights: readonly (readonly [length: number, mean: number, deviation: number])[];
}

export const STOCK = JSON.parse(readFileSync("tests/golden/unet.json", "utf8")) as Stock;

export const stockFile = new Uint8Array(gunzipSync(readFileSync("tests/golden/unet.onnx.gz")));

function weights(): Uint8Array {
  const parts = STOCK.weights.map(([length, mean, deviation], i) =>
    normal(STOCK.seed, STOCK.first + i, length).map((x) => Math.fround(x * Math.fround(deviation)) + mean),
  );
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(all.buffer);
}

export async function openStock(model: Uint8Array) {
  const session = await ort.InferenceSession.create(model, { externalData: [{ path: "weights.bin", data: weights() }] });
  return async (feeds: Readonly<Record<string, FloatTensor>>) => {
    const named = Object.entries(feeds).map(([name, { shape, data }]) => [name, new ort.Tensor("float32", data, shape)] as const);
    const timestep = new ort.Tensor("int64", BigInt64Array.of(BigInt(STOCK.timestep)), [1]);
    return session.run({ ...Object.fromEntries(named), timestep });
  };
}

/** The golden scripts' inputs: one stream of noise after another, in their order. */
export function noises() {
  let stream = 0;
  return (shape: readonly number[], change = (x: number) => x) =>
    floats(shape, normal(STOCK.seed, stream++, sizeOf(shape)).map(change));
}
