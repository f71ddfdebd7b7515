/**
 * @file What a picture becomes at a time, what its network should say of it then, and which picture its prediction stands for: each a sum of
 * two tensors, weighed by the kind of walk that the network was taught.
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights, trainingSigmas } from "~/engine/schedulers/levels.ts";
import { makeScheduler } from "~/engine/schedulers/make-scheduler.ts";
import { sigmaAt } from "~/engine/schedulers/timesteps.ts";

interface Shares {
  readonly picture: number;
  readonly noise: number;
}

export interface AtTime {
  /** What the denoiser is shown. */
  readonly sample: Shares;
  /** What it should predict. */
  readonly target: Shares;
  /** The picture as it then expects it. */
  readonly estimate: { readonly sample: number; readonly prediction: number };
  /** How much the error of the prediction counts. */
  readonly weight: number;
}

/** @param time as the denoiser is told it */
export type Noising = (time: number) => AtTime;

/** A rectified flow: 0 is without noise and 1 nothing else, and what is predicted is noise − picture. */
export const flowNoising: Noising = (time) => ({
  sample: { picture: 1 - time, noise: time },
  target: { picture: -1, noise: 1 },
  estimate: { sample: 1, prediction: -time },
  weight: 1,
});

/** Signal to noise beyond which an error counts no more: γ of min-SNR (Hang et al. 2023), which keeps nearly clean samples from ruling. */
const GAMMA = 5;

export function noisingOf(sampler: Sampler): Noising {
  if (sampler.kind === "flow-euler") return flowNoising;
  const sigmas = trainingSigmas(sampler);
  return (time) => {
    const level = levelOf(sigmaAt(sigmas, time));
    const { alpha, s } = level;
    const ratio = (alpha / s) ** 2;
    return {
      sample: { picture: alpha, noise: s },
      target: sampler.prediction === "epsilon" ? { picture: 0, noise: 1 } : { picture: -s, noise: alpha },
      estimate: pictureWeights(sampler.prediction, level),
      weight: Math.min(ratio, GAMMA) / (sampler.prediction === "epsilon" ? ratio : ratio + 1),
    };
  };
}

/** The times of a walk in so many steps, as the denoiser is told them. */
export function timesOf(sampler: Sampler, steps: number): readonly number[] {
  const scheduler = makeScheduler(sampler, steps);
  return sampler.kind === "flow-euler"
    ? scheduler.sigmas.slice(0, -1)
    : Array.from({ length: steps }, (_, i) => Math.round(scheduler.timestep(i)));
}
