/**
 * Weights are stored in half precision and calculated with in single: a graphics adapter without `shader-f16` gives what the processor
 * gives. The adapter here is a processor that poses as one, which the app itself does not take; it has no half precision either.
 */
import * as gpu from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import * as cpu from "onnxruntime-web/wasm";
import wasmModule from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmBinary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import { expect, test } from "vitest";
import { packOf } from "~/storage/manifest";
import { softwareAdapter } from "../../tests/support/adapter.ts";

const absolute = (url: string): string => new URL(url, location.href).href;

async function embeddingOf(ort: typeof cpu | typeof gpu, provider: string, bytes: Uint8Array): Promise<readonly number[]> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: [provider] });
  const crop = Float32Array.from({ length: 3 * 112 * 112 }, (_, i) => 128 + 100 * Math.sin(i / 97));
  const { [session.outputNames[0]!]: output } = await session.run({
    [session.inputNames[0]!]: new ort.Tensor("float32", crop, [1, 3, 112, 112]),
  });
  const vector = [...(output!.data as Float32Array)];
  await session.release();
  return vector;
}

// A processor compiles the programs of the graphics device: on a busy one that alone takes most of a minute.
test("an adapter without half precision gives what the processor gives", { timeout: 240_000 }, async () => {
  expect((await softwareAdapter()).features.has("shader-f16")).toBe(false);
  const pack = packOf("atelier");
  const answer = await fetch(`/${pack.base}${pack.graphs.face_embedder!.file}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  cpu.env.wasm.numThreads = 1;
  cpu.env.wasm.wasmPaths = { mjs: absolute(wasmModule), wasm: absolute(wasmBinary) };
  gpu.env.wasm.numThreads = 1;
  gpu.env.wasm.wasmPaths = { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) };
  const expected = await embeddingOf(cpu, "wasm", bytes);
  const found = await embeddingOf(gpu, "webgpu", bytes);
  const norm = (vector: readonly number[]): number => Math.hypot(...vector);
  const cosine = expected.reduce((sum, value, i) => sum + value * found[i]!, 0) / (norm(expected) * norm(found));
  expect(cosine).toBeGreaterThan(0.999);
});
