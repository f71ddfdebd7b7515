import { expect, test } from "vitest";
import type { Face } from "~/contracts/faces.ts";
import { raster } from "~/engine/image/raster.ts";
import { drift } from "./drift.ts";

const SIZE = 40;
const face = { box: { x: 10, y: 10, width: 10, height: 10 } } as Face;

const painted = (value: number, from: number, to: number) => {
  const image = raster(SIZE, SIZE);
  for (let y = from; y < to; y++)
    for (let x = from; x < to; x++) image.data.fill(value, 4 * (y * SIZE + x), 4 * (y * SIZE + x) + 3);
  return image;
};

test("what changes in a face is no drift, and what changes around it is, by how much", () => {
  expect(drift(raster(SIZE, SIZE), painted(0, 10, 20), [face])).toBe(0);
  expect(drift(raster(SIZE, SIZE), painted(0, 0, SIZE), [])).toBe(1);
  expect(drift(raster(SIZE, SIZE), painted(204, 0, SIZE), [face])).toBeCloseTo(0.2);
  // 100 of the 1600 pixels, of which the face's margin takes 21 × 21.
  expect(drift(raster(SIZE, SIZE), painted(0, 30, 40), [face])).toBeCloseTo(100 / (SIZE * SIZE - 21 * 21));
});

test("a picture that is all face has nowhere to drift", () => {
  const all = { box: { x: 0, y: 0, width: SIZE, height: SIZE } } as Face;
  expect(drift(raster(SIZE, SIZE), painted(0, 0, SIZE), [all])).toBe(0);
});
