/**
 * @file Resampling with a triangle filter that widens when it shrinks, so that small pictures do not alias.
 *
 * The filter is that of Pillow's BILINEAR: separable, each output pixel a weighted mean of the inputs under its footprint.
 * Plain loops over flat arrays, because it runs between the graphs of every picture.
 */
import { raster, type Raster } from "./raster.ts";

/** For each of the outputs of one axis, the inputs under it and what each of them weighs. */
interface Footprints {
  readonly first: Int32Array;
  /** Where the weights of output `i` begin; they end where those of `i + 1` begin. */
  readonly begin: Int32Array;
  readonly weights: Float32Array;
}

function footprints(from: number, to: number): Footprints {
  const ratio = from / to;
  const support = Math.max(1, ratio);
  const first = new Int32Array(to);
  const begin = new Int32Array(to + 1);
  const weights = new Float32Array(to * (Math.ceil(2 * support) + 2));
  let end = 0;
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio;
    const start = Math.max(0, Math.floor(centre - support + 0.5));
    const last = Math.min(from, Math.ceil(centre + support - 0.5));
    first[i] = start;
    let sum = 0;
    for (let at = start; at < last; at++) {
      weights[end] = Math.max(0, 1 - Math.abs(at + 0.5 - centre) / support);
      sum += weights[end++]!;
    }
    for (let k = begin[i]!; k < end; k++) weights[k]! /= sum;
    begin[i + 1] = end;
  }
  return { first, begin, weights };
}

/** @returns RGB, `width` by the image's height */
function across({ data, width: from, height }: Raster, width: number): Float32Array {
  const { first, begin, weights } = footprints(from, width);
  const out = new Float32Array(3 * width * height);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = begin[x]!, at = 4 * (y * from + first[x]!), end = begin[x + 1]!; k < end; k++, at += 4) {
        const weight = weights[k]!;
        red += weight * data[at]!;
        green += weight * data[at + 1]!;
        blue += weight * data[at + 2]!;
      }
      out[to] = red;
      out[to + 1] = green;
      out[to + 2] = blue;
    }
  return out;
}

export function resize(image: Raster, width: number, height: number): Raster {
  if (width === image.width && height === image.height) return image;
  const wide = across(image, width);
  const { first, begin, weights } = footprints(image.height, height);
  const out = raster(width, height);
  const { data } = out;
  const row = 3 * width;
  for (let y = 0, to = 0; y < height; y++) {
    const start = begin[y]!;
    const end = begin[y + 1]!;
    for (let x = 0, top = first[y]! * row; x < width; x++, top += 3, to += 4) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = start, at = top; k < end; k++, at += row) {
        const weight = weights[k]!;
        red += weight * wide[at]!;
        green += weight * wide[at + 1]!;
        blue += weight * wide[at + 2]!;
      }
      data[to] = red;
      data[to + 1] = green;
      data[to + 2] = blue;
    }
  }
  return out;
}
