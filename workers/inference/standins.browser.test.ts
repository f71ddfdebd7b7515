/**
 * A stand-in of a photographic pack, taken in from files, kept in parts, and drawn by the runtime that the inference worker has.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { besideFile, bytesOf, floatsOf, standinPack, standins, withWeightsBeside } from "../../tests/support/standins.ts";
import { importPack } from "../download/import.ts";
import { removePack } from "../download/packs.ts";
import { PATIENCE } from "../download/patience.ts";
import type { Pack } from "~/contracts/manifest";
import { fromPlanes } from "~/engine/image/planes";
import { encodePrompt } from "~/engine/pipelines/conditions";
import { decodeLatent, walk } from "~/engine/pipelines/walk";
import type { Run } from "~/engine/tensor/tensor";
import { composePrompt } from "~/engine/tokenizers/compose";
import { backend } from "~/runtime/backend";
import { runOf } from "~/runtime/sessions";
import { vocabularyOf } from "~/runtime/vocabulary";
import { sha256Hex } from "~/storage/sha256";

const NAME = "sdxs";
const MANNER = { partBytes: 100_000, patience: PATIENCE };
/** It warns of every constant that it does not fold. */
const QUIET = { logSeverityLevel: 3 } as const;
const { cases, context } = standins.packs[NAME];
const drawn = cases[0]!;

const fetched = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch(`/${path}`)).arrayBuffer());

let pack: Pack;

async function takenIn(told: Pack): Promise<Pack> {
  const whole = await Promise.all(
    told.files.map(async ({ path }) => {
      const bytes = await fetched(besideFile(path));
      const listed = { path, bytes: bytes.byteLength, sha256: await sha256Hex(bytes) };
      return { listed, file: new File([bytes], path.split("/").at(-1)!) };
    }),
  );
  const known = { ...told, files: whole.map(({ listed }) => listed) };
  await removePack(known.id);
  const files = whole.map(({ file }) => file);
  const verdicts = await importPack(known, files, () => undefined, new AbortController().signal, MANNER);
  expect(verdicts.map(({ state }) => state)).toEqual(known.files.map(() => "taken"));
  return known;
}

beforeAll(async () => {
  pack = await takenIn(standinPack(NAME));
});

afterAll(() => removePack(NAME));

/** Walks and decodes what the golden picture was drawn from. @returns how far the words, the latent and the picture are from it */
async function compare(run: Run) {
  const vocabulary = await vocabularyOf(pack);
  const encoded = await encodePrompt(run, vocabulary, composePrompt(vocabulary, "", standins.words, []));
  const furthest = (found: ArrayLike<number>, expected: Float32Array): number =>
    expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);
  const settings = { seed: standins.seed, size: pack.sizes[0]!, steps: drawn.steps, guidance: drawn.guidance };
  const conditions = { ...encoded, identity: {}, identityStrength: 1 };
  const latent = await walk(run, pack, conditions, settings, null, () => undefined);
  const { data } = fromPlanes(await decodeLatent(run, pack.latent, latent));
  const pixels = bytesOf(drawn.pixels);
  const squares = pixels.reduce((sum, value, i) => sum + (value - data[4 * Math.floor(i / 3) + (i % 3)]!) ** 2, 0);
  return {
    words: furthest(encoded.context.data, floatsOf(context)),
    latent: furthest(latent.data, floatsOf(drawn.latents.at(-1)!)),
    decibels: 10 * Math.log10(255 ** 2 / (squares / pixels.length)),
  };
}

test(
  "taken in, kept in parts and drawn by the worker's runtime, it paints what diffusers paints",
  { timeout: 120_000 },
  async () => {
    const used = await backend();
    expect(used.verdict.backend).toBe("wasm");
    const found = await compare(await runOf({ ...used, options: { ...used.options, ...QUIET } }, pack));
    expect(found.words).toBeLessThan(0.05);
    expect(found.decibels).toBeGreaterThanOrEqual(50);
  },
);

test("weights beside a graph are given to the runtime from their own parts", { timeout: 120_000 }, async () => {
  const whole = pack;
  pack = await takenIn({ ...withWeightsBeside(standinPack(NAME)), revision: "beside" });
  const used = await backend();
  const found = await compare(await runOf({ ...used, options: { ...used.options, ...QUIET } }, pack));
  expect(found.decibels).toBeGreaterThanOrEqual(50);
  pack = whole;
});
