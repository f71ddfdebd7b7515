/**
 * @file The distribution of people that a pack can cast: coordinates to embeddings, and what a person's attributes are from them.
 *
 *     embedding = normalise(mean + Σ z_k · deviation_k · direction_k),  z standard normal
 *
 * Which attributes there are, what their levels are called and which words mean them is the file's business.
 */
import { Failure } from "~/contracts/failure.ts";
import { normalised } from "~/engine/faces/embedding.ts";

/** value = weights · z + bias, give or take `noise`. */
export interface Reading {
  readonly weights: readonly number[];
  readonly bias: number;
  readonly noise: number;
}

export interface Level {
  readonly name: string;
  /** Attribute to value. */
  readonly values: Readonly<Record<string, number>>;
  /** Each of these means the level. */
  readonly words: readonly string[];
  /** Of people who have it, for what people are one of and not more or less of. */
  readonly share?: number;
}

export interface Control {
  readonly name: string;
  readonly levels: readonly Level[];
}

export interface Prior {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly directions: readonly (readonly number[])[];
  readonly readings: Readonly<Record<string, Reading>>;
  readonly controls: readonly Control[];
  /** What says nothing by itself. */
  readonly glue: readonly string[];
}

const refuse = (reason: string): never => {
  throw new Failure("manifest-invalid", { reason: `prior: ${reason}` });
};

const areNumbers = (value: unknown, length?: number): value is readonly number[] =>
  Array.isArray(value) && value.every(Number.isFinite) && (length === undefined || value.length === length);

/**
 * @param embedding length of the pack's embeddings
 * @throws Failure `manifest-invalid` for a file that does not fit together
 */
export function parsePrior(value: unknown, embedding: number): Prior {
  const prior = value as Prior;
  const { mean, deviation, directions, readings, controls, glue } = prior;
  if (!areNumbers(mean, embedding)) return refuse("its mean is not an embedding");
  if (!areNumbers(deviation) || deviation.length === 0) return refuse("no deviations");
  if (!Array.isArray(directions) || directions.length !== deviation.length) return refuse("deviations without directions");
  if (!directions.every((direction) => areNumbers(direction, embedding))) return refuse("a direction is not an embedding");
  for (const [name, { weights, bias, noise }] of Object.entries(readings))
    if (!areNumbers(weights, deviation.length) || !areNumbers([bias, noise]) || !(noise > 0)) refuse(`${name} cannot be read`);
  for (const { name, levels } of controls)
    for (const level of levels)
      if (!Object.keys(level.values).every((attribute) => attribute in readings)) refuse(`${name} asks for what is not read`);
      else if (!(0 <= (level.share ?? 0) && (level.share ?? 0) <= 1)) refuse(`${level.name} of ${name} is no part of people`);
  if (!Array.isArray(glue)) refuse("no glue");
  return prior;
}

/** Unit vector. */
export function embeddingOf({ mean, deviation, directions }: Prior, z: readonly number[]): Float32Array<ArrayBuffer> {
  const sum = Float64Array.from(mean);
  directions.forEach((direction, k) => {
    const weight = z[k]! * deviation[k]!;
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * direction[i]!;
  });
  return normalised(sum);
}

export const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** What an attribute of this person comes to. */
export function readAttribute({ readings }: Prior, attribute: string, z: readonly number[]): number {
  const { weights, bias } = readings[attribute]!;
  return dot(weights, z) + bias;
}
