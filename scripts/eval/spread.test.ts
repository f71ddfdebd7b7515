import { expect, test } from "vitest";
import { quantile, spreadOf } from "./spread.mjs";

// numpy.quantile([3, 1, 2, 10], 0.3)
test("a quantile lies between two numbers as numpy has it", () => {
  expect(quantile([1, 2, 3, 10], 0.3)).toBeCloseTo(1.9, 9);
});

// numpy.quantile for the ranges and tenths, scipy.stats.entropy(counts, base=10) for the evenness.
test("what covers half of a range and crowds at one end is told from what is spread", () => {
  const reference = Array.from({ length: 500 }, (_, i) => ((i * 37) % 500) / 500);
  const crowded = Array.from({ length: 200 }, (_, i) => 0.2 + 0.5 * (((i * 61) % 200) / 200) ** 2);
  const found = spreadOf(crowded, reference);
  expect(found.covered).toBeCloseTo(0.496005, 5);
  expect(found.evenness).toBeCloseTo(0.624443, 5);
  const itself = spreadOf(reference, reference);
  expect(itself.covered).toBeCloseTo(1, 9);
  expect(itself.evenness).toBeCloseTo(1, 3);
});
