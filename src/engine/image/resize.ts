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
  const { data } = image;
  const across = new Float32Array(3 * width * image.height);
  for (let y = 0, to = 0; y < image.height; y++)
    for (const { first, weights } of columns) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0, at = 4 * (y * image.width + first); k < weights.length; k++, at += 4) {
        const weight = weights[k]!;
        red += weight * data[at]!;
        green += weight * data[at + 1]!;
        blue += weight * data[at + 2]!;
      }
      across[to++] = red;
      across[to++] = green;
      across[to++] = blue;
    }
  const out = raster(width, height);
  // A whole row at a time, because memory is read in order then.
  const down = new Float64Array(3 * width);
  for (const [y, { first, weights }] of rows.entries()) {
    down.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!;
      const from = 3 * (first + k) * width;
      for (let i = 0; i < down.length; i++) down[i]! += weight * across[from + i]!;
    }
    for (let i = 0, at = 4 * y * width; i < down.length; i += 3, at += 4) {
      out.data[at] = down[i]!;
      out.data[at + 1] = down[i + 1]!;
      out.data[at + 2] = down[i + 2]!;
    }
  }
  return out;
}
