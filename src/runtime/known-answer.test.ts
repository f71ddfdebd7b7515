import * as ort from "onnxruntime-web/wasm";
import { expect, test } from "vitest";
import { answersRightly } from "./known-answer.ts";
import type { Ort } from "./run-graph.ts";

ort.env.wasm.numThreads = 1;
const options = { executionProviders: ["wasm"] };

test("the WebAssembly build gives the known answer", async () => {
  await expect(answersRightly({ ort, options })).resolves.toBe(true);
});

test("a device that is wrong in one number, or that fails, is not trusted", async () => {
  const wrongBy = (error: number): Ort => ({
    Tensor: ort.Tensor,
    InferenceSession: {
      async create(bytes, given) {
        const session = await ort.InferenceSession.create(bytes, given);
        return new Proxy(session, {
          get: (target, name) =>
            name === "run"
              ? async (feeds: ort.InferenceSession.FeedsType) => {
                  const results = await target.run(feeds);
                  (results["output"]!.data as Float32Array)[7]! += error;
                  return results;
                }
              : (Reflect.get(target, name) as unknown),
        });
      },
    },
  });
  await expect(answersRightly({ ort: wrongBy(1e-3), options })).resolves.toBe(true);
  await expect(answersRightly({ ort: wrongBy(0.1), options })).resolves.toBe(false);
  await expect(answersRightly({ ort: wrongBy(Number.NaN), options })).resolves.toBe(false);
  await expect(answersRightly({ ort, options: { executionProviders: ["webgpu"] } })).resolves.toBe(false);
});
