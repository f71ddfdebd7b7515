/**
 * @file The levels of the methods that remember former steps: whole timesteps, and the last step leads to no noise at all.
 */
import type { Spaced } from "~/contracts/sampler.ts";
import { trainingSigmas } from "./levels.ts";
import { karrasSigmas, roundHalfEven, spacedTimesteps, stepsWithin, timestepAt } from "./timesteps.ts";

interface Levels {
  /** One more than there are timesteps; the last is 0. */
  readonly sigmas: readonly number[];
  readonly timesteps: readonly number[];
}

export function multistepLevels(facts: Spaced & { readonly karras: boolean }, steps: number, part: number): Levels {
  const trained = trainingSigmas(facts);
  const within = stepsWithin(part, facts.trainSteps, steps + 1);
  if (facts.karras) {
    const levels = karrasSigmas(trained[Math.min(within, trained.length) - 1]!, trained[0]!, steps);
    return { sigmas: [...levels, 0], timesteps: levels.map((sigma) => roundHalfEven(timestepAt(trained, sigma))) };
  }
  const timesteps = spacedTimesteps(facts, steps, within, 1).map(roundHalfEven);
  return { sigmas: [...timesteps.map((t) => trained[t]!), 0], timesteps };
}

/** λ = log(α/s), half the logarithm of the signal over the noise. */
export const lambdaOf = (sigma: number): number => -Math.log(sigma);
