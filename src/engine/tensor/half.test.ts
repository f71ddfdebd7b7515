import { expect, test } from "vitest";
import { fromHalf, toHalf } from "./half.ts";

test("every half there is comes back as itself", () => {
  const all = Uint16Array.from({ length: 2 ** 16 }, (_, half) => half).filter(
    (half) => (half & 0x7c00) !== 0x7c00 || !(half & 0x3ff),
  );
  expect(toHalf(fromHalf(all))).toEqual(all);
  expect(fromHalf(Uint16Array.of(0x7e00))[0]).toBeNaN();
  expect(toHalf(Float32Array.of(Number.NaN))[0]).toBe(0x7e00);
});

/** Of the standard's own examples, and numbers halfway between two. */
test.each([
  [1, 0x3c00],
  [-2, 0xc000],
  [65504, 0x7bff],
  [65519, 0x7bff],
  [65520, 0x7c00],
  [1e9, 0x7c00],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [2 ** -25, 0x0000],
  [3 * 2 ** -25, 0x0002],
  [0.333251953125, 0x3555],
  [1 + 2 ** -11, 0x3c00],
  [1 + 3 * 2 ** -11, 0x3c02],
  [-0, 0x8000],
])("%f is %i", (value, half) => {
  expect(toHalf(Float32Array.of(value))[0]).toBe(half);
});
