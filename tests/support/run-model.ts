/**
 * @file One evaluation of an ONNX model held in memory, in Node.
 */
import * as ort from "onnxruntime-web/wasm";
import type { FloatTensor } from "~/engine/tensor/tensor.ts";
import type { Ort } from "~/runtime/run-graph.ts";

ort.env.wasm.numThreads = 1;

/**
 * @param runtime the build to run on; a plain Node process, without a bundler's conditions, cannot load the default one's
 * @param externalData weights that it refers to
 */
export async function openModel(
  model: Uint8Array,
  runtime: Ort = ort,
  externalData: readonly { readonly path: string; readonly data: Uint8Array }[] = [],
) {
  const session = await runtime.InferenceSession.create(model, externalData.length === 0 ? {} : { externalData });
  return {
    async run(feeds: Readonly<Record<string, FloatTensor>>): Promise<Record<string, Float32Array>> {
      const named = Object.entries(feeds).map(([name, { shape, data }]) => {
        const whole = session.inputMetadata.some((each) => each.isTensor && each.name === name && each.type === "int64");
        const count = (value: number): bigint => BigInt(Math.round(value));
        const tensor = whole
          ? new runtime.Tensor("int64", BigInt64Array.from(data, count), shape)
          : new runtime.Tensor("float32", data, shape);
        return [name, tensor] as const;
      });
      const results = await session.run(Object.fromEntries(named));
      return Object.fromEntries(
        Object.entries(results).map(([name, { data }]) => {
          if (!(data instanceof Float32Array)) throw new TypeError(`${name} is not float32`);
          return [name, data];
        }),
      );
    },
    release: () => session.release(),
  };
}

export async function runModel(model: Uint8Array, feeds: Readonly<Record<string, FloatTensor>>) {
  const opened = await openModel(model);
  const results = await opened.run(feeds);
  await opened.release();
  return results;
}

/** The largest difference, in units of the largest expected number. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [difference, largest] = [0, 1e-12];
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [found[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    difference = Math.max(difference, Number.isNaN(a - b) ? Number.POSITIVE_INFINITY : Math.abs(a - b));
    largest = Math.max(largest, Math.abs(b));
  }
  return difference / largest;
}
