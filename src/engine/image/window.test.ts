import { describe, expect, test } from "vitest";
import { raster, type Raster } from "./raster.ts";
import type { Mask } from "./mask.ts";
import { boundsOf, cut, cutMask, matched, pasted, windowAround } from "./window.ts";

const SHAPE = { width: 6, height: 8 };

/** Each pixel says where it is. */
function map(width: number, height: number): Raster {
  const image = raster(width, height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data.set([x, y, 100, 255], 4 * (y * width + x));
  return image;
}

function maskOf(width: number, height: number, at: (x: number, y: number) => number): Mask {
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = at(x, y);
  return { width, height, data };
}

const pixel = ({ width, data }: Raster, x: number, y: number): readonly number[] => [
  ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3),
];

describe("where a window lies", () => {
  test("a small place is shown as the pack draws it, never enlarged", () => {
    const at = windowAround({ left: 50, top: 40, width: 2, height: 2 }, { width: 100, height: 100 }, SHAPE, 0.25);
    expect(at).toEqual({ left: 48, top: 37, width: 6, height: 8 });
  });

  test("a large place is shown with its surroundings, within the picture", () => {
    const at = windowAround({ left: 0, top: 0, width: 40, height: 20 }, { width: 100, height: 100 }, SHAPE, 0.25);
    expect(at).toEqual({ left: 0, top: 0, width: 60, height: 80 });
  });

  test("a window that shows everything reaches beyond a picture of another shape", () => {
    const all = { left: 0, top: 0, width: 60, height: 20 };
    expect(windowAround(all, all, SHAPE, 0.25)).toEqual({ left: 0, top: -30, width: 60, height: 80 });
  });

  test("nothing has no bounds, and one pixel has its own", () => {
    expect(boundsOf(maskOf(5, 5, () => 0))).toBeNull();
    expect(boundsOf(maskOf(5, 5, (x, y) => (x === 3 && y === 4 ? 1 : 0)))).toEqual({ left: 3, top: 4, width: 1, height: 1 });
  });
});

describe("what a window shows", () => {
  test("is the picture's own pixels at its own size, and its edge beyond it", () => {
    const shown = cut(map(10, 10), { left: -2, top: 7, width: 6, height: 8 }, SHAPE);
    expect(pixel(shown, 0, 0)).toEqual([0, 7, 100]);
    expect(pixel(shown, 5, 1)).toEqual([3, 8, 100]);
    expect(pixel(shown, 5, 7)).toEqual([3, 9, 100]);
  });

  test("may change where the mask says so, and nowhere beyond the picture", () => {
    const shown = cutMask(
      maskOf(10, 10, () => 255),
      { left: -2, top: 7, width: 6, height: 8 },
      SHAPE,
    );
    expect([...shown.data.subarray(0, 6)]).toEqual([0, 0, 255, 255, 255, 255]);
    expect(shown.data.subarray(6 * 3).every((value) => value === 0)).toBe(true);
  });
});

describe("what goes back", () => {
  const window = { left: 2, top: 1, width: 12, height: 16 };
  const mask = maskOf(20, 20, (x) => (x < 4 ? 0 : x < 8 ? 128 : 255));

  test("is at full size, and leaves the rest to the byte", () => {
    const picture = map(20, 20);
    const white = raster(6, 8);
    const out = pasted(picture, white, window, mask);
    for (let y = 0; y < 20; y++)
      for (let x = 0; x < 20; x++) {
        const inside = x >= 4 && x < 14 && y >= 1 && y < 17;
        const expected = inside ? (x < 8 ? undefined : [255, 255, 255]) : pixel(picture, x, y);
        if (expected) expect(pixel(out, x, y)).toEqual(expected);
      }
    expect(pixel(out, 5, 5)).toEqual([130, 130, 178]);
    expect(pixel(picture, 10, 10)).toEqual([10, 10, 100]);
  });

  test("has the colours of what is around it", () => {
    const source = map(12, 12);
    const darker = raster(12, 12);
    darker.data.forEach((_, i) => (darker.data[i] = source.data[i]! + (i % 4 === 3 ? 0 : i % 4 === 2 ? -40 : 30)));
    const hole = maskOf(12, 12, (x, y) => (x > 2 && x < 9 && y > 2 ? 255 : 0));
    const out = matched(source, darker, hole);
    expect(pixel(out, 6, 6)).toEqual([6, 6, 100]);
    expect(pixel(out, 8, 11)).toEqual([8, 11, 100]);
  });

  test("stays as it was drawn where nothing around it is held", () => {
    const drawn = map(4, 4);
    expect(
      matched(
        raster(4, 4),
        drawn,
        maskOf(4, 4, () => 255),
      ),
    ).toBe(drawn);
  });
});
