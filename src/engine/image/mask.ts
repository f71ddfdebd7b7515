/**
 * @file Where a picture may change: one number per pixel, and what is done with such numbers.
 */
import { raster, type Raster } from "./raster.ts";

export interface Mask {
  readonly width: number;
  readonly height: number;
  /** Row by row; 0 stays as it is, 255 changes altogether. */
  readonly data: Uint8Array<ArrayBuffer>;
}

export const isEmpty = ({ data }: Mask): boolean => data.every((value) => value === 0);

/**
 * One pass along each axis.
 *
 * @param pass from `from` to `to`, `count` values `stride` apart, the first at `start`
 */
function alongBoth(
  { width, height, data }: Mask,
  pass: (from: Uint8Array, to: Uint8Array, start: number, stride: number, count: number) => void,
): Mask {
  const across = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) pass(data, across, y * width, 1, width);
  const down = new Uint8Array(data.length);
  for (let x = 0; x < width; x++) pass(across, down, x, width, height);
  return { width, height, data: down };
}

/** Every pixel gets the most of the square around it; by fewer than 0, the least. */
export function grow(mask: Mask, by: number): Mask {
  const radius = Math.abs(Math.round(by));
  if (radius === 0) return mask;
  const best = by > 0 ? Math.max : Math.min;
  return alongBoth(mask, (from, to, start, stride, count) => {
    for (let i = 0; i < count; i++) {
      let value = from[start + i * stride]!;
      for (let j = Math.max(0, i - radius); j <= Math.min(count - 1, i + radius); j++)
        value = best(value, from[start + j * stride]!);
      to[start + i * stride] = value;
    }
  });
}

/** The mean over a window; at the border, over what of it lies inside. */
const blur = (mask: Mask, radius: number): Mask =>
  alongBoth(mask, (from, to, start, stride, count) => {
    let sum = 0;
    let inside = 0;
    for (let i = -radius; i < count; i++) {
      const [enters, leaves] = [i + radius, i - radius - 1];
      if (enters < count) [sum, inside] = [sum + from[start + enters * stride]!, inside + 1];
      if (leaves >= 0) [sum, inside] = [sum - from[start + leaves * stride]!, inside - 1];
      if (i >= 0) to[start + i * stride] = Math.round(sum / inside);
    }
  });

/** A slope over an edge, `by` pixels to either side of it, and nothing beyond. */
export function feather(mask: Mask, by: number): Mask {
  const radius = Math.round(by / 2);
  return radius === 0 ? mask : blur(blur(mask, radius), radius);
}

/** What of the first is not in the second. */
export function without({ width, height, data }: Mask, other: Mask): Mask {
  return { width, height, data: data.map((value, i) => Math.min(value, 255 - other.data[i]!)) };
}

/** For each cell of `side`² pixels the most that any of its pixels may change, 0..1. */
export function overCells({ width, height, data }: Mask, side: number): Float32Array {
  const [across, down] = [width / side, height / side];
  const cells = new Float32Array(across * down);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cell = Math.floor(y / side) * across + Math.floor(x / side);
      cells[cell] = Math.max(cells[cell]!, data[y * width + x]! / 255);
    }
  return cells;
}

/** Where the mask is 0, the source to the byte. */
export function composite(source: Raster, drawn: Raster, { data: mask }: Mask): Raster {
  const out = raster(source.width, source.height);
  for (let i = 0; i < mask.length; i++) {
    const share = mask[i]! / 255;
    for (let at = 4 * i; at < 4 * i + 3; at++) out.data[at] = source.data[at]! + share * (drawn.data[at]! - source.data[at]!);
  }
  return out;
}
