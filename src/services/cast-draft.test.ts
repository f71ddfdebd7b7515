import { expect, test } from "vitest";
import { parseCast, type Cast } from "./cast-draft.ts";
import { floorOf, SHARE } from "./casting-looks.ts";

const draft: Cast = {
  words: "a woman",
  choices: { age: "fifties" },
  locks: ["age"],
  sheets: [{ said: "woman", candidates: [{ id: "a", seed: 3, z: [0.5, -1] }] }],
  at: 0,
  chosen: ["a"],
};

test("a draft comes back as it was written", () => {
  expect(parseCast(structuredClone(draft), 2)).toEqual(draft);
});

test.each([
  ["nothing", undefined],
  ["something else", { words: 3 }],
  ["coordinates of another prior", { ...draft, sheets: [{ said: "", candidates: [{ id: "a", seed: 3, z: [1, 2, 3] }] }] }],
  ["a sheet that is not there", { ...draft, at: 1 }],
  ["numbers that are none", { ...draft, sheets: [{ said: "", candidates: [{ id: "a", seed: 3, z: [1, null] }] }] }],
])("%s is no draft", (_, value) => {
  expect(parseCast(value, 2)).toBeUndefined();
});

test("a look is held to the middle of its candidate's own pictures", () => {
  expect(floorOf([], 0.01)).toBe(0.01);
  expect(floorOf([0.2, 0.7, 0.5], 0.1)).toBeCloseTo(0.1 + SHARE * 0.4);
  expect(floorOf([0.05], 0.1)).toBe(0.1);
});
