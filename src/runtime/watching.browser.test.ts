/**
 * The stand-in of TAESD (toolkit/standins/taesd.py) as the manifest has it, taken in from a file, beside diffusers, which decoded the same latent
 * with the same weights.
 */
import { afterAll, beforeEach, expect, test } from "vitest";
import shipped from "../../models-manifest.json" with { type: "json" };
import text from "../../tests/golden/taesd.json?raw";
import { importPack } from "../../workers/download/import.ts";
import { removePack } from "../../workers/download/packs.ts";
import { PATIENCE } from "../../workers/download/patience.ts";
import { parseManifest, type Previewer } from "~/contracts/manifest";
import { fromPlanes } from "~/engine/image/planes";
import { normal } from "~/engine/random/normal";
import { floats } from "~/engine/tensor/tensor";
import { packsDb } from "~/storage/packs-db";
import { sha256Hex } from "~/storage/sha256";
import { fallenBack } from "~/storage/trials";
import { type Backend, backend } from "./backend.ts";
import { decoderOf } from "./watching.ts";

const golden = JSON.parse(text) as {
  readonly seed: number;
  readonly latent: readonly [number, number, number];
  readonly image: string;
};
const [channels, height, width] = golden.latent;
const latent = floats([1, channels, height, width], normal(golden.seed, 0, channels * height * width));
const MANNER = { partBytes: 10_000, patience: PATIENCE };
const real = parseManifest(shipped).tools.find((tool): tool is Previewer => tool.serves === "previews")!;
const [file] = real.files;

/** The shipped entry, with the stand-in's file. */
async function takenIn(revision = "1"): Promise<Previewer> {
  const answer = await fetch(`/tests/fixtures/standins/taesd/${file!.path}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const files = [{ path: file!.path, bytes: bytes.byteLength, sha256: await sha256Hex(bytes) }];
  const tool = { ...real, id: "watching", revision, files };
  const given = [new File([bytes], "model.onnx")];
  const taken = await importPack(tool, given, () => undefined, new AbortController().signal, MANNER);
  expect(taken.map(({ state }) => state)).toEqual(["taken"]);
  return tool;
}

beforeEach(() => removePack("watching"));
afterAll(() => removePack("watching"));

test("a latent is watched as diffusers decodes it, from what is stored alone", async () => {
  const tool = await takenIn();
  const decode = await decoderOf(await backend(), tool);
  const seen = (await decode!(latent))!;
  const expected = fromPlanes(floats([1, 3, 8 * height, 8 * width], floatsIn(golden.image)));
  expect([seen.width, seen.height]).toEqual([8 * width, 8 * height]);
  const apart = seen.data.map((value, i) => Math.abs(value - expected.data[i]!));
  expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  expect(new Set(seen.data).size).toBeGreaterThan(20);
  expect(await fallenBack(tool)).toEqual([]);
});

test("what it fails at is known from then on, and it is asked again once it is installed anew", { timeout: 60_000 }, async () => {
  const tool = await takenIn("2");
  const working = await backend();
  let made = 0;
  const create: Backend["ort"]["InferenceSession"]["create"] = (...given) => {
    made += 1;
    return working.ort.InferenceSession.create(...given);
  };
  const device: Backend = { ...working, ort: { ...working.ort, Tensor: working.ort.Tensor, InferenceSession: { create } } };
  // A latent of another kind: the first convolution has no weights for it.
  const foreign = floats([1, 5, height, width]);
  const decode = (await decoderOf(device, tool))!;
  expect(await decode(foreign)).toBeUndefined();
  expect(await decode(latent)).toBeUndefined();
  expect(await (await decoderOf(device, tool))!(latent)).toBeUndefined();
  expect([await fallenBack(tool), made]).toEqual([["preview_decoder"], 1]);

  await removePack(tool.id);
  const again = await takenIn("2");
  expect(await (await decoderOf(device, again))!(latent)).toMatchObject({ width: 8 * width, height: 8 * height });
  expect([await fallenBack(again), made]).toEqual([[], 2]);
});

test("a card that cannot bind what it makes is not asked", async () => {
  const tool = await takenIn();
  const working = await backend();
  const limits = { maxBufferSize: 2 ** 20, maxStorageBufferBindingSize: 2 ** 20 };
  const adapter = { info: { isFallbackAdapter: false, architecture: "small" }, limits, features: new Set<string>() };
  const device: Backend = { ...working, graphics: { name: "a small card", adapter, processor: () => working } };
  expect(await decoderOf(device, tool)).toBeUndefined();
  expect(await fallenBack(tool)).toBe("all");
  await (await packsDb()).trials.clear();
});

function floatsIn(base64: string): Float32Array {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer);
}
