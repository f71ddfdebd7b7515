import { expect, test } from "vitest";
import { requestWith } from "../../tests/support/records.ts";
import { differences, lookWords, suggestedAlt } from "./look-words.ts";

const REQUEST = requestWith({
  layers: [
    { kind: "scene", words: "a library", strength: 1 },
    { kind: "hair", words: "a short bob", strength: 1 },
    { kind: "light", words: "window light", strength: 0 },
  ],
  prompt: "thoughtful",
});

test("own words come first, then the layers in their order; a layer that is off says nothing", () => {
  expect(lookWords(REQUEST)).toBe("thoughtful, a short bob, a library");
  expect(suggestedAlt("Ana", REQUEST)).toBe("Portrait of Ana: thoughtful, a short bob, a library.");
  expect(suggestedAlt("Ana", { ...REQUEST, prompt: "", layers: [] })).toBe("Portrait of Ana.");
});

test("names what has changed, and nothing for another seed alone", () => {
  expect(differences(REQUEST, { ...REQUEST, seeds: [8] })).toEqual([]);
  const other = { ...REQUEST, layers: [{ kind: "hair", words: "a long plait", strength: 1 } as const], steps: 35 };
  expect(differences(REQUEST, other)).toEqual(["hair", "scene", "quality"]);
});
