/**
 * @file How much of each cell of a latent is face, as the pack's parser sees the picture: what may change where a face becomes more alike, while
 * hair, clothes and everything else are held.
 */
import { PARTS, SIDE } from "~/engine/faces/parse.ts";
import type { Cells } from "./face-place.ts";

/** Beside a face its outline may move, half as freely. */
const BESIDE = 0.5;

const FACE = PARTS.indexOf("face");
const PLANE = SIDE * SIDE;

function probabilityOfFace(logits: Float32Array, at: number): number {
  const powers = PARTS.map((_, part) => Math.exp((logits[part * PLANE + at] ?? 0) - (logits[FACE * PLANE + at] ?? 0)));
  return 1 / powers.reduce((sum, power) => sum + power, 0);
}

/**
 * @param logits of the parser's parts, as `partLogits` gives them
 * @returns per cell, row by row, how much of it is face, or half of what its nearest neighbours are where that is more
 */
export function faceShare(logits: Float32Array, [height, width]: Cells): Float32Array {
  const [sums, counts] = [new Float32Array(height * width), new Float32Array(height * width)];
  for (let at = 0; at < PLANE; at++) {
    const [y, x] = [Math.floor(at / SIDE), at % SIDE];
    const cell = Math.floor((y * height) / SIDE) * width + Math.floor((x * width) / SIDE);
    sums[cell] = (sums[cell] ?? 0) + probabilityOfFace(logits, at);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const share = (row: number, column: number): number => {
    const inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? (sums[row * width + column] ?? 0) / (counts[row * width + column] ?? 1) : 0;
  };
  return sums.map((_, cell) => {
    const [row, column] = [Math.floor(cell / width), cell % width];
    const around = [-1, 0, 1].flatMap((down) => [-1, 0, 1].map((right) => share(row + down, column + right)));
    return Math.max(share(row, column), BESIDE * Math.max(...around));
  });
}
