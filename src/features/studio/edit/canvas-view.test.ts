import { expect, test } from "vitest";
import { changedRows, tint, toCanvas, toPicture, viewOf, zoomedAt } from "./canvas-view.ts";

const CANVAS = { width: 600, height: 400 };
const PICTURE = { width: 30, height: 40 };

test("a picture is fitted in the middle, and there and back leads to the same point", () => {
  const view = viewOf(CANVAS, PICTURE, 1, { x: 0, y: 0 });
  expect(view).toEqual({ scale: 10, x: 150, y: 0 });
  expect(toPicture(view, { x: 300, y: 200 })).toEqual({ x: 15, y: 20 });
  expect(toCanvas(view, toPicture(view, { x: 17, y: 333 }))).toEqual({ x: 17, y: 333 });
});

test("what lies under the pointer stays there while it is zoomed", () => {
  const at = { x: 210, y: 90 };
  const offset = { x: 12, y: -7 };
  const before = toPicture(viewOf(CANVAS, PICTURE, 1.5, offset), at);
  const after = toPicture(viewOf(CANVAS, PICTURE, 6, zoomedAt(CANVAS, PICTURE, 1.5, offset, 6, at)), at);
  expect(after.x).toBeCloseTo(before.x, 9);
  expect(after.y).toBeCloseTo(before.y, 9);
});

test("a mask shows as stripes with a line of light and dark around it, and nothing where nothing is masked", () => {
  const data = new Uint8Array(20 * 20);
  for (let y = 4; y < 16; y++) data.fill(255, y * 20 + 4, y * 20 + 16);
  const pixels = new Uint8ClampedArray(4 * 400);
  tint({ width: 20, height: 20, data }, pixels, { from: 0, to: 20 });
  const alpha = (x: number, y: number): number => pixels[4 * (y * 20 + x) + 3]!;
  expect([alpha(0, 0), alpha(4, 8)]).toEqual([0, 255]);
  expect(new Set([alpha(8, 8), alpha(10, 10), alpha(9, 9), alpha(11, 11)]).size).toBe(2);
});

test("what changed of a mask is painted again as if it were painted whole", () => {
  const size = { width: 20, height: 20 };
  const before = { ...size, data: new Uint8Array(400).fill(255, 100, 140) };
  const after = { ...size, data: before.data.slice().fill(255, 205, 212) };
  const rows = changedRows(before, after);
  expect(rows).toEqual({ from: 9, to: 12 });
  expect(changedRows(after, after)).toEqual({ from: 0, to: 0 });
  const [whole, parts] = [new Uint8ClampedArray(1600), new Uint8ClampedArray(1600)];
  tint(after, whole, { from: 0, to: 20 });
  tint(before, parts, { from: 0, to: 20 });
  tint(after, parts, rows);
  expect(parts).toEqual(whole);
});
