/**
 * Somebody who is being cast, with the shipped pack: drawn from an identity of its own, looked at, and stored nowhere.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isAbort, isFailure, type FailureCode } from "~/contracts/failure";
import type { Portrayal, Preview, Sitting } from "~/contracts/inference-api";
import { embeddingOf, parsePrior, type Prior } from "~/engine/casting/prior";
import { castSheet } from "~/engine/casting/sheet";
import { packOf } from "~/storage/manifest";
import { sha256Hex } from "~/storage/sha256";
import { readPackFile } from "~/storage/weights";
import { openDownload } from "~/threads/download";
import { openInference } from "~/threads/inference";

// Several pictures on a busy computer.
vi.setConfig({ testTimeout: 180_000 });

const PACK = packOf("atelier");
const download = openDownload();
const inference = openInference(() => "wasm");
let prior: Prior;

const silent = (): void => undefined;
const sittingOf = (seed: number, changes: Partial<Sitting> = {}): Sitting => ({
  embedding: [...embeddingOf(prior, castSheet(prior, { kind: "anybody" }, [], seed, 1)[0]!.z)],
  words: "",
  layers: [{ kind: "scene", words: "plain studio", strength: 1 }],
  pose: { yaw: 0, pitch: 0, roll: 0, gazeX: 0, gazeY: 0, mouth: 0, eyes: 0.85 },
  preset: "draft",
  seed: 7,
  ...changes,
});
const draw = (sitting: Sitting, report: (preview: Preview) => void = silent): Promise<Portrayal> =>
  inference.call.portray(crypto.randomUUID(), PACK.id, sitting, report);

const databases = async (): Promise<(string | undefined)[]> => (await indexedDB.databases()).map(({ name }) => name);

const codeOf = async (work: Promise<unknown>): Promise<FailureCode | "abort" | null> => {
  try {
    await work;
    return null;
  } catch (error) {
    if (isAbort(error)) return "abort";
    if (isFailure(error)) return error.code;
    throw error;
  }
};

beforeAll(async () => {
  await download.call.install(PACK.id, silent);
  const bytes = await readPackFile(PACK, PACK.prior!);
  prior = parsePrior(JSON.parse(new TextDecoder().decode(bytes)), PACK.identity.embedding);
}, 120_000);

afterAll(() => {
  inference.end();
  download.end();
});

test("two people with one seed get different pictures, each the same again, and no vault is made for them", async () => {
  const earlier = new Set(await databases()); // other tests of this browser leave theirs
  const previews: Preview[] = [];
  const one = await draw(sittingOf(1), (preview) => previews.push(preview));
  const other = await draw(sittingOf(2));
  const again = await draw(sittingOf(1));
  const pixels = await Promise.all([one, other, again].map(({ preview }) => sha256Hex(preview.rgba)));
  expect(pixels[2]).toBe(pixels[0]);
  expect(pixels[1]).not.toBe(pixels[0]);
  await expect.poll(() => previews).toHaveLength(PACK.presets.draft.steps);
  expect(previews[0]).toMatchObject({ width: 24, height: 32 });
  expect(one.preview).toMatchObject({ width: 384, height: 512 });
  expect(one.cosine === null ? one.faces : Math.min(1, one.faces)).toBe(one.cosine === null ? 0 : 1);
  const bitmap = await createImageBitmap(new Blob([one.png], { type: "image/png" }));
  expect([bitmap.width, bitmap.height]).toEqual([384, 512]);
  expect((await databases()).filter((name) => !earlier.has(name))).toEqual([]);
});

test("is cancelled between steps", async () => {
  const jobId = crypto.randomUUID();
  const work = inference.call.portray(jobId, PACK.id, sittingOf(1, { preset: "signature" }), () => {
    void inference.call.cancel(jobId);
  });
  expect(await codeOf(work)).toBe("abort");
});

test.each<[string, Partial<Sitting>]>([
  ["an embedding of another length", { embedding: [1] }],
  ["an embedding that is no unit vector", { embedding: Array.from({ length: 128 }, () => 1) }],
  ["an embedding that is not finite", { embedding: Array.from({ length: 128 }, () => Number.NaN) }],
  ["words without end", { words: "red ".repeat(2500) }],
  ["a seed out of range", { seed: -1 }],
])("refuses %s", async (_, changes) => expect(await codeOf(draw(sittingOf(1, changes)))).toBe("request-invalid"));
