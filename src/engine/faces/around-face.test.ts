import { expect, test } from "vitest";
import { aroundFace } from "./around-face.ts";

const SIZE = { width: 40, height: 50 };
const at = (data: Uint8Array, x: number, y: number): number => data[y * SIZE.width + x]!;

test("somebody is around their face, down to the picture's end, and broader below it", () => {
  const { data } = aroundFace(SIZE, { x: 15, y: 10, width: 10, height: 12 });
  expect([at(data, 20, 15), at(data, 12, 15), at(data, 20, 4), at(data, 20, 49), at(data, 6, 40)]).toEqual([
    255, 255, 255, 255, 255,
  ]);
  expect([at(data, 6, 15), at(data, 20, 1), at(data, 1, 49)]).toEqual([0, 0, 0]);
});

test("a face at the edge is cut there, and without a face nobody is there", () => {
  const { data } = aroundFace(SIZE, { x: -4, y: 40, width: 10, height: 12 });
  expect([at(data, 0, 49), at(data, 39, 49)]).toEqual([255, 0]);
  expect(aroundFace(SIZE, undefined).data.some((value) => value > 0)).toBe(false);
});
