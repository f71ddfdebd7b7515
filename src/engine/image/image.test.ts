import { expect, test } from "vitest";
import { BGR, fromPlanes, RGB, toPlanes } from "./planes.ts";
import { flipped, luma, raster, type Raster } from "./raster.ts";
import { resize } from "./resize.ts";

function painted(width: number, height: number, paint: (x: number, y: number) => readonly [number, number, number]): Raster {
  const image = raster(width, height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) image.data.set(paint(x, y), 4 * (y * width + x));
  return image;
}

test("planes in −1..1 and pixels are the same picture", () => {
  const image = painted(3, 2, (x, y) => [x * 80, y * 200, 255 - x * 100]);
  expect([...fromPlanes(toPlanes(image, RGB, 1 / 127.5, -1)).data]).toEqual([...image.data]);
});

test("BGR planes begin with blue", () => {
  const planes = toPlanes(
    painted(1, 1, () => [1, 2, 3]),
    BGR,
  );
  expect([...planes.data]).toEqual([3, 2, 1]);
});

test("a flip of a flip is the picture, and the left comes from the right", () => {
  const image = painted(3, 1, (x) => [x, 0, 0]);
  expect(flipped(image).data[0]).toBe(2);
  expect([...flipped(flipped(image)).data]).toEqual([...image.data]);
});

test("shrinking a checkerboard gives its mean, not one of its colours", () => {
  const small = resize(
    painted(64, 64, (x, y) => ((x + y) % 2 === 0 ? [0, 0, 0] : [200, 200, 200])),
    8,
    8,
  );
  for (const value of luma(small)) expect(Math.abs(value - 100)).toBeLessThan(2);
});

test("growing keeps a ramp a ramp", () => {
  const wide = resize(
    painted(4, 1, (x) => [x * 60, 0, 0]),
    8,
    1,
  );
  const reds = Array.from({ length: 8 }, (_, i) => wide.data[4 * i]!);
  expect(reds).toEqual([0, 15, 45, 75, 105, 135, 165, 180]);
});
