import { expect, test } from "vitest";
import type { LayerChoice } from "~/contracts/layers.ts";
import { composePrompt, emptyPrompt, unknownWords, type Vocabulary } from "./compose.ts";

const WORDS = "a portrait of someone red curls black leather jacket library smiling calm person".split(" ");

const vocabulary: Vocabulary = {
  encode: (text) =>
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (WORDS.includes(word) ? 4 + WORDS.indexOf(word) : 1)),
  pad: 0,
  unknown: 1,
  begin: 2,
  end: 3,
  length: 16,
};

const say = (ids: BigInt64Array): string =>
  [...ids]
    .map(Number)
    .filter((id) => id >= 4)
    .map((id) => WORDS[id - 4])
    .join(" ");

const layer = (kind: LayerChoice["kind"], words: string, strength = 1): LayerChoice => ({ kind, words, strength });

test("the person comes first, then the own words, then the layers in their fixed order", () => {
  const prompt = composePrompt(vocabulary, "a portrait", "calm", [layer("scene", "library"), layer("hair", "red curls")]);
  expect(say(prompt.ids)).toBe("a portrait calm red curls library");
  expect(prompt.ids).toHaveLength(16);
  expect(Number(prompt.ids[0])).toBe(2);
  expect(prompt.ranges.map(({ segment, from, to }) => [segment, from, to])).toEqual([
    ["person", 1, 3],
    ["words", 3, 4],
    ["hair", 4, 6],
    ["scene", 6, 7],
  ]);
});

test("a layer switched off contributes nothing", () => {
  expect(composePrompt(vocabulary, "a portrait", "", [layer("hair", "red curls", 0)]).ids).toEqual(
    composePrompt(vocabulary, "a portrait", "", []).ids,
  );
});

test("too many own words lose their end, and how many is said; layers stay", () => {
  const prompt = composePrompt(vocabulary, "a portrait", Array<string>(40).fill("calm").join(" "), [layer("hair", "red curls")]);
  expect(prompt.cut).toBe(40 - (14 - 4));
  expect(say(prompt.ids).endsWith("calm red curls")).toBe(true);
  expect(Number(prompt.ids[15])).toBe(3);
});

test("layers that do not fit by themselves are cut from the last", () => {
  const prompt = composePrompt(vocabulary, "", "calm", [
    layer("hair", "red ".repeat(10)),
    layer("expression", "smiling ".repeat(10)),
  ]);
  expect(prompt.ranges.map(({ segment, from, to }) => [segment, to - from])).toEqual([
    ["hair", 10],
    ["expression", 4],
  ]);
  expect(prompt.cut).toBe(7);
});

test("words outside the vocabulary are named once and left out", () => {
  expect(unknownWords(vocabulary, "Red zorgon curls, zorgon! blee")).toEqual(["zorgon", "blee"]);
  expect(say(composePrompt(vocabulary, "", "red zorgon curls", []).ids)).toBe("red curls");
});

test("the empty prompt is a beginning and an end", () => {
  expect([...emptyPrompt(vocabulary).ids].map(Number)).toEqual([2, 3, ...Array<number>(14).fill(0)]);
});
