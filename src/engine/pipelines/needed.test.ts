import { expect, test } from "vitest";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { asItWasBehind } from "./needed.ts";

const SIZE = { width: 96, height: 128 };

const painted = (colour: (x: number, y: number) => number): Raster => {
  const out = raster(SIZE.width, SIZE.height);
  for (let i = 0; i < SIZE.width * SIZE.height; i++)
    for (let c = 0; c < 3; c++) out.data[4 * i + c] = colour(i % SIZE.width, Math.floor(i / SIZE.width));
  return out;
};
const partsOf = (part: (x: number, y: number) => Part): Uint8Array =>
  Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, i) =>
    PARTS.indexOf(part(i % SIZE.width, Math.floor(i / SIZE.width))),
  );
const at = ({ data }: Raster, x: number, y: number): number => data[4 * (y * SIZE.width + x)]!;

/** A wall that grows brighter to the right. */
const wall = (x: number): number => 80 + x;
const wide = (x: number, y: number): Part => (x > 30 && x < 66 && y > 30 && y < 110 ? "hair" : "background");
const short = (x: number, y: number): Part => (x > 36 && x < 60 && y > 30 && y < 60 ? "hair" : "background");

test("hair that is shorter bares the wall that goes on around it, and nothing that the pack thought of is seen behind it", () => {
  const image = painted((x, y) => (wide(x, y) === "hair" ? 20 : wall(x)));
  // All around the hair the drawing has changed too.
  const drawn = painted((x, y) => (short(x, y) === "hair" ? 200 : x > 20 && x < 76 && y > 20 && y < 118 ? 30 : wall(x)));
  const result = asItWasBehind(image, drawn, partsOf(wide), partsOf(short), SIZE.width);
  expect(at(result, 48, 45)).toBe(200);
  expect(at(result, 24, 40)).toBeCloseTo(wall(24), -0.5);
  for (const [x, y] of [
    [48, 90],
    [40, 80],
    [33, 60],
  ] as const)
    expect(Math.abs(at(result, x, y) - wall(x))).toBeLessThan(10);
  expect(at(result, 5, 5)).toBe(wall(5));
});

test("where nothing behind has changed, what was drawn is left as it is", () => {
  const drawn = painted((x, y) => (short(x, y) === "hair" ? 200 : wall(x)));
  const image = painted((x, y) => (short(x, y) === "hair" ? 20 : wall(x)));
  expect(asItWasBehind(image, drawn, partsOf(short), partsOf(short), SIZE.width).data).toEqual(drawn.data);
});
