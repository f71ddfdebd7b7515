import { expect, test } from "vitest";
import { GRADES } from "~/contracts/request.ts";
import { graded } from "./grade.ts";
import { raster } from "./raster.ts";

/** From dark to bright skin tones, none of them black or white. */
const picture = () => {
  const image = raster(16, 8);
  for (let i = 0; i < 128; i++) image.data.set([60 + i, 50 + 0.8 * i, 45 + 0.6 * i, 255], 4 * i);
  return image;
};

const meanOf = (image: { readonly data: Uint8ClampedArray }, channel: number): number => {
  let sum = 0;
  for (let at = channel; at < image.data.length; at += 4) sum += image.data[at]!;
  return (4 * sum) / image.data.length;
};

test("every grade leaves the picture it is made of alone", () => {
  const image = picture();
  const before = image.data.slice();
  for (const grade of GRADES) expect(graded(image, grade).data).not.toEqual(before);
  expect(image.data).toEqual(before);
});

test("black and white has no colour, warm is redder than blue, cool the other way, matte has no black", () => {
  const mono = graded(picture(), "mono").data;
  for (let at = 0; at < mono.length; at += 4) expect([mono[at + 1], mono[at + 2]]).toEqual([mono[at], mono[at]]);
  const warmth = (image: { readonly data: Uint8ClampedArray }): number => meanOf(image, 0) - meanOf(image, 2);
  expect(warmth(graded(picture(), "warm"))).toBeGreaterThan(warmth(picture()) + 5);
  expect(warmth(graded(picture(), "cool"))).toBeLessThan(warmth(picture()) - 5);
  expect(Math.min(...graded(raster(4, 4), "matte").data.filter((_, i) => i % 4 < 3))).toBeGreaterThan(200);
  const black = raster(2, 2);
  black.data.fill(0);
  expect(graded(black, "matte").data[0]).toBeGreaterThanOrEqual(18);
});

test("a picture of one colour is graded without anything that is not a number", () => {
  for (const grade of GRADES) expect([...graded(raster(3, 5), grade).data].every(Number.isFinite)).toBe(true);
});
