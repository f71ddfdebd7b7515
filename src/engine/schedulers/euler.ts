/**
 * @file Euler's method on the probability flow of a diffusion (Karras et al. 2022, algorithm 1 without its correction).
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights, trainingSigmas } from "./levels.ts";
import type { Scheduler } from "./scheduler.ts";
import { karrasSigmas, sigmaAt, spacedTimesteps, stepsWithin, timestepAt } from "./timesteps.ts";
import { growing } from "./variance.ts";

type Facts = Extract<Sampler, { readonly kind: "euler" }>;

export function euler(facts: Facts, steps: number, part: number): Scheduler {
  const trained = trainingSigmas(facts);
  const spaced = spacedTimesteps(facts, steps, stepsWithin(part, facts.trainSteps, steps));
  const ends = spaced.map((t) => sigmaAt(trained, t));
  const levels = facts.karras ? karrasSigmas(ends[0]!, ends.at(-1)!, steps) : ends;
  const timesteps = facts.karras ? levels.map((sigma) => timestepAt(trained, sigma)) : spaced;
  const sigmas = [...levels, 0];
  return {
    ...growing(sigmas, timesteps, facts.spacing),
    step(i, sample, prediction) {
      const level = levelOf(sigmas[i]!);
      const weights = pictureWeights(facts.prediction, level);
      const share = sigmas[i + 1]! / sigmas[i]!;
      return sample.map((value, k) => {
        const picture = weights.sample * level.alpha * value + weights.prediction * prediction[k]!;
        sample[k] = picture + share * (value - picture);
        return picture;
      });
    },
  };
}
