/**
 * Pictures that are there, read by an encoder and a parser beside the packs and drawn again by the app's own walk, held to diffusers
 * (toolkit/standins/reading.py): same weights, words, picture and noise.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PARTS, partLogits, SIDE } from "~/engine/faces/parse.ts";
import { withoutChance } from "~/engine/onnx/without-chance.ts";
import { readModel } from "~/engine/onnx/proto.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readVocabulary } from "~/runtime/vocabulary.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { noisePicture, reading, readingFile, readingPack } from "../../../tests/support/reading.ts";
import { conditionsOf, furthest, spread } from "../../../tests/support/standin-walk.ts";
import { floatsOf, type Standin, standins } from "../../../tests/support/standins.ts";
import { encodeImage } from "./image-to-image.ts";
import { walk } from "./walk.ts";

const [, height, width] = standins.latent;
const picture = noisePicture(0, 8 * width, 8 * height, true);
const latent = floatsOf(reading.latent);

const runOf = (name: Standin, exact: boolean): Run =>
  runInNode(readingPack(name, exact).graphs, (spec) => readingFile(name, exact, spec));

test("a picture is read as diffusers reads it, the same every time", async () => {
  const pack = readingPack("sdxs", true);
  const run = runOf("sdxs", true);
  const found = await encodeImage(run, pack.latent, picture);
  expect(found.shape).toEqual([1, 4, height, width]);
  expect(furthest(found.data, latent)).toBeLessThan(1e-3);
  expect((await encodeImage(runOf("sdxs", true), pack.latent, picture)).data).toEqual(found.data);
});

test("in the repository's half precision it is read almost so, and the same every time", async () => {
  const pack = readingPack("sd15", false);
  const found = await encodeImage(runOf("sd15", false), pack.latent, picture);
  expect(furthest(found.data, latent)).toBeLessThan(0.02);
  expect((await encodeImage(runOf("sd15", false), pack.latent, picture)).data).toEqual(found.data);
});

test("the file leaves its latent to chance, and what is run of it does not", () => {
  const file = new Uint8Array(readFileSync("tests/fixtures/standins/reading/vae_encoder/model.onnx"));
  const chances = (bytes: Uint8Array): number =>
    readModel(bytes).graph!.node.filter(({ opType }) => opType.startsWith("Random")).length;
  expect(chances(file)).toBe(1);
  const settled = withoutChance(file);
  expect(chances(settled)).toBe(0);
  expect(withoutChance(settled)).toBe(settled);
});

const described = reading.cases.map(
  (each) => [`${each.pack}, ${each.free ? "where a mask lets it" : "all of it"}`, each] as const,
);

describe("a picture is drawn again as diffusers does it", () => {
  test.each(described)("%s", async (_, { pack: name, sampler, steps, guidance, strength, free, latents }) => {
    const pack = { ...readingPack(name, true), sampler };
    const run = runOf(name, true);
    const read = (file: string): string => readFileSync(`tests/fixtures/standins/tokenizer/${file}`, "utf8");
    const conditions = await conditionsOf(run, readVocabulary(pack, read("vocab.json"), read("merges.txt")));
    const origin = {
      latent: await encodeImage(run, pack.latent, picture),
      strength,
      ...(free && { free: Float32Array.from(free) }),
    };
    const apart: number[] = [];
    const settings = { seed: standins.seed, size: pack.sizes[0]!, steps, guidance };
    await walk(run, pack, conditions, settings, origin, ({ step, sample }) => {
      const expected = floatsOf(latents[step - 1]!);
      apart.push(furthest(sample.data, expected) / spread(expected));
    });
    expect(apart).toHaveLength(latents.length);
    expect(Math.max(...apart)).toBeLessThan(1e-3);
  });
});

test("parts are found in pixels that lie channel last, as PyTorch finds them", async () => {
  const pack = readingPack("sdxs", true);
  const logits = await partLogits(runOf("sdxs", true), pack, noisePicture(1, SIDE, SIDE, false));
  const side = SIDE / reading.every;
  const found = Float32Array.from({ length: PARTS.length * side * side }, (_, i) => {
    const [part, row, column] = [Math.floor(i / (side * side)), Math.floor(i / side) % side, i % side];
    return logits[(part * SIDE + row * reading.every) * SIDE + column * reading.every]!;
  });
  expect(furthest(found, floatsOf(reading.logits))).toBeLessThan(1e-3);
});
