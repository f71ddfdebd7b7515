/**
 * @file From five landmarks to the upright 112×112 crop that every embedder reads.
 *
 * The template is ArcFace's (insightface `arcface_dst`). Sampling is bilinear and repeats the picture's edge outside of it; a
 * face much larger than the crop is shrunk first, because bilinear sampling alone would alias.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { fitSimilarity, inverse, scaleOf, type Similarity } from "./similarity.ts";

export const CROP = 112;

export const TEMPLATE: readonly Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/** @param toCrop pixel positions of `image` to pixel positions of the result */
function warp(image: Raster, toCrop: Similarity, size: number): Raster {
  const { a, b, tx, ty } = inverse(toCrop);
  const { width, height, data } = image;
  const out = raster(size, size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      // `apply`, written out: a pair made for each pixel would cost more than the pixel.
      const x = a * column - b * row + tx;
      const y = b * column + a * row + ty;
      const left = Math.floor(x);
      const top = Math.floor(y);
      const u = x - left;
      const v = y - top;
      const x0 = 4 * Math.min(width - 1, Math.max(0, left));
      const x1 = 4 * Math.min(width - 1, Math.max(0, left + 1));
      const y0 = 4 * width * Math.min(height - 1, Math.max(0, top));
      const y1 = 4 * width * Math.min(height - 1, Math.max(0, top + 1));
      const to = 4 * (row * size + column);
      for (let c = 0; c < 3; c++) {
        const upper = data[y0 + x0 + c]! * (1 - u) + data[y0 + x1 + c]! * u;
        const lower = data[y1 + x0 + c]! * (1 - u) + data[y1 + x1 + c]! * u;
        out.data[to + c] = upper * (1 - v) + lower * v;
      }
    }
  return out;
}

export function alignFace(image: Raster, landmarks: Face["landmarks"]): Raster {
  const direct = fitSimilarity(landmarks, TEMPLATE);
  const shrink = Math.floor(1 / scaleOf(direct));
  if (shrink < 2) return warp(image, direct, CROP);
  const small = resize(image, Math.max(1, Math.round(image.width / shrink)), Math.max(1, Math.round(image.height / shrink)));
  const [sx, sy] = [small.width / image.width, small.height / image.height];
  const moved = landmarks.map(([x, y]): Point => [(x + 0.5) * sx - 0.5, (y + 0.5) * sy - 0.5]);
  return warp(small, fitSimilarity(moved, TEMPLATE), CROP);
}
