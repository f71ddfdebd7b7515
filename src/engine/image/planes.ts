/**
 * @file Between a picture's pixels and the planes that graphs read and write (NCHW, one picture; some read NHWC).
 */
import { floats, type FloatTensor } from "~/engine/tensor/tensor.ts";
import { raster, type Raster } from "./raster.ts";

/** @param order which of red 0, green 1, blue 2 each plane holds; values are pixel · scale + shift */
export function toPlanes(
  { width, height, data }: Raster,
  order: readonly [number, number, number],
  scale = 1,
  shift = 0,
): FloatTensor {
  const area = width * height;
  const planes = floats([1, 3, height, width]);
  const { data: values } = planes;
  for (let c = 0; c < 3; c++)
    for (let i = 0, to = c * area, from = order[c]!; i < area; i++) values[to + i] = data[from + 4 * i]! * scale + shift;
  return planes;
}

/** [1, H, W, 3] of red, green and blue: pixel · scale */
export function toPixels({ width, height, data }: Raster, scale: number): FloatTensor {
  const pixels = floats([1, height, width, 3]);
  for (let i = 0; i < pixels.data.length; i++) pixels.data[i] = scale * data[4 * Math.floor(i / 3) + (i % 3)]!;
  return pixels;
}

export const RGB = [0, 1, 2] as const;
export const BGR = [2, 1, 0] as const;

/** The first picture of [B, 3, H, W] in −1..1. */
export function fromPlanes({ shape, data }: FloatTensor): Raster {
  const [, , height, width] = shape as [number, number, number, number];
  const area = width * height;
  const out = raster(width, height);
  const { data: pixels } = out;
  for (let i = 0, to = 0; i < area; i++, to += 4) {
    pixels[to] = (data[i]! + 1) * 127.5;
    pixels[to + 1] = (data[area + i]! + 1) * 127.5;
    pixels[to + 2] = (data[2 * area + i]! + 1) * 127.5;
  }
  return out;
}
