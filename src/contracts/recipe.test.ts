import { expect, test } from "vitest";
import { bestLook, chosen, endOf, isCare, isEnough, learnedBy, type Look, nextLook, recipeOf } from "./recipe.ts";

const recipe = { steps: 90, lookEvery: 30, driftLimit: 0.2 };

const seen = (...likenesses: readonly number[]): readonly Look[] =>
  likenesses.map((likeness, i) => ({ step: 30 * i, likeness, drift: 0.05 * i }));

const drifted = { step: 60, likeness: 0.9, drift: 0.21 };

test("the best look is the most alike, the earliest of equals, and never one that drifted, or what was projected", () => {
  expect(bestLook(seen(0.5, 0.7, 0.7, 0.6), recipe)?.step).toBe(30);
  expect(bestLook([...seen(0.5, 0.7), drifted], recipe)?.step).toBe(30);
  expect(bestLook(seen(0.8, 0.6, 0.7), recipe)?.step).toBe(60);
  expect(bestLook(seen(0.8), recipe)).toBeUndefined();
});

test("a training goes on while it gets better, and ends two looks after its best, where it drifts, or with its last step", () => {
  expect(isEnough([], recipe)).toBe(false);
  expect(endOf([], recipe)).toBeNull();
  expect(endOf(seen(0.5), recipe)).toBeNull();
  expect(endOf(seen(0.5, 0.7, 0.6), recipe)).toBeNull();
  expect(endOf(seen(0.8, 0.7, 0.6), recipe)).toBe("peaked");
  expect(endOf([...seen(0.5, 0.7), drifted], recipe)).toBe("drifted");
  const others = { step: 60, likeness: 0.9, drift: 0, control: 0.21 };
  expect(endOf([...seen(0.5, 0.7), others], recipe)).toBe("drifted");
  expect(bestLook([...seen(0.5, 0.7), others], recipe)?.step).toBe(30);
  expect(bestLook([...seen(0.5, 0.7), { ...others, control: 0.2 }], recipe)?.step).toBe(60);
  expect(endOf(seen(0.5, 0.6, 0.7, 0.8), recipe)).toBe("steps");
  expect(isEnough(seen(0.5, 0.6, 0.7, 0.8), recipe)).toBe(true);
});

test("a recipe of few steps warms up for few, sees fewer pictures, and is looked at as often", () => {
  const advised = { steps: 120, warmUp: 12, rehearsals: 12, others: 4, seed: 1, driftLimit: 0.2 };
  expect(recipeOf(advised, null)).toEqual({ ...advised, lookEvery: 30 });
  expect(recipeOf(advised, 60)).toEqual({ ...advised, steps: 60, lookEvery: 15 });
  expect(recipeOf(advised, 6)).toEqual({ ...advised, steps: 6, warmUp: 2, rehearsals: 6, others: 2, lookEvery: 2 });
  expect(recipeOf(advised, 1)).toEqual({ ...advised, steps: 1, warmUp: 1, rehearsals: 3, others: 1, lookEvery: 1 });
});

test("what was offered before and is offered no more is no way to learn", () => {
  expect(["briefly", "thoroughly", 1, 240].every(isCare)).toBe(true);
  expect(["at-once", 0, 241, 2.5, Number.NaN, undefined].some(isCare)).toBe(false);
});

test("looks fall on multiples and on the last step", () => {
  expect([0, 1, 29, 30, 31].map((step) => nextLook(step, recipe))).toEqual([30, 30, 30, 60, 60]);
  expect(nextLook(60, { steps: 75, lookEvery: 30 })).toBe(75);
});

test("what is chosen is written down in a recipe and read from it; tokens alone need nobody else", () => {
  const advised = { steps: 60, seed: 1, driftLimit: 0.2, identityRate: 0.03 };
  for (const what of ["tokens", "both", "deltas"] as const)
    for (const rank of [4, 8, 16] as const)
      for (const everywhere of [false, true]) {
        const learned = what === "tokens" ? ({ what, rank: 8, everywhere: false } as const) : { what, rank, everywhere };
        const recipe = recipeOf({ ...advised, ...chosen(learned) }, null);
        expect(learnedBy(recipe)).toEqual(learned);
        expect(recipe["others"] !== undefined).toBe(what !== "tokens");
      }
});
