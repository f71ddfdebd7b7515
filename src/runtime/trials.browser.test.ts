/**
 * Graphs that answer wrongly on a graphics device alone: the toy pack's own, through numbers that a device takes for zero. The device is a
 * processor that poses as one, and flushes them as cards do.
 */
import * as gpu from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Pack } from "~/contracts/manifest";
import { floats, type Feeds } from "~/engine/tensor/tensor";
import { packsDb } from "~/storage/packs-db";
import { sha256Hex } from "~/storage/sha256";
import { beginTrial, fallenBack } from "~/storage/trials";
import { softwareAdapter } from "../../tests/support/adapter.ts";
import { tinyPack } from "../../tests/support/tiny-pack.ts";
import { importPack } from "../../workers/download/import.ts";
import { removePack } from "../../workers/download/packs.ts";
import { PATIENCE } from "../../workers/download/patience.ts";
import { type Backend, backend } from "./backend.ts";
import { guardAgainst } from "./device-loss.ts";
import { runOf } from "./sessions.ts";

const MANNER = { partBytes: 100_000, patience: PATIENCE };
/** A processor compiles the device's programs: on a busy one that takes minutes. */
const SLOW = { timeout: 300_000 };
const absolute = (url: string): string => new URL(url, location.href).href;

let device: Backend;
let processor: Backend;
/** Sessions made on the device. */
let made = 0;

beforeAll(async () => {
  const adapter = await softwareAdapter();
  processor = await backend();
  gpu.env.wasm.numThreads = 1;
  gpu.env.wasm.wasmPaths = { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) };
  const create = (bytes: Uint8Array, options: gpu.InferenceSession.SessionOptions): Promise<gpu.InferenceSession> => {
    made += 1;
    return gpu.InferenceSession.create(bytes, options);
  };
  device = {
    ort: { Tensor: gpu.Tensor, InferenceSession: { create } },
    options: { executionProviders: ["webgpu"] },
    verdict: { backend: "webgpu", threads: 1, webgpuRefusal: null },
    guard: guardAgainst(new Promise(() => undefined)),
    graphics: { name: "a processor", adapter, processor: () => processor },
  };
}, 300_000);

beforeEach(async () => {
  made = 0;
  await (await packsDb()).trials.clear();
});

afterAll(() => removePack(tinyPack.id));

/** The toy pack with other files for some graphs, on this device. */
async function installed(revision: string, files: Readonly<Record<string, string>>): Promise<Pack> {
  const whole = await Promise.all(
    tinyPack.files.map(async ({ path }) => {
      const answer = await fetch(`/tests/fixtures/tiny/${files[path] ?? path}`);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      return { listed: { path, bytes: bytes.byteLength, sha256: await sha256Hex(bytes) }, file: new File([bytes], path) };
    }),
  );
  const pack = { ...tinyPack, revision, files: whole.map(({ listed }) => listed) };
  await removePack(pack.id);
  const taken = await importPack(
    pack,
    whole.map(({ file }) => file),
    () => undefined,
    new AbortController().signal,
    MANNER,
  );
  expect(taken.every(({ state }) => state === "taken")).toBe(true);
  return pack;
}

const some = (shape: readonly number[]) =>
  floats(
    shape,
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i + 1)),
  );
const latent = some([1, 4, 6, 5]);
const denoiserFeeds: Feeds = Object.fromEntries(
  Object.entries(tinyPack.graphs.denoiser!.inputs).map(([role, { shape }]) => [role, role === "sample" ? latent : some(shape)]),
);

const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

test("where only the processor is, a pack that has no room on it is refused before its denoiser is read", SLOW, async () => {
  const pack = await installed("large", {});
  const large = { ...pack, revision: "large on a processor", needs: { ...pack.needs, graphics: true } } satisfies Pack;
  const run = await runOf(processor, large);
  await expect(run("denoiser", denoiserFeeds)).rejects.toMatchObject({
    code: "graphics-missing",
    details: { packId: pack.id },
  });
  const { image } = await run("vae_decoder", { latent });
  expect(new Set(image!.data).size).toBeGreaterThan(100);
});

