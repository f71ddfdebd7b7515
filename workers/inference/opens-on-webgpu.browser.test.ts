/** Every graph that is shipped opens on WebGPU, whose build of ONNX Runtime knows fewer kinds of numbers than the one on WebAssembly. */
import * as gpu from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import { expect, test } from "vitest";
import { manifest } from "~/storage/manifest";
import { softwareAdapter } from "../../tests/support/adapter.ts";

const absolute = (url: string): string => new URL(url, location.href).href;

test("every graph of every pack opens on WebGPU", { timeout: 240_000 }, async () => {
  await softwareAdapter();
  gpu.env.wasm.numThreads = 1;
  gpu.env.wasm.wasmPaths = { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) };
  const refused: string[] = [];
  for (const { base, graphs } of manifest.packs.filter(({ source }) => source === undefined))
    for (const { file } of Object.values(graphs)) {
      const bytes = new Uint8Array(await (await fetch(`/${base}${file}`)).arrayBuffer());
      await gpu.InferenceSession.create(bytes, { executionProviders: ["webgpu"] }).then(
        (session) => session.release(),
        (error: unknown) => refused.push(`${file}: ${String(error)}`),
      );
    }
  expect(refused).toEqual([]);
});
