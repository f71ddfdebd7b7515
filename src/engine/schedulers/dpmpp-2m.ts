/**
 * @file DPM-Solver++ of second order from two steps, by its midpoint (Lu et al. 2022, algorithm 2); the first and the last step are of first order.
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights } from "./levels.ts";
import { lambdaOf, multistepLevels } from "./multistep.ts";
import type { Scheduler } from "./scheduler.ts";
import { preserved } from "./variance.ts";

type Facts = Extract<Sampler, { readonly kind: "dpmpp-2m" }>;

export function dpmpp2m(facts: Facts, steps: number, part: number): Scheduler {
  const { sigmas, timesteps } = multistepLevels(facts, steps, part);
  let former: Float32Array | null = null;
  return {
    ...preserved(sigmas, timesteps),
    step(i, sample, prediction) {
      const [from, to] = [levelOf(sigmas[i]!), levelOf(sigmas[i + 1]!)];
      const weights = pictureWeights(facts.prediction, from);
      const picture = sample.map((value, k) => weights.sample * value + weights.prediction * prediction[k]!);
      const kept = to.s / from.s;
      const gained = to.alpha * (1 - sigmas[i + 1]! / sigmas[i]!);
      // To no noise at all the second order has no finite step.
      const before = i + 1 < steps ? former : null;
      const lean =
        before && (lambdaOf(sigmas[i + 1]!) - lambdaOf(sigmas[i]!)) / (lambdaOf(sigmas[i]!) - lambdaOf(sigmas[i - 1]!)) / 2;
      for (let k = 0; k < sample.length; k++) {
        const slope = before && lean ? lean * (picture[k]! - before[k]!) : 0;
        sample[k] = kept * sample[k]! + gained * (picture[k]! + slope);
      }
      former = picture;
      return picture.slice();
    },
  };
}
