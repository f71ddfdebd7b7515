/**
 * @file Tells camera photographs from drawings by what a sensor cannot help: colour noise, and texture nearly everywhere.
 *
 * A sensor's three colours are noisy independently; paper grain, and whatever else a painter adds, moves them together, and a drawing
 * leaves a third of its area calm. Seen at one size, that of half a drawing, where the colour of a JPEG is not interpolated. Measured:
 * 24 drawings reach at most 8.9, saved as JPEG 11.7; of eight colour photographs six lie between 12.4 and 70. A photograph with a large
 * dark or blurred background stays below.
 */
import type { Raster } from "~/engine/image/raster.ts";

/** Longest side at which it is measured, px. */
const SIDE = 256;
const BLOCK = 8;
const SHARE = 0.35;
/** Mean luma outside of which a block is clipped and so noiseless. */
const DARK = 24;
const BRIGHT = 235;

interface Planes {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
  /** Red − green and blue − green. */
  readonly colours: readonly [Float32Array, Float32Array];
}

/** Means of squares of `factor` pixels, not rounded: a wider filter would average the noise away, rounding would add some. */
function boxed({ width, height, data }: Raster, factor: number): Planes {
  const columns = Math.floor(width / factor);
  const rows = Math.floor(height / factor);
  const [luma, redness, blueness] = [0, 1, 2].map(() => new Float32Array(columns * rows)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let y = 0; y < rows * factor; y++)
    for (let x = 0; x < columns * factor; x++) {
      const to = Math.floor(y / factor) * columns + Math.floor(x / factor);
      const from = 4 * (y * width + x);
      const [red, green, blue] = [data[from]!, data[from + 1]!, data[from + 2]!];
      luma[to]! += (0.299 * red + 0.587 * green + 0.114 * blue) / factor ** 2;
      redness[to]! += (red - green) / factor ** 2;
      blueness[to]! += (blue - green) / factor ** 2;
    }
  return { width: columns, height: rows, luma, colours: [redness, blueness] };
}

/** |value − mean of its four neighbours|, both colours together. */
function colourResidual({ width, colours }: Planes, at: number): number {
  let sum = 0;
  for (const colour of colours)
    sum += Math.abs(colour[at]! - (colour[at - 1]! + colour[at + 1]! + colour[at - width]! + colour[at + width]!) / 4);
  return sum;
}

/** Luma deviation times mean colour residual; null where the block is clipped. */
function blockNoise(planes: Planes, left: number, top: number): number | null {
  let sum = 0;
  let squares = 0;
  let residual = 0;
  for (let row = top; row < top + BLOCK; row++)
    for (let column = left; column < left + BLOCK; column++) {
      const at = row * planes.width + column;
      sum += planes.luma[at]!;
      squares += planes.luma[at]! ** 2;
      residual += colourResidual(planes, at);
    }
  const area = BLOCK ** 2;
  const mean = sum / area;
  if (mean <= DARK || mean >= BRIGHT) return null;
  return (Math.sqrt(Math.max(0, squares / area - mean * mean)) * residual) / area;
}

/** What a third of the picture's blocks stay below; 0 where all are clipped. */
export function cameraNoise(image: Raster): number {
  const planes = boxed(image, Math.max(1, Math.round(Math.max(image.width, image.height) / SIDE)));
  const blocks: number[] = [];
  for (let top = 1; top + BLOCK < planes.height; top += BLOCK)
    for (let left = 1; left + BLOCK < planes.width; left += BLOCK) {
      const noise = blockNoise(planes, left, top);
      if (noise !== null) blocks.push(noise);
    }
  return blocks.toSorted((a, b) => a - b)[Math.floor(blocks.length * SHARE)] ?? 0;
}
