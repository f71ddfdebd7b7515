/**
 * @file Similarities of the plane: rotation, one scale, a shift, never a reflection.
 *
 * The least-squares fit is Umeyama's (1991) in closed form for two dimensions.
 */
import type { Point } from "~/contracts/faces.ts";

/** (x, y) ↦ (a·x − b·y + tx, b·x + a·y + ty) */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export const apply = ({ a, b, tx, ty }: Similarity, [x, y]: Point): Point => [a * x - b * y + tx, b * x + a * y + ty];

export const scaleOf = ({ a, b }: Similarity): number => Math.hypot(a, b);

export function inverse({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  return { a: a / square, b: -b / square, tx: -(a * tx + b * ty) / square, ty: (b * tx - a * ty) / square };
}

const mean = (points: readonly Point[]): Point => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];

/** The similarity that brings `source` nearest to `target`, point by point; they must not all coincide. */
export function fitSimilarity(source: readonly Point[], target: readonly Point[]): Similarity {
  const [sourceX, sourceY] = mean(source);
  const [targetX, targetY] = mean(target);
  let along = 0;
  let across = 0;
  let spread = 0;
  source.forEach(([sx, sy], i) => {
    const [x, y] = [sx - sourceX, sy - sourceY];
    const [u, v] = [target[i]![0] - targetX, target[i]![1] - targetY];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = along / spread;
  const b = across / spread;
  return { a, b, tx: targetX - (a * sourceX - b * sourceY), ty: targetY - (b * sourceX + a * sourceY) };
}
