/**
 * @file Which of a diffusion's small steps are walked: the spacings of Lin et al. 2023, table 2, and the levels of Karras et al. 2022.
 *
 * A walk of the last part of the way is spaced as if no more small steps had been taught than lie in that part.
 */
import type { Spaced } from "~/contracts/sampler.ts";

/** Curvature of the levels in Karras et al. 2022. */
const RHO = 7;

/** Halves go to the even neighbour, as numpy's do: 937.5 and 812.5 are 938 and 812. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** How many small steps lie in the last part of the way; each that is walked is another one. */
export const stepsWithin = (part: number, trainSteps: number, steps: number): number =>
  Math.max(steps, Math.round(part * trainSteps));

/**
 * The noisiest first.
 *
 * @param within  of how many small steps
 * @param more    points beyond the last timestep that "leading" and "linspace" leave room for: methods of several steps end there
 */
export function spacedTimesteps({ spacing, offset }: Spaced, steps: number, within: number, more: 0 | 1 = 0): readonly number[] {
  const points = steps + more;
  const down = (at: (k: number) => number): readonly number[] => Array.from({ length: steps }, (_, i) => at(points - 1 - i));
  switch (spacing) {
    case "leading":
      return down((k) => k * Math.floor(within / points) + offset);
    case "linspace":
      return down((k) => (points === 1 ? 0 : (k * (within - 1)) / (points - 1)));
    case "trailing":
      return Array.from({ length: steps }, (_, i) => roundHalfEven(within - (i * within) / steps) - 1);
    default:
      return spacing satisfies never;
  }
}

/** Between the whole timesteps, linearly. */
export function sigmaAt(sigmas: readonly number[], timestep: number): number {
  const low = Math.min(Math.floor(timestep), sigmas.length - 1);
  const high = Math.min(low + 1, sigmas.length - 1);
  return sigmas[low]! + (timestep - low) * (sigmas[high]! - sigmas[low]!);
}

/** eq. 5 */
export function karrasSigmas(noisiest: number, least: number, steps: number): readonly number[] {
  const [from, to] = [noisiest ** (1 / RHO), least ** (1 / RHO)];
  return Array.from({ length: steps }, (_, i) => (from + ((to - from) * i) / Math.max(1, steps - 1)) ** RHO);
}

/** The timestep of a level, between the whole ones linearly in log σ. */
export function timestepAt(sigmas: readonly number[], sigma: number): number {
  const above = sigmas.findIndex((one) => one > sigma);
  const low = above === -1 ? sigmas.length - 2 : Math.max(0, above - 1);
  const [from, to] = [Math.log(sigmas[low]!), Math.log(sigmas[low + 1]!)];
  return low + Math.min(1, Math.max(0, (Math.log(sigma) - from) / (to - from)));
}
