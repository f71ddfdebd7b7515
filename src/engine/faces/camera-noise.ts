/**
 * @file Tells camera photographs from drawings by the colour noise of their flat areas.
 *
 * A sensor's three colours are noisy independently; paper grain, and whatever else a painter adds, moves them together. Measured on
 * pixels averaged two by two, because that is how coarse the colour of a JPEG is. On 24 drawings it is at most 0.56, on colour
 * photographs at JPEG quality 75 to 100 it is 0.75 to 2.2; black-and-white and very clean photographs escape it.
 */
import { luma, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";

const BLOCK = 8;
/** Mean luma outside of which a block is clipped and so noiseless. */
const DARK = 24;
const BRIGHT = 235;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** |value − mean of its four neighbours| of red − green plus that of blue − green. */
function colourResidual({ width, data }: Raster, x: number, y: number): number {
  const difference = (column: number, row: number, channel: 0 | 2): number => {
    const at = 4 * (row * width + column);
    return data[at + channel]! - data[at + 1]!;
  };
  const residual = (channel: 0 | 2): number => {
    const around =
      difference(x - 1, y, channel) +
      difference(x + 1, y, channel) +
      difference(x, y - 1, channel) +
      difference(x, y + 1, channel);
    return Math.abs(difference(x, y, channel) - around / 4);
  };
  return residual(0) + residual(2);
}

function spread(
  y: Float32Array,
  width: number,
  left: number,
  top: number,
): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  let squares = 0;
  for (let row = top; row < top + BLOCK; row++)
    for (let column = left; column < left + BLOCK; column++) {
      const value = y[row * width + column]!;
      sum += value;
      squares += value * value;
    }
  const mean = sum / BLOCK ** 2;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / BLOCK ** 2 - mean * mean)) };
}

/** Median residual over the flatter half of the picture, 0..255; 0 where nothing is flat. */
export function cameraNoise(image: Raster): number {
  const half = resize(image, Math.max(1, image.width >> 1), Math.max(1, image.height >> 1));
  const y = luma(half);
  const blocks: { left: number; top: number; deviation: number }[] = [];
  for (let top = 1; top + BLOCK < half.height; top += BLOCK)
    for (let left = 1; left + BLOCK < half.width; left += BLOCK) {
      const { mean, deviation } = spread(y, half.width, left, top);
      if (mean > DARK && mean < BRIGHT) blocks.push({ left, top, deviation });
    }
  const limit = median(blocks.map(({ deviation }) => deviation));
  const residuals: number[] = [];
  for (const { left, top, deviation } of blocks)
    if (deviation <= limit)
      for (let row = top; row < top + BLOCK; row++)
        for (let column = left; column < left + BLOCK; column++) residuals.push(colourResidual(half, column, row));
  return median(residuals);
}
