/**
 * @file A picture whose masked part is taken over by what surrounds it, smoothly: what a thing is removed into before it is drawn.
 *
 * Push-pull (Gortler et al. 1996): colours are averaged over ever larger squares of what is known, and flow back into what is not.
 */
import type { Mask } from "./mask.ts";
import { raster, type Raster } from "./raster.ts";

interface Level {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, and how much of them is known. */
  readonly data: Float32Array;
}

function halved({ width, height, data }: Level): Level {
  const [across, down] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const out = new Float32Array(4 * across * down);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      const to = 4 * ((y >> 1) * across + (x >> 1));
      const known = data[from + 3]!;
      for (let c = 0; c < 3; c++) out[to + c]! += known * data[from + c]!;
      out[to + 3]! += known;
    }
  for (let at = 0; at < out.length; at += 4) {
    const known = out[at + 3]!;
    if (known > 0) for (let c = 0; c < 3; c++) out[at + c]! /= known;
    out[at + 3] = Math.min(1, known);
  }
  return { width: across, height: down, data: out };
}

/** The coarser level's colours, between its squares, where the finer one knows none. */
function pulled(fine: Level, coarse: Level): Level {
  const data = fine.data.slice();
  const at = (x: number, y: number, c: number): number => {
    const [column, row] = [Math.min(coarse.width - 1, Math.max(0, x)), Math.min(coarse.height - 1, Math.max(0, y))];
    return coarse.data[4 * (row * coarse.width + column) + c]!;
  };
  for (let y = 0; y < fine.height; y++)
    for (let x = 0; x < fine.width; x++) {
      const to = 4 * (y * fine.width + x);
      const known = data[to + 3]!;
      if (known >= 1) continue;
      const [u, v] = [(x - 0.5) / 2, (y - 0.5) / 2];
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [right, below] = [u - left, v - top];
      for (let c = 0; c < 3; c++) {
        const above = (1 - right) * at(left, top, c) + right * at(left + 1, top, c);
        const under = (1 - right) * at(left, top + 1, c) + right * at(left + 1, top + 1, c);
        data[to + c] = known * data[to + c]! + (1 - known) * ((1 - below) * above + below * under);
      }
      data[to + 3] = 1;
    }
  return { ...fine, data };
}

/**
 * What is known flows into what is not, smoothly.
 *
 * @param data RGB and, as the fourth, whether they are known, 0 or 1 @returns the same with all of it known; null where nothing is
 */
export function flowed(width: number, height: number, data: Float32Array): Float32Array | null {
  const levels: Level[] = [{ width, height, data }];
  for (let last = levels[0]!; last.width > 1 || last.height > 1; last = levels.at(-1)!) levels.push(halved(last));
  let whole = levels.pop()!;
  if (whole.data[3] === 0) return null;
  for (const level of levels.toReversed()) whole = pulled(level, whole);
  return whole.data;
}

/** Where all is masked there is nothing to take over, and the picture stays. */
export function surrounded(image: Raster, mask: Mask): Raster {
  const { width, height } = image;
  const data = new Float32Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) data[4 * i + c] = image.data[4 * i + c]!;
    data[4 * i + 3] = mask.data[i] === 0 ? 1 : 0;
  }
  const whole = flowed(width, height, data);
  if (whole === null) return image;
  const out = raster(width, height);
  for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) out.data[4 * i + c] = whole[4 * i + c]!;
  return out;
}
