/**
 * @file Arithmetic of shapes: sizes, strides, broadcasting, axes counted from the end.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Shape } from "./proto.ts";

export const refuse = (reason: string): never => {
  throw new Failure("graph-failed", { graph: "training", reason });
};

export const count = (shape: Shape): number => shape.reduce((product, length) => product * length, 1);

export const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

export const at = (shape: Shape, axis: number): number => shape.at(axis) ?? refuse(`no axis ${axis} in [${shape.join(", ")}]`);

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((length, i) => length === b[i]);

/** NumPy's rule. */
export function broadcast(shapes: readonly Shape[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    const lengths = shapes.map((shape) => shape[i - rank + shape.length] ?? 1);
    const length = lengths.includes(0) ? 0 : Math.max(...lengths);
    if (lengths.some((each) => each !== 1 && each !== length)) refuse(`[${shapes.join("] and [")}] do not broadcast`);
    return length;
  });
}

/** Axes of `result` along which a tensor of `shape` was repeated to fill it. */
export const repeatedAxes = (shape: Shape, result: Shape): number[] =>
  result.flatMap((length, i) => {
    const own = shape[i - result.length + shape.length];
    return own === undefined || (own === 1 && length !== 1) ? [i] : [];
  });

export function strides(shape: Shape): number[] {
  const steps = shape.map(() => 1);
  for (let i = shape.length - 2; i >= 0; i--) steps[i] = (steps[i + 1] ?? 1) * (shape[i + 1] ?? 1);
  return steps;
}

/** For every element of `shape` in order, the offset that these strides and this start lead to. */
export function offsets(shape: Shape, steps: readonly number[], start = 0): number[] {
  let all = [start];
  for (const [axis, length] of shape.entries())
    all = all.flatMap((offset) => Array.from({ length }, (_, i) => offset + i * (steps[axis] ?? 0)));
  return all;
}
