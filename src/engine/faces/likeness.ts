/**
 * @file How much a picture looks like its person: a cosine on the scale between strangers (0) and their own photographs (1).
 */
import type { Calibration } from "~/contracts/records.ts";
import { aggregate, cosine } from "./embedding.ts";

export type LikenessWord = "unmistakable" | "close" | "resembles" | "not this person";

/** 0..1 */
export function likeness(toPrototype: number, { floor, ceiling }: Calibration): number {
  return Math.min(1, Math.max(0, (toPrototype - floor) / (ceiling - floor)));
}

export function likenessWord(value: number): LikenessWord {
  if (value >= 0.9) return "unmistakable";
  if (value >= 0.75) return "close";
  if (value >= 0.5) return "resembles";
  return "not this person";
}

/** Cosine of each vector to the prototype of all the others. At least two. */
export const leaveOneOut = (vectors: readonly ArrayLike<number>[]): readonly number[] =>
  vectors.map((vector, i) => cosine(vector, aggregate(vectors.filter((_, k) => k !== i))));

/** @param floor mean cosine between different people, of the pack's embedder */
export function calibrate(vectors: readonly ArrayLike<number>[], floor: number): Calibration {
  const cosines = leaveOneOut(vectors);
  return { floor, ceiling: cosines.reduce((sum, value) => sum + value, 0) / cosines.length };
}
