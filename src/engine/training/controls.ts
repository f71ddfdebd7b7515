/**
 * @file The control set of a training: people on whom nothing is learned, and whom deltas, with which everybody could be drawn, have to leave
 * as they were.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { Prior } from "~/engine/casting/prior.ts";
import type { IdentityTensors } from "~/engine/pipelines/conditions.ts";
import { isDelta } from "~/engine/onnx/adapted.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { somebody } from "./rehearsals.ts";

/** People in the set. */
const CONTROLS = 2;

/** Beyond everybody who is learned to be drawn as before. */
const FIRST = 2 ** 10;

/** @param own tensors of the person, whose roles and shapes theirs have @returns none where tokens alone are learned: those are nobody else's */
export async function controlsFor(
  run: Run,
  pack: Pack,
  prior: Prior | undefined,
  own: IdentityTensors,
  seed: number,
): Promise<readonly IdentityTensors[]> {
  if (!Object.keys(own).some(isDelta)) return [];
  const tokens = Object.fromEntries(Object.entries(own).filter(([role]) => !isDelta(role)));
  return Promise.all(Array.from({ length: CONTROLS }, (_, i) => somebody(run, pack, prior, tokens, seed, FIRST + i)));
}

/** Somebody else, drawn with what was learned of the person. */
export const withDeltas = (other: IdentityTensors, learned: IdentityTensors): IdentityTensors => ({
  ...other,
  ...Object.fromEntries(Object.entries(learned).filter(([role]) => isDelta(role))),
});
