/**
 * @file What somebody without a finished model still lacks, as steps that can be counted.
 */
import { FEWEST_PHOTOGRAPHS, isUsable } from "~/contracts/faces";
import type { Persona, Photograph } from "~/contracts/records";

/** Agreed to, enough photographs, enough of them usable, and learned. */
export const TRAINING_STEPS = 4;

/** @returns at least one: it is asked where learning itself is still to come */
export function stepsLeft({ source, consent }: Persona, photographs: readonly Photograph[]): number {
  const done = [
    source !== "photographs" || consent !== null,
    photographs.length >= FEWEST_PHOTOGRAPHS,
    photographs.filter(({ inspection }) => isUsable(inspection)).length >= FEWEST_PHOTOGRAPHS,
  ];
  return TRAINING_STEPS - done.filter(Boolean).length;
}
