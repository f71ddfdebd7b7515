/**
 * @file A small question to a graph that has not been evaluated on a device before, and whether the answer can be true.
 *
 * The question is the same whenever it is asked: noise of a fixed seed, in the shapes of what the graph is about to be given, but for pictures
 * and latents as small as it takes them.
 */
import type { GraphRole, GraphSpec } from "~/contracts/manifest.ts";
import { normal } from "../random/normal.ts";
import { checkOutput } from "./check.ts";
import { type Feeds, floats, type Outputs, sizeOf } from "./tensor.ts";

const SEED = 2026;

/** Sides, where they are free: detectors take multiples of 32, U-Nets of 8. */
const [PICTURE, LATENT, COLOURS] = [64, 8, 3];

/** Ids that every vocabulary has, none of them padding of the embedded pack's. */
const WORDS = 3;

function smallest(shape: readonly number[], allowed: readonly number[]): readonly number[] {
  const side = shape[1] === COLOURS ? PICTURE : LATENT;
  const isFree = shape.length === 4 && allowed[2] === -1 && allowed[3] === -1;
  return isFree ? [shape[0]!, shape[1]!, Math.min(shape[2]!, side), Math.min(shape[3]!, side)] : shape;
}

/** @param feeds what it is about to be given */
export function trialFeeds({ inputs }: GraphSpec, feeds: Feeds): Feeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([role, { shape, data }], stream) => {
      if (data instanceof BigInt64Array) return [role, { shape, data: data.map((_, i) => BigInt(1 + (i % WORDS))) }];
      const small = smallest(shape, inputs[role]?.shape ?? []);
      return [role, floats(small, normal(SEED, stream, sizeOf(small)))];
    }),
  );
}

/**
 * Numbers, and not one and the same everywhere. A graph that answers with a single number may answer with any.
 *
 * @throws Failure `output-invalid`
 */
export function checkAnswer(graph: GraphRole, outputs: Outputs): void {
  const values = Object.values(outputs).map(({ data }) => data);
  const all = new Float32Array(values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of values) {
    all.set(each, at);
    at += each.length;
  }
  // A second number that differs is the least that a flat answer lacks.
  checkOutput(graph, all.length === 1 ? Float32Array.of(all[0]!, all[0]! + 1) : all);
}
