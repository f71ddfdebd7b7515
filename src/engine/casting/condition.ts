/**
 * @file Draws people around a centre of the prior who have what is asked of them: linear Gaussian conditioning by Matheron's rule.
 *
 * With A the asked attributes' weights, S their variances and s the spread around the centre c, the gain is K = s²Aᵀ(s²AAᵀ + S)⁻¹,
 * and z = c + s·n + K(v − bias − e − A(c + s·n)) is a draw from the posterior, n and e being normal noise. A spread of 1 around 0 is
 * the prior itself. toolkit/atelier/golden_casting.py is the same in numpy.
 */
import { normal, STREAMS } from "~/engine/random/normal.ts";
import { dot, type Prior } from "./prior.ts";

/** Something asked of a person: an attribute's value. */
export interface Wish {
  readonly attribute: string;
  readonly value: number;
  /** Deviation of the value around what was read; the reading's own unless said otherwise. */
  readonly noise?: number;
}

export interface Around {
  readonly centre: readonly number[];
  readonly spread: number;
}

export type Draw = (seed: number) => readonly number[];

/** Lower triangle L with L·Lᵀ = matrix, which is symmetric and positive definite. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const lower: number[][] = matrix.map((row) => row.map(() => 0));
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= lower[i]![k]! * lower[j]![k]!;
      lower[i]![j] = i === j ? Math.sqrt(rest) : rest / lower[j]![j]!;
    }
  });
  return lower;
}

/** x with L·Lᵀ·x = b. */
function solve(lower: readonly (readonly number[])[], b: readonly number[]): number[] {
  const x = [...b];
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i]![k]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= lower[k]![i]! * x[k]!;
    x[i]! /= lower[i]![i]!;
  }
  return x;
}

/** @returns coordinates by seed; the same seed gives the same person */
export function drawing(prior: Prior, { centre, spread }: Around, wishes: readonly Wish[]): Draw {
  const asked = wishes.map(({ attribute, value, noise }) => {
    const reading = prior.readings[attribute]!;
    return { weights: reading.weights, noise: noise ?? reading.noise, wanted: value - reading.bias };
  });
  const lower = cholesky(
    asked.map((a, i) => asked.map((b, j) => spread ** 2 * dot(a.weights, b.weights) + (i === j ? a.noise ** 2 : 0))),
  );
  return (seed) => {
    const drawn = normal(seed, STREAMS.casting, centre.length + asked.length);
    const free = centre.map((value, k) => value + spread * drawn[k]!);
    const missing = asked.map(({ weights, noise, wanted }, i) => wanted - noise * drawn[centre.length + i]! - dot(weights, free));
    const gain = solve(lower, missing);
    return free.map((value, k) => value + spread ** 2 * asked.reduce((sum, { weights }, i) => sum + weights[k]! * gain[i]!, 0));
  };
}
