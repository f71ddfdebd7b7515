/**
 * @file How far a picture has moved from another of the same seed and words, the face apart: learning somebody's face should change the face.
 */
import type { Face } from "~/contracts/faces.ts";
import type { Raster } from "~/engine/image/raster.ts";

/** Share of a face's box, on each side, within which hair and jaw may change too. */
const MARGIN = 0.5;

const inside = ({ box: { x, y, width, height } }: Face, column: number, row: number): boolean =>
  column >= x - MARGIN * width &&
  column <= x + (1 + MARGIN) * width &&
  row >= y - MARGIN * height &&
  row <= y + (1 + MARGIN) * height;

/** Mean difference of the colours outside of all faces, 0..1. @param faces of both pictures */
export function drift(before: Raster, after: Raster, faces: readonly Face[]): number {
  const { width, height } = before;
  let [sum, count] = [0, 0];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      if (faces.some((face) => inside(face, column, row))) continue;
      const at = 4 * (row * width + column);
      for (let k = at; k < at + 3; k++) sum += Math.abs(before.data[k]! - after.data[k]!);
      count += 3;
    }
  return count === 0 ? 0 : sum / count / 255;
}
