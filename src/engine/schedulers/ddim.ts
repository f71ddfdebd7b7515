/**
 * @file Denoising diffusion implicit models (Song et al. 2021, eq. 12 with σ = 0).
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights, trainingSigmas } from "./levels.ts";
import type { Scheduler } from "./scheduler.ts";
import { roundHalfEven, spacedTimesteps, stepsWithin } from "./timesteps.ts";
import { preserved } from "./variance.ts";

type Facts = Extract<Sampler, { readonly kind: "ddim" }>;

export function ddim(facts: Facts, steps: number, part: number): Scheduler {
  const trained = trainingSigmas(facts);
  const within = stepsWithin(part, facts.trainSteps, steps);
  const timesteps = spacedTimesteps(facts, steps, within).map(roundHalfEven);
  const last = facts.finalAlphaOne ? 0 : trained[0]!;
  // As diffusers has it: a step leads a whole stride down, which is not the next timestep where the spacing is uneven.
  const next = timesteps.map((t) => trained[t - Math.floor(within / steps)] ?? last);
  const sigmas = [...timesteps.map((t) => trained[t]!), next.at(-1)!];
  return {
    ...preserved(sigmas, timesteps),
    step(i, sample, prediction) {
      const [from, to] = [levelOf(sigmas[i]!), levelOf(next[i]!)];
      const weights = pictureWeights(facts.prediction, from);
      return sample.map((value, k) => {
        const picture = weights.sample * value + weights.prediction * prediction[k]!;
        sample[k] = to.alpha * picture + (to.s / from.s) * (value - from.alpha * picture);
        return picture;
      });
    },
  };
}
