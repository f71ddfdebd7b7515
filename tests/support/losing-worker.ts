/**
 * @file A worker that draws the toy pack on the graphics device, whichever it is, and can lose that device in the middle of a picture.
 *
 * Sessions are made and guarded as in src/runtime; only the policy that refuses a processor posing as a device is left out.
 */
import * as wasm from "onnxruntime-web/wasm";
import wasmModule from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmBinary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as jspi from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import type { InferenceSession } from "onnxruntime-web";
import type { GraphRole } from "~/contracts/manifest.ts";
import { encodePrompt, poseTensor } from "~/engine/pipelines/conditions.ts";
import { learnIdentity } from "~/engine/pipelines/learn-identity.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { serve } from "~/threads/serve.ts";
import { guardAgainst, unguarded, type Guard } from "~/runtime/device-loss.ts";
import { runGraph, type Ort } from "~/runtime/run-graph.ts";
import { tinyPack, tinyVocabulary } from "./tiny-pack.ts";

export interface LosingApi {
  /** @param loseAfter the step after which the device goes while the next one runs; null where it stays @returns the picture's numbers */
  draw(backend: "webgpu" | "wasm", loseAfter: number | null): Promise<Float32Array>;
}

const PROTOTYPE = Array.from({ length: tinyPack.identity.embedding }, (_, i) => Math.sin(i) / 2.5);
const sessions = new Map<GraphRole, InferenceSession>();

const absolute = (url: string): string => new URL(url, self.location.href).href;

const bytesOf = async (file: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(`/tests/fixtures/tiny/${file}`)).arrayBuffer());

function runsOn(ort: Ort, name: "webgpu" | "wasm", guardNow: () => Promise<Guard>): Run {
  return async (graph, feeds) => {
    const spec = tinyPack.graphs[graph]!;
    const session =
      sessions.get(graph) ?? (await ort.InferenceSession.create(await bytesOf(spec.file), { executionProviders: [name] }));
    sessions.set(graph, session);
    return (await guardNow())(() => runGraph(ort, session, graph, spec, feeds));
  };
}

let guard: Guard | undefined;

/** ORT has its device from the first session on. */
const guardNow = async (): Promise<Guard> => (guard ??= guardAgainst((await jspi.env.webgpu.device).lost));

function open(backend: "webgpu" | "wasm"): Run {
  const { env } = backend === "wasm" ? wasm : jspi;
  env.wasm.numThreads = 1;
  env.wasm.wasmPaths =
    backend === "wasm"
      ? { mjs: absolute(wasmModule), wasm: absolute(wasmBinary) }
      : { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) };
  return backend === "wasm" ? runsOn(wasm, "wasm", async () => unguarded) : runsOn(jspi, "webgpu", guardNow);
}

serve({
  async draw(backend, loseAfter) {
    const run = open(backend);
    const words = [{ kind: "hair", words: "red curls", strength: 1.2 }] as const;
    const encoded = await encodePrompt(run, tinyVocabulary, composePrompt(tinyVocabulary, "portrait", "in a library", words));
    const { tensors } = await learnIdentity(run, tinyPack, [PROTOTYPE, PROTOTYPE]);
    const conditions = { ...encoded, identity: tensors, identityStrength: 0.95, pose: poseTensor(tinyPack.pose!, null) };
    const settings = { seed: 7, size: tinyPack.sizes[0]!, steps: 4, guidance: 1 };
    const image = await textToImage(run, tinyPack, conditions, settings, async ({ step }) => {
      if (step !== loseAfter) return;
      const device = await jspi.env.webgpu.device;
      // While the next run is under way.
      setTimeout(() => device.destroy());
    });
    return image.data;
  },
} satisfies LosingApi);
