/**
 * @file Euler's method on the probability flow of a diffusion (Karras et al. 2022, algorithm 1 without its correction).
 *
 * The sample is x₀ + σ·ε. The network was taught on samples of preserved variance, and is shown it divided by √(σ² + 1).
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights, trainingSigmas } from "./levels.ts";
import type { Scheduler } from "./scheduler.ts";
import { karrasSigmas, sigmaAt, spacedTimesteps, stepsWithin, timestepAt } from "./timesteps.ts";

type Facts = Extract<Sampler, { readonly kind: "euler" }>;

export function euler(facts: Facts, steps: number, part: number): Scheduler {
  const trained = trainingSigmas(facts);
  const spaced = spacedTimesteps(facts, steps, stepsWithin(part, facts.trainSteps, steps));
  const ends = spaced.map((t) => sigmaAt(trained, t));
  const levels = facts.karras ? karrasSigmas(ends[0]!, ends.at(-1)!, steps) : ends;
  const timesteps = facts.karras ? levels.map((sigma) => timestepAt(trained, sigma)) : spaced;
  const sigmas = [...levels, 0];
  const top = sigmas[0]!;
  return {
    sigmas,
    // "leading" begins below the noisiest level, so that what is there besides noise has to be made up for.
    initNoiseSigma: facts.spacing === "leading" ? Math.sqrt(top * top + 1) : top,
    timestep: (i) => timesteps[i]!,
    modelInput(i, sample) {
      const { alpha } = levelOf(sigmas[i]!);
      return sample.map((value) => alpha * value);
    },
    addNoise: (i, picture, noise) => picture.map((value, k) => value + sigmas[i]! * noise[k]!),
    step(i, sample, prediction) {
      const sigma = sigmas[i]!;
      const level = levelOf(sigma);
      const weights = pictureWeights(facts.prediction, level);
      const share = sigmas[i + 1]! / sigma;
      return sample.map((value, k) => {
        const picture = weights.sample * level.alpha * value + weights.prediction * prediction[k]!;
        sample[k] = picture + share * (value - picture);
        return picture;
      });
    },
  };
}