test("a graph that gives no numbers on the device is evaluated by the processor, the others stay", SLOW, async () => {
  const pack = await installed("nan", { "denoiser.onnx": "denoiser-faint.onnx" });
  const run = await runOf(device, pack);
  const { image } = await run("vae_decoder", { latent });
  expect(await fallenBack(pack)).toEqual([]);
  const { prediction } = await run("denoiser", denoiserFeeds);
  expect(await fallenBack(pack)).toEqual(["denoiser"]);

  const expected = await runOf(processor, { ...pack });
  expect(furthest(prediction!.data, (await expected("denoiser", denoiserFeeds))["prediction"]!.data)).toBeLessThan(1e-6);
  expect(furthest(image!.data, (await expected("vae_decoder", { latent }))["image"]!.data)).toBeLessThan(1e-3);
});

test("a flat answer is none, and what was found is not tried again", SLOW, async () => {
  const pack = await installed("flat", { "vae_decoder.onnx": "vae_decoder-faint.onnx" });
  const first = await runOf(device, pack);
  const { image } = await first("vae_decoder", { latent });
  expect(new Set(image!.data).size).toBeGreaterThan(100);
  expect([await fallenBack(pack), made]).toEqual([["vae_decoder"], 1]);

  // As after a visit in which another pack was drawn with.
  await runOf(device, { ...pack, revision: "another" });
  const second = await runOf(device, pack);
  expect((await second("vae_decoder", { latent }))["image"]!.data).toEqual(image!.data);
  expect(made).toBe(1);
});

test("a trial that was twice begun and never ended is not begun a third time", SLOW, async () => {
  const pack = await installed("hangs", {});
  await beginTrial(pack, "a processor", "denoiser");
  await beginTrial(pack, "a processor", "denoiser");
  const run = await runOf(device, pack);
  await run("denoiser", denoiserFeeds);
  expect(made).toBe(0);
});

test("a card that is too small for a pack is not asked, and another card is", SLOW, async () => {
  const pack = await installed("large", {});
  const large = { ...pack, needs: { ...pack.needs, buffer: 2 ** 40 } };
  const run = await runOf(device, large);
  await run("vae_decoder", { latent });
  expect([await fallenBack(pack), made]).toEqual(["all", 0]);

  const other = { ...device, graphics: { ...device.graphics!, name: "another" } };
  await runOf(processor, { ...pack, revision: "another" });
  await (
    await runOf(other, pack)
  )("vae_decoder", { latent });
  expect([await fallenBack(pack), made]).toEqual([[], 1]);
});

test("what stays on the device gives the processor's numbers, and a second size is drawn as well", SLOW, async () => {
  const pack = await installed("resident", {});
  // The device goes with its last session.
  const held = await gpu.InferenceSession.create(
    new Uint8Array(await (await fetch("/tests/fixtures/tiny/vae_decoder.onnx")).arrayBuffer()),
    device.options,
  );
  const staying = { ...device, graphics: { ...device.graphics!, device: await gpu.env.webgpu.device } };
  const run = await runOf(staying, pack);
  const larger = { ...denoiserFeeds, sample: some([1, 4, 8, 7]) };
  const found = [];
  for (const feeds of [denoiserFeeds, denoiserFeeds, larger, denoiserFeeds])
    found.push((await run("denoiser", feeds))["prediction"]!);
  // Once for one size, once for any.
  expect([await fallenBack(pack), made]).toEqual([[], 2]);

  await runOf(processor, { ...pack, revision: "another" });
  const expected = await runOf(processor, pack);
  for (const [i, feeds] of [denoiserFeeds, denoiserFeeds, larger, denoiserFeeds].entries()) {
    const { prediction } = await expected("denoiser", feeds);
    expect(found[i]!.shape).toEqual(prediction!.shape);
    expect(furthest(found[i]!.data, prediction!.data)).toBeLessThan(1e-3);
  }
  await held.release();
});
