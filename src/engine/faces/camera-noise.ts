/**
 * @file Tells camera photographs from drawings by what a sensor cannot help: colour noise, and texture nearly everywhere.
 *
 * A sensor's three colours are noisy independently; paper grain, and whatever else a painter adds, moves them together, and a drawing
 * leaves a third of its area calm. Seen at one size, that of half a drawing, where the colour of a JPEG is not interpolated. A picture
 * without any colour has only its texture to tell; the drawings that a pack reads have colour.
 *
 * Measured at a limit of 12 on 595 drawings and ten colour photographs and crops, each also as JPEG of quality 85, at half size, and enlarged:
 * 0.4 % of the drawings are above it and 29 of the 40 photographs; of ten without colour seven. What it misses is a blurred or empty
 * background, or a photograph saved small and coarse; so the face itself is looked at too (calm.ts).
 */
import type { Raster } from "~/engine/image/raster.ts";

/** Longest side at which it is measured, px. */
const SIDE = 256;
const BLOCK = 8;
/** Shares of the blocks that a measure is read at: the calmest fifth and the calmest third. */
const CALMEST = 0.2;
const CALM = 0.35;
/** One scale for colour residual, for that times the deviation of luma, and for the deviation of luma in grey: drawings stay below 12. */
const SCALE = { colour: 10, calmest: 1.5, calm: 2 / 3, grey: 2.4 };
/** Mean difference of the colours below which a picture has none; the greyest drawing has 14. */
const COLOURLESS = 1;
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

interface Block {
  /** Standard deviation of luma. */
  readonly texture: number;
  readonly residual: number;
}

/** Null where the block is clipped. */
function blockAt(planes: Planes, left: number, top: number): Block | null {
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
  return { texture: Math.sqrt(Math.max(0, squares / area - mean * mean)), residual: residual / area };
}

/** What this share of the blocks stays below; 0 where all are clipped. */
function below(share: number, blocks: readonly Block[], measure: (block: Block) => number): number {
  const values = blocks.map(measure).toSorted((a, b) => a - b);
  return values[Math.floor(values.length * share)] ?? 0;
}

const meanColour = ({ colours }: Planes): number =>
  colours.reduce((sum, plane) => sum + plane.reduce((all, value) => all + Math.abs(value), 0) / plane.length, 0);

export function cameraNoise(image: Raster): number {
  const planes = boxed(image, Math.max(1, Math.round(Math.max(image.width, image.height) / SIDE)));
  const blocks: Block[] = [];
  for (let top = 1; top + BLOCK < planes.height; top += BLOCK)
    for (let left = 1; left + BLOCK < planes.width; left += BLOCK) {
      const block = blockAt(planes, left, top);
      if (block !== null) blocks.push(block);
    }
  if (meanColour(planes) < COLOURLESS) return below(CALM, blocks, ({ texture }) => texture) * SCALE.grey;
  const both = ({ texture, residual }: Block): number => texture * residual;
  return Math.max(
    below(CALMEST, blocks, ({ residual }) => residual) * SCALE.colour,
    below(CALMEST, blocks, both) * SCALE.calmest,
    below(CALM, blocks, both) * SCALE.calm,
  );
}
