/**
 * @file From five landmarks to the upright 112×112 crop that every embedder reads.
 *
 * The template is ArcFace's (insightface `arcface_dst`). Sampling is bilinear and repeats the picture's edge outside of it; a
 * face much larger than the crop is shrunk first, because bilinear sampling alone would alias.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { apply, fitSimilarity, inverse, scaleOf, type Similarity } from "./similarity.ts";

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
  const fromCrop = inverse(toCrop);
  const { width, height, data } = image;
  const out = raster(size, size);
  const clampX = (x: number): number => Math.min(width - 1, Math.max(0, x));
  const clampY = (y: number): number => Math.min(height - 1, Math.max(0, y));
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const [x, y] = apply(fromCrop, [column, row]);
      const left = Math.floor(x);
      const top = Math.floor(y);
      const [u, v] = [x - left, y - top];
      const [x0, x1, y0, y1] = [clampX(left), clampX(left + 1), clampY(top), clampY(top + 1)];
      for (let c = 0; c < 3; c++) {
        const upper = data[4 * (y0 * width + x0) + c]! * (1 - u) + data[4 * (y0 * width + x1) + c]! * u;
        const lower = data[4 * (y1 * width + x0) + c]! * (1 - u) + data[4 * (y1 * width + x1) + c]! * u;
        out.data[4 * (row * size + column) + c] = upper * (1 - v) + lower * v;
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
