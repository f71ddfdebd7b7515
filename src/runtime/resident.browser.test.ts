/**
 * A denoiser whose tensors stay on the graphics card says what it says without, step after step, and gives the card's memory back. The card is a
 * processor that poses as one.
 */
import * as gpu from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import { expect, test } from "vitest";
import { freeLengths } from "~/engine/onnx/free-lengths";
import { normal } from "~/engine/random/normal";
import { sizeOf } from "~/engine/tensor/tensor";
import { softwareAdapter } from "../../tests/support/adapter.ts";
import { tinyPack } from "../../tests/support/tiny-pack.ts";
import { LABEL, openResident } from "./resident.ts";

const OPTIONS = { executionProviders: ["webgpu"], logSeverityLevel: 3 } as const;
const SIDE = 8;
const absolute = (url: string): string => new URL(url, location.href).href;

/** Buffers of this kind that were made on a device and not given back. */
function countBuffers(device: GPUDevice): () => number {
  const alive = new Set<GPUBuffer>();
  const create = device.createBuffer.bind(device);
  device.createBuffer = (described) => {
    const buffer = create(described);
    if (described.label !== LABEL) return buffer;
    const destroy = buffer.destroy.bind(buffer);
    alive.add(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      return destroy();
    };
    return buffer;
  };
  return () => alive.size;
}

test(
  "a denoiser that stays on the card answers as one that does not, and leaves nothing there",
  { timeout: 240_000 },
  async () => {
    await softwareAdapter();
    gpu.env.wasm.numThreads = 1;
    gpu.env.wasm.wasmPaths = { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) };
    const { inputs, outputs } = tinyPack.graphs.denoiser!;
    const shapes = Object.fromEntries(
      Object.values(inputs).map(({ name, shape }) => [name, shape.map((length) => (length < 0 ? SIDE : length))]),
    );
    const file = new Uint8Array(await (await fetch("/tests/fixtures/tiny/denoiser.onnx")).arrayBuffer());
    const lengths = freeLengths(file, shapes)!;
    expect(Object.values(lengths)).toEqual([SIDE, SIDE]);

    const plain = await gpu.InferenceSession.create(file, OPTIONS);
    const device = await gpu.env.webgpu.device;
    const alive = countBuffers(device);
    const resident = (await openResident(gpu, OPTIONS, device, file, lengths))!;
    const { name } = outputs["prediction"]!;
    const feeds = Object.entries(shapes).map(
      ([input, shape], stream) => [input, shape, normal(7, stream, sizeOf(shape))] as const,
    );
    const held: number[] = [];
    for (let step = 0; step < 4; step++) {
      // What a walk changes: the sample and the time.
      const now = (input: string, data: Float32Array) =>
        input === "sample" || input === "timestep" ? data.map((value) => value / (1 + step)) : data;
      const fed = Object.fromEntries(
        feeds.map(([input, shape, data]) => [input, new gpu.Tensor("float32", now(input, data), shape)]),
      );
      const [expected, found] = [(await plain.run(fed))[name]!, (await resident.run(fed))[name]!];
      expect(found.dims).toEqual(expected.dims);
      expect(found.data, `step ${step}`).toEqual(expected.data);
      held.push(alive());
    }
    // Every input and the output have their memory after the first step, and no step takes more.
    expect(held).toEqual(held.map(() => feeds.length + 1));
    await resident.release();
    await plain.release();
    expect(alive()).toBe(0);
  },
);
