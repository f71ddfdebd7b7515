/**
 * @file Resampling with a triangle filter that widens when it shrinks, so that small pictures do not alias.
 *
 * The filter is that of Pillow's BILINEAR: separable, each output pixel a weighted mean of the inputs under its footprint.
 */
import { raster, type Raster } from "./raster.ts";

interface Footprint {
  readonly first: number;
  readonly weights: Float32Array;
}

function footprints(from: number, to: number): readonly Footprint[] {
  const ratio = from / to;
  const support = Math.max(1, ratio);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * ratio;
    const first = Math.max(0, Math.floor(centre - support));
    const last = Math.min(from, Math.ceil(centre + support));
    const weights = Float32Array.from({ length: last - first }, (__, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / support),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

export function resize(image: Raster, width: number, height: number): Raster {
  if (width === image.width && height === image.height) return image;
  const columns = footprints(image.width, width);
  const rows = footprints(image.height, height);
  const across = new Float32Array(3 * width * image.height);
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < width; x++) {
      const { first, weights } = columns[x]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0; k < weights.length; k++) {
        const at = 4 * (y * image.width + first + k);
        red += weights[k]! * image.data[at]!;
        green += weights[k]! * image.data[at + 1]!;
        blue += weights[k]! * image.data[at + 2]!;
      }
      const to = 3 * (y * width + x);
      across[to] = red;
      across[to + 1] = green;
      across[to + 2] = blue;
    }
  const out = raster(width, height);
  for (let y = 0; y < height; y++) {
    const { first, weights } = rows[y]!;
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++) sum += weights[k]! * across[3 * ((first + k) * width + x) + c]!;
        out.data[4 * (y * width + x) + c] = sum;
      }
  }
  return out;
}
