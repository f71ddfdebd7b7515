/**
 * @file Grades: a picture's colours in another mood, by a curve and three factors. Nothing is drawn.
 */
import type { Grade } from "~/contracts/request.ts";
import { raster, type Raster } from "./raster.ts";

interface Manner {
  /** What grey becomes, red, green and blue; 1 leaves it. */
  readonly balance: readonly [number, number, number];
  /** Of colours from their grey; 0 is black and white. */
  readonly saturation: number;
  /** Around middle grey. */
  readonly contrast: number;
  /** What black becomes, 0..255. */
  readonly lift: number;
}

const MANNERS: Readonly<Record<Exclude<Grade, "true">, Manner>> = {
  warm: { balance: [1.06, 1.0, 0.9], saturation: 1.05, contrast: 1.02, lift: 0 },
  cool: { balance: [0.94, 1.0, 1.07], saturation: 0.95, contrast: 1.02, lift: 0 },
  matte: { balance: [1.01, 1.0, 0.98], saturation: 0.86, contrast: 0.86, lift: 18 },
  mono: { balance: [1, 1, 1], saturation: 0, contrast: 1.1, lift: 0 },
};

/** Share of the brightest and darkest pixels that "true to life" lets go. */
const CLIPPED = 0.002;

/** Grey for all, as far as the picture's own extremes say: the darkest is black, the brightest white, of each colour alike. */
function stretch({ data }: Raster): Manner {
  const counts = new Uint32Array(256);
  for (let at = 0; at < data.length; at += 4)
    counts[Math.round(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!)]!++;
  const most = (CLIPPED * data.length) / 4;
  const find = (from: number, by: 1 | -1): number => {
    let at = from;
    for (let sum = counts[at]!; sum <= most && at + by in counts; sum += counts[at]!) at += by;
    return at;
  };
  const [dark, bright] = [find(0, 1), find(255, -1)];
  // Flat pictures stay flat: a wall of one colour has no truer one.
  const contrast = Math.min(1.35, 255 / Math.max(1, bright - dark));
  return { balance: [1, 1, 1], saturation: 1, contrast, lift: 0 };
}

/**
 * @param whole what the image is a strip of: its extremes are those of all
 * @returns another raster; the one given stays
 */
export function graded(image: Raster, grade: Grade, whole: Raster = image): Raster {
  const { balance, saturation, contrast, lift } = grade === "true" ? stretch(whole) : MANNERS[grade];
  const out = raster(image.width, image.height);
  for (let at = 0; at < image.data.length; at += 4) {
    const grey = 0.299 * image.data[at]! + 0.587 * image.data[at + 1]! + 0.114 * image.data[at + 2]!;
    for (let c = 0; c < 3; c++) {
      const coloured = (grey + saturation * (image.data[at + c]! - grey)) * balance[c]!;
      out.data[at + c] = lift + (1 - lift / 255) * (127.5 + contrast * (coloured - 127.5));
    }
  }
  return out;
}
