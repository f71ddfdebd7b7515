/**
 * @file Multistep sampling of a latent consistency model (Luo et al. 2023, algorithm 3): every step leaps to the picture, and noises it anew.
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights, trainingSigmas } from "./levels.ts";
import type { Scheduler } from "./scheduler.ts";
import { preserved } from "./variance.ts";

type Facts = Extract<Sampler, { readonly kind: "lcm" }>;

/** Deviation of the data, and what timesteps are multiplied by, in the conditions at the border (Song et al. 2023, app. C). */
const DATA = 0.5;
const TIME = 10;

/** Of the original walk's timesteps, evenly many are left out from the noisiest on. */
function timestepsOf({ trainSteps, originalSteps }: Facts, steps: number, part: number): readonly number[] {
  const original = Math.max(1, Math.round(originalSteps * part));
  const stride = Math.floor(trainSteps / originalSteps);
  return Array.from({ length: steps }, (_, i) => (original - Math.floor((i * original) / steps)) * stride - 1);
}

export function lcm(facts: Facts, steps: number, part: number): Scheduler {
  const trained = trainingSigmas(facts);
  const timesteps = timestepsOf(facts, steps, part);
  const sigmas = [...timesteps.map((t) => trained[t]!), 0];
  return {
    ...preserved(sigmas, timesteps),
    step(i, sample, prediction, fresh) {
      const weights = pictureWeights(facts.prediction, levelOf(sigmas[i]!));
      const time = TIME * timesteps[i]!;
      const spread = time * time + DATA * DATA;
      const [skip, out] = [(DATA * DATA) / spread, time / Math.sqrt(spread)];
      const picture = sample.map(
        (value, k) => skip * value + out * (weights.sample * value + weights.prediction * prediction[k]!),
      );
      const { alpha, s } = levelOf(sigmas[i + 1]!);
      const noise = i + 1 < steps ? fresh() : null;
      for (let k = 0; k < sample.length; k++) sample[k] = noise ? alpha * picture[k]! + s * noise[k]! : picture[k]!;
      return picture;
    },
  };
}
