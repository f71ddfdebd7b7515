/**
 * @file Between a picture's pixels and the planes that graphs read and write (NCHW, one picture).
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
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) planes.data[c * area + i] = data[4 * i + order[c]!]! * scale + shift;
  return planes;
}

export const RGB = [0, 1, 2] as const;
export const BGR = [2, 1, 0] as const;

/** The first picture of [B, 3, H, W] in −1..1. */
export function fromPlanes({ shape, data }: FloatTensor): Raster {
  const [, , height, width] = shape as [number, number, number, number];
  const area = width * height;
  const out = raster(width, height);
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) out.data[4 * i + c] = (data[c * area + i]! + 1) * 127.5;
  return out;
}
