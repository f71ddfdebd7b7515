/**
 * @file Euler's method on a rectified flow (Liu et al. 2022), with the timestep shift of Esser et al. 2024, eq. 23.
 *
 * The flow is x_t = (1 − t)·x₀ + t·noise; the network predicts its velocity noise − x₀; t itself is the noise level.
 */
import type { Scheduler } from "./scheduler.ts";

/**
 * Even steps of t from 1 to 0, bent towards the noisy end by `shift` (1 leaves them even).
 *
 * @param part of the way that is walked, the last one
 */
export function shiftedSigmas(steps: number, shift: number, part = 1): readonly number[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const even = part * (1 - i / steps);
    return (shift * even) / (1 + (shift - 1) * even);
  });
}

export function flowEuler(sigmas: readonly number[]): Scheduler {
  return {
    sigmas,
    initNoiseSigma: 1,
    timestep: (i) => sigmas[i]!,
    modelInput: (_, sample) => sample,
    addNoise(i, picture, noise) {
      const sigma = sigmas[i]!;
      return picture.map((value, k) => (1 - sigma) * value + sigma * noise[k]!);
    },
    step(i, sample, velocity) {
      const next = sigmas[i + 1]!;
      const delta = next - sigmas[i]!;
      for (let k = 0; k < sample.length; k++) sample[k]! += delta * velocity[k]!;
      // x₀ = x_σ − σ·v along the straight line of the flow.
      return sample.map((value, k) => value - next * velocity[k]!);
    },
  };
}
