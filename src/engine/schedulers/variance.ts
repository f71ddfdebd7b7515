/**
 * @file What schedulers share that see a sample alike: x₀ + σ·ε, whose variance grows with the noise, or α·x₀ + s·ε, whose does not.
 */
import type { Spaced } from "~/contracts/sampler.ts";
import { levelOf } from "./levels.ts";
import type { Scheduler } from "./scheduler.ts";

type WithoutStep = Omit<Scheduler, "step">;

/** The network was taught on samples of preserved variance, and is shown this one divided by √(σ² + 1). */
export function growing(sigmas: readonly number[], timesteps: readonly number[], spacing: Spaced["spacing"]): WithoutStep {
  const top = sigmas[0]!;
  return {
    sigmas,
    // "leading" begins below the noisiest level, so that what is there besides noise has to be made up for.
    initNoiseSigma: spacing === "leading" ? Math.sqrt(top * top + 1) : top,
    timestep: (i) => timesteps[i]!,
    modelInput(i, sample) {
      const { alpha } = levelOf(sigmas[i]!);
      return sample.map((value) => alpha * value);
    },
    addNoise: (i, picture, noise) => picture.map((value, k) => value + sigmas[i]! * noise[k]!),
  };
}

export function preserved(sigmas: readonly number[], timesteps: readonly number[]): WithoutStep {
  return {
    sigmas,
    initNoiseSigma: 1,
    timestep: (i) => timesteps[i]!,
    modelInput: (_, sample) => sample,
    addNoise(i, picture, noise) {
      // A method may end at a little noise that is taken for none.
      const { alpha, s } = levelOf(i < timesteps.length ? sigmas[i]! : 0);
      return picture.map((value, k) => alpha * value + s * noise[k]!);
    },
  };
}
