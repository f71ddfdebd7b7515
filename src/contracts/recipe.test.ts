import { expect, test } from "vitest";
import { bestLook, isEnough, type Look, nextLook } from "./recipe.ts";

const recipe = { steps: 90, lookEvery: 30, driftLimit: 0.2 };

const seen = (...likenesses: readonly number[]): readonly Look[] =>
  likenesses.map((likeness, i) => ({ step: 30 * i, likeness, drift: 0.05 * i }));

test("the best look is the most alike, the earliest of equals, and never one that drifted", () => {
  expect(bestLook(seen(0.5, 0.7, 0.7, 0.6), recipe)?.step).toBe(30);
  expect(bestLook([...seen(0.5, 0.7), { step: 60, likeness: 0.9, drift: 0.21 }], recipe)?.step).toBe(30);
  expect(bestLook([], recipe)).toBeUndefined();
});

test("a training goes on while it gets better, and ends two looks after its best or with its last step", () => {
  expect(isEnough([], recipe)).toBe(false);
  expect(isEnough(seen(0.5), recipe)).toBe(false);
  expect(isEnough(seen(0.5, 0.7, 0.6), recipe)).toBe(false);
  expect(isEnough(seen(0.8, 0.7, 0.6), recipe)).toBe(true);
  expect(isEnough(seen(0.5, 0.6, 0.7, 0.8), recipe)).toBe(true);
});

test("looks fall on multiples and on the last step", () => {
  expect([0, 1, 29, 30, 31].map((step) => nextLook(step, recipe))).toEqual([30, 30, 30, 60, 60]);
  expect(nextLook(60, { steps: 75, lookEvery: 30 })).toBe(75);
});
