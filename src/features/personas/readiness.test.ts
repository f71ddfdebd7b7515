import { expect, test } from "vitest";
import { coverage, sideOf, wanted } from "./readiness.ts";

test("a turned head is counted on its side", () => {
  expect([-40, -24, -10, -9, 0, 8.9, 9, 30].map(sideOf)).toEqual([0, 1, 1, 2, 2, 2, 3, 4]);
  expect(coverage([0, 2, -15, 33])).toEqual([0, 1, 2, 0, 1]);
});

test("only a direction that nobody has seen is asked for", () => {
  expect(wanted(coverage([0, 3, 1]))).toEqual([1, 3]);
  expect(wanted(coverage([0, -30, 12]))).toEqual([]);
  expect(wanted(coverage([-20, 20]))).toEqual([2]);
});
