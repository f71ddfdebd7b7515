import fc from "fast-check";
import { expect, test } from "vitest";
import { composite, feather, grow, isEmpty, overCells, type Mask } from "./mask.ts";
import { raster } from "./raster.ts";

const SIZE = 32;

/** A square of what may change. */
const square = (left: number, top: number, side: number): Mask => ({
  width: SIZE,
  height: SIZE,
  data: Uint8Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [x, y] = [i % SIZE, Math.floor(i / SIZE)];
    return x >= left && x < left + side && y >= top && y < top + side ? 255 : 0;
  }),
});
const at = ({ data }: Mask, x: number, y: number): number => data[y * SIZE + x]!;

test("what grows by some pixels and shrinks by as many is a square again", () => {
  expect(grow(square(10, 8, 6), 3).data).toEqual(square(7, 5, 12).data);
  expect(grow(square(7, 5, 12), -3).data).toEqual(square(10, 8, 6).data);
  expect(isEmpty(grow(square(10, 8, 6), -3))).toBe(true);
});

test("a feathered edge is half in the middle, and nothing or everything beyond its width", () => {
  const soft = feather(square(0, 0, 16), 8);
  expect(Array.from({ length: SIZE }, (_, x) => at(soft, x, 4))).toEqual(
    Array.from({ length: SIZE }, (_, x) => at(soft, x, 4)).toSorted((a, b) => b - a),
  );
  expect(at(soft, 7, 4)).toBe(255);
  expect(at(soft, 24, 4)).toBe(0);
  expect((at(soft, 15, 4) + at(soft, 16, 4)) / 2).toBeCloseTo(127.5, 0);
});

test("feathering neither adds to a mask of everything nor to one of nothing", () => {
  expect(new Set(feather(square(0, 0, SIZE), 10).data)).toEqual(new Set([255]));
  expect(isEmpty(feather(square(0, 0, 0), 10))).toBe(true);
});

test("a cell may change as much as the most of its pixels", () => {
  const cells = overCells(square(15, 16, 1), 16);
  expect([...cells]).toEqual([0, 0, 1, 0]);
});

test("where the mask is 0 there is the source to the byte, and where it is full what was drawn", () => {
  const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
  fc.assert(
    fc.property(bytes(4 * 4 * 4), bytes(4 * 4 * 4), bytes(16), (before, after, mask) => {
      const [source, drawn] = [before, after].map((values) => ({ ...raster(4, 4), data: Uint8ClampedArray.from(values) }));
      const out = composite(source!, drawn!, { width: 4, height: 4, data: Uint8Array.from(mask) }).data;
      mask.forEach((share, i) => {
        for (let k = 4 * i; k < 4 * i + 3; k++) {
          if (share === 0) expect(out[k]).toBe(before[k]);
          if (share === 255) expect(out[k]).toBe(after[k]);
          expect(out[k]).toBeGreaterThanOrEqual(Math.min(before[k]!, after[k]!));
          expect(out[k]).toBeLessThanOrEqual(Math.max(before[k]!, after[k]!));
        }
      });
    }),
  );
});
