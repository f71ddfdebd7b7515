/**
 * @file Euler's method that goes further down than the next level and comes back up to it with fresh noise (k-diffusion's ancestral sampling,
 * the reverse process of Ho et al. 2020 in σ).
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights, trainingSigmas } from "./levels.ts";
import type { Scheduler } from "./scheduler.ts";
import { sigmaAt, spacedTimesteps, stepsWithin } from "./timesteps.ts";
import { growing } from "./variance.ts";

type Facts = Extract<Sampler, { readonly kind: "euler-ancestral" }>;

export function eulerAncestral(facts: Facts, steps: number, part: number): Scheduler {
  const trained = trainingSigmas(facts);
  const timesteps = spacedTimesteps(facts, steps, stepsWithin(part, facts.trainSteps, steps));
  const sigmas = [...timesteps.map((t) => sigmaAt(trained, t)), 0];
  return {
    ...growing(sigmas, timesteps, facts.spacing),
    step(i, sample, prediction, fresh) {
      const [from, to] = [sigmas[i]!, sigmas[i + 1]!];
      const up = (to * Math.sqrt(from * from - to * to)) / from;
      const down = Math.sqrt(to * to - up * up);
      const level = levelOf(from);
      const weights = pictureWeights(facts.prediction, level);
      const noise = fresh();
      return sample.map((value, k) => {
        const picture = weights.sample * level.alpha * value + weights.prediction * prediction[k]!;
        sample[k] = picture + (down / from) * (value - picture) + up * noise[k]!;
        return picture;
      });
    },
  };
}
