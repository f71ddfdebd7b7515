import { expect, test } from "vitest";
import { continued, placed } from "./expand.ts";
import type { Mask } from "./mask.ts";
import { raster, type Raster } from "./raster.ts";

const SHAPE = { width: 48, height: 64 };

/** Red grows to the right, green downwards. */
function slope(width: number, height: number): Raster {
  const image = raster(width, height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data.set([2 * x, 2 * y, 0, 255], 4 * (y * width + x));
  return image;
}

const SOURCE = slope(48, 64);
/** Somebody stands in the middle, down to the edge. */
const PERSON: Mask = {
  ...SHAPE,
  data: Uint8Array.from({ length: 48 * 64 }, (_, i) => (i % 48 >= 16 && i % 48 < 32 && i >= 48 * 20 ? 255 : 0)),
};

test.each([
  ["to both sides", { width: 114, height: 64 }, { left: 33, top: 0 }],
  ["upwards and down", { width: 48, height: 90 }, { left: 0, top: 13 }],
  ["into one corner", { width: 80, height: 100 }, { left: 32, top: 36 }],
])("the windows fill a frame that grows %s, and reach no farther into the picture than its seam", (_, frame, at) => {
  const { image, panes } = continued(SOURCE, PERSON, frame, at, SHAPE);
  expect({ width: image.width, height: image.height }).toEqual(frame);
  const most = new Uint8Array(frame.width * frame.height);
  for (const { mask } of panes) mask.data.forEach((value, i) => (most[i] = Math.max(most[i]!, value)));
  const seam = Math.max(...panes.map(({ window }) => 4 * Math.max(1, Math.round(0.015 * window.width))));
  let [unfilled, reached] = [0, 0];
  for (let y = 0; y < frame.height; y++)
    for (let x = 0; x < frame.width; x++) {
      const [u, v] = [x - at.left, y - at.top];
      const deep = Math.min(u, v, 47 - u, 63 - v);
      if (deep < 0 && most[y * frame.width + x] !== 255) unfilled++;
      // A side without room is no edge.
      const sides = [
        at.left > 0 ? u : 99,
        at.top > 0 ? v : 99,
        at.left + 48 < frame.width ? 47 - u : 99,
        at.top + 64 < frame.height ? 63 - v : 99,
      ];
      if (deep >= 0 && Math.min(...sides) > seam && most[y * frame.width + x] !== 0) reached++;
    }
  expect({ unfilled, reached }).toEqual({ unfilled: 0, reached: 0 });
});

test("every window has the pack's shape, and shows far more of what is there than it adds", () => {
  const { panes } = continued(SOURCE, PERSON, { width: 114, height: 64 }, { left: 33, top: 0 }, SHAPE);
  let there = 48 * 64;
  for (const { window, mask } of panes) {
    expect(Math.abs(window.width / window.height - 0.75)).toBeLessThan(0.02);
    const fresh = mask.data.reduce((sum, value) => sum + (value === 255 ? 1 : 0), 0);
    expect(fresh / there).toBeLessThan(0.5);
    there += fresh;
  }
  expect(panes).toHaveLength(5);
});

test("beside and above the person is not repeated, and below they go on", () => {
  const red = (x: number, y: number, image: Raster) => image.data[4 * (y * image.width + x)];
  const dark = raster(48, 64);
  PERSON.data.forEach((value, i) => value === 255 && dark.data.set([0, 0, 0], 4 * i));
  const { image } = continued(dark, PERSON, { width: 144, height: 84 }, { left: 48, top: 10 }, SHAPE);
  for (const [x, y] of [
    [24, 50],
    [120, 50],
    [72, 3],
  ] as const)
    expect(red(x, y, image)).toBeGreaterThan(250);
  expect(red(72, 50, image)).toBe(0);
  expect(red(72, 80, image)).toBe(0);
});

test("the picture itself lies in its place, and a frame of its own size needs no window", () => {
  const at = { left: 10, top: 4 };
  const out = placed(SOURCE, { width: 70, height: 70 }, at);
  expect([...out.data.subarray(4 * (5 * 70 + 12), 4 * (5 * 70 + 12) + 3)]).toEqual([4, 2, 0]);
  expect(continued(SOURCE, PERSON, SHAPE, { left: 0, top: 0 }, SHAPE).panes).toEqual([]);
});
