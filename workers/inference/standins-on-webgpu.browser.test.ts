/**
 * Stand-ins of photographic packs, and of the decoder that they are watched with, on a graphics adapter, which here is a processor that poses as
 * one: words, every step of every scheduler, and pixels, held to what diffusers drew. In single precision, as the adapter has no other.
 *
 * What such an adapter takes is compiling: minutes for all of them, so that the suite walks one. `npm run proof:webgpu` walks all.
 */
import * as gpu from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import type { InferenceSession } from "onnxruntime-web";
import { beforeAll, expect, test } from "vitest";
import shipped from "../../models-manifest.json" with { type: "json" };
import taesdText from "../../tests/golden/taesd.json?raw";
import { softwareAdapter } from "../../tests/support/adapter.ts";
import { conditionsOf, furthest, walkAsDiffusers } from "../../tests/support/standin-walk.ts";
import { floatsOf, type Standin, standinFile, standinPack, standins } from "../../tests/support/standins.ts";
import { type GraphRole, parseManifest, type Previewer } from "~/contracts/manifest";
import { normal } from "~/engine/random/normal";
import { floats, output, type Run, sizeOf } from "~/engine/tensor/tensor";
import { checkSession, runGraph } from "~/runtime/run-graph";
import { readVocabulary } from "~/runtime/vocabulary";

const SLOW = { timeout: 1_200_000 };
const OPTIONS = { executionProviders: ["webgpu"], logSeverityLevel: 3 } as const;

const taesd = parseManifest(shipped).tools.find((tool): tool is Previewer => tool.serves === "previews")!;

const names = (import.meta.env["VITE_STANDINS"] ?? "sdxs").split(",") as Standin[];

const fetched = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer());
const words = async (file: string): Promise<string> =>
  new TextDecoder().decode(await fetched(`tests/fixtures/standins/tokenizer/${file}`));

beforeAll(async () => {
  await softwareAdapter();
  const absolute = (url: string): string => new URL(url, location.href).href;
  gpu.env.wasm.numThreads = 1;
  gpu.env.wasm.wasmPaths = { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) };
});

test.for(names)("%s walks to within a thousandth", SLOW, async (name, { annotate }) => {
  const pack = standinPack(name, true);
  const sessions = new Map<GraphRole, InferenceSession>();
  const run: Run = async (graph, feeds) => {
    const spec = pack.graphs[graph]!;
    let session = sessions.get(graph);
    if (session === undefined) {
      session = await gpu.InferenceSession.create(await fetched(standinFile(name, true, spec)), OPTIONS);
      checkSession(session, graph, spec);
      sessions.set(graph, session);
    }
    return runGraph(gpu, session, graph, spec, feeds);
  };
  const conditions = await conditionsOf(run, readVocabulary(pack, await words("vocab.json"), await words("merges.txt")));
  const { context, emptyContext, cases } = standins.packs[name];
  expect(furthest(conditions.context.data, floatsOf(context))).toBeLessThan(1e-3);
  expect(furthest(conditions.emptyContext.data, floatsOf(emptyContext))).toBeLessThan(1e-3);
  for (const each of cases) {
    const found = await walkAsDiffusers(run, pack, conditions, each);
    const apart = Math.max(...found.apart);
    const spacing = "spacing" in each.sampler ? `, ${each.sampler.spacing}` : "";
    await annotate(
      `${each.sampler.kind}${spacing}: ${each.steps} steps at most ${apart.toExponential(1)} apart, ${found.decibels.toFixed(0)} dB`,
    );
    expect(apart, each.sampler.kind).toBeLessThan(1e-3);
    expect(found.decibels, each.sampler.kind).toBeGreaterThanOrEqual(50);
  }
  for (const session of sessions.values()) await session.release();
});

test("TAESD decodes a latent as diffusers does", SLOW, async ({ annotate }) => {
  const { seed, latent, image } = JSON.parse(taesdText) as { seed: number; latent: readonly number[]; image: string };
  const spec = taesd.graphs.preview_decoder!;
  const session = await gpu.InferenceSession.create(await fetched(`tests/fixtures/standins/taesd/${spec.file}`), OPTIONS);
  checkSession(session, "preview_decoder", spec);
  const shape = [1, ...latent];
  const fed = floats(shape, normal(seed, 0, sizeOf(shape)));
  const seen = await runGraph(gpu, session, "preview_decoder", spec, { latent: fed });
  const apart = furthest(output(seen, "image").data, floatsOf(image));
  await annotate(`at most ${apart.toExponential(1)} apart`);
  expect(apart).toBeLessThan(1e-3);
  await session.release();
});
