import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { normal } from "./normal.ts";

interface Golden {
  readonly cases: readonly { readonly seed: number; readonly stream: number; readonly values: readonly number[] }[];
}

test("agrees with the toolkit's numpy implementation to the last bit of float32 or its neighbour", () => {
  const golden = JSON.parse(readFileSync("tests/golden/philox-normal.json", "utf8")) as Golden;
  expect(golden.cases.length).toBeGreaterThan(1);
  for (const { seed, stream, values } of golden.cases) {
    const ours = normal(seed, stream, values.length);
    values.forEach((value, i) => expect(Math.abs(ours[i]! - value)).toBeLessThanOrEqual(2 ** -22 * Math.max(1, Math.abs(value))));
  }
});

test("has mean 0, variance 1 and the tails of a normal", () => {
  const values = normal(7, 0, 200_000);
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  const beyondTwo = values.filter((x) => Math.abs(x) > 2).length / values.length;
  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1)).toBeLessThan(0.01);
  expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.003);
});

test("does not depend on how many elements are asked for", () => {
  expect(normal(123456, 0, 10)).toEqual(normal(123456, 0, 4096).slice(0, 10));
});

test("differs between seeds and between streams", () => {
  expect([...normal(1, 0, 4)]).not.toEqual([...normal(2, 0, 4)]);
  expect([...normal(1, 0, 4)]).not.toEqual([...normal(1, 1, 4)]);
});
