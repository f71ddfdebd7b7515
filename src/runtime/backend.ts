/**
 * @file Which ONNX Runtime this thread uses, decided once: the graphics device if it is a real one and answers rightly; else WebAssembly,
 * which also stands beside the device for what that cannot do.
 *
 * [Note: threads are decided once] ORT's WebAssembly build fixes its thread count at first use, and a thread that has lost its
 * graphics device may never answer again; both are undone only by ending the worker.
 */
import * as wasmOrt from "onnxruntime-web/wasm";
import wasmModule from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmBinary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import type { InferenceSession } from "onnxruntime-web";
import { WASM_ONLY, type DeviceVerdict } from "~/contracts/inference-api.ts";
import { type AdapterFacts, refusalOf } from "./adapter.ts";
import { guardAgainst, unguarded, type Guard } from "./device-loss.ts";
import { answersRightly, openKnownAnswer } from "./known-answer.ts";
import type { Ort } from "./run-graph.ts";

export interface Backend {
  readonly ort: Ort;
  readonly options: InferenceSession.SessionOptions;
  readonly verdict: DeviceVerdict;
  /** Goes around everything that is asked of a session. */
  readonly guard: Guard;
  /** Absent on WebAssembly. */
  readonly graphics?: Graphics;
}

export interface Graphics {
  /** What the device, the browser and the runtime call themselves: after a change of any of them, trials are held anew. */
  readonly name: string;
  readonly adapter: AdapterFacts;
  /** On which tensors may stay; without it they come and go with every run. */
  readonly device?: GPUDevice;
  /** For what the device cannot do, in the same thread. */
  processor(): Backend;
}

/** More threads than this gain nothing on graphs of this size, and the page needs a core. */
const MOST_THREADS = 4;

/** Compiling a device's first programs takes seconds; this is for one that never answers. */
const PATIENCE_MS = 20_000;

const threads = (): number => (crossOriginIsolated ? Math.min(MOST_THREADS, Math.max(1, navigator.hardwareConcurrency)) : 1);

const absolute = (url: string): string => new URL(url, self.location.href).href;

function onWasm(webgpuRefusal: DeviceVerdict["webgpuRefusal"]): Backend {
  const { wasm } = wasmOrt.env;
  wasm.numThreads = threads();
  wasm.wasmPaths = { mjs: absolute(wasmModule), wasm: absolute(wasmBinary) };
  return {
    ort: wasmOrt,
    options: { executionProviders: ["wasm"], graphOptimizationLevel: "all" },
    verdict: { backend: "wasm", threads: wasm.numThreads, webgpuRefusal },
    guard: unguarded,
  };
}

/** ORT's build for a graphics device needs JSPI. */
async function findAdapter(): Promise<GPUAdapter | null> {
  if (!("gpu" in navigator) || !("Suspending" in WebAssembly)) return null;
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
}

const nameOf = ({ vendor, architecture, device, description }: GPUAdapterInfo, runtime: string | undefined): string =>
  [vendor, architecture, device, description, `ORT ${runtime ?? ""}`, navigator.userAgent].join(" ");

/**
 * Loaded only where there is a device, so that other machines never read its megabytes.
 *
 * @returns null where the device does not give the known answer
 */
async function onWebgpu(adapter: GPUAdapter): Promise<Backend | null> {
  const [ort, { default: module }, { default: binary }] = await Promise.all([
    import("onnxruntime-web/jspi"),
    import("onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url"),
    import("onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url"),
  ]);
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { mjs: absolute(module), wasm: absolute(binary) };
  const options: InferenceSession.SessionOptions = { executionProviders: ["webgpu"], graphOptimizationLevel: "all" };
  // Never released: ORT destroys its device with the last session and makes another for the next, and `lost` is the one sign of loss.
  await openKnownAnswer({ ort, options });
  const device = await ort.env.webgpu.device;
  if (!(await answersRightly({ ort, options }))) return null;
  let beside: Backend | undefined;
  return {
    ort,
    options,
    verdict: { backend: "webgpu", threads: 1, webgpuRefusal: null },
    guard: guardAgainst(device.lost),
    graphics: {
      name: nameOf(adapter.info, ort.env.versions.web),
      adapter,
      device,
      processor: () => (beside ??= onWasm("known-answer")),
    },
  };
}

async function decide(): Promise<Backend> {
  if (self.name === WASM_ONLY) return onWasm("not-asked");
  const adapter = await findAdapter();
  const refusal = refusalOf(adapter);
  if (adapter === null || refusal !== null) return onWasm(refusal);
  // A driver that hangs, or a build that does not load, is no device.
  const tooLate = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const proven = onWebgpu(adapter).catch(() => null);
  return (await Promise.race([proven, tooLate])) ?? onWasm("known-answer");
}

let decided: Promise<Backend> | undefined;

export const backend = (): Promise<Backend> =>
  (decided ??= decide().then((backend) => {
    // For whoever reads the timeline: what its runs ran on.
    performance.mark("backend", { detail: backend.verdict });
    return backend;
  }));
