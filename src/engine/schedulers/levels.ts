/**
 * @file The noise that a diffusion's network was taught on, as levels.
 *
 * x = α·x₀ + s·ε with α² + s² = 1 where variance is preserved; divided by α it is x₀ + σ·ε, and σ = s/α is the measure of both.
 */
import type { Diffusion } from "~/contracts/sampler.ts";

export interface Level {
  readonly alpha: number;
  readonly s: number;
}

export function levelOf(sigma: number): Level {
  const alpha = 1 / Math.sqrt(sigma * sigma + 1);
  return { alpha, s: sigma * alpha };
}

/** σ after each of the small steps, the least noisy first. */
export function trainingSigmas({ betas: { schedule, first, last }, trainSteps }: Diffusion): readonly number[] {
  const bend = schedule === "linear" ? 1 : 2;
  const [from, to] = [first ** (1 / bend), last ** (1 / bend)];
  let kept = 1;
  return Array.from({ length: trainSteps }, (_, t) => {
    kept *= 1 - (from + ((to - from) * t) / (trainSteps - 1)) ** bend;
    return Math.sqrt((1 - kept) / kept);
  });
}

/** What a prediction says of the picture: x₀ = sample·x + prediction·p, for an x of which the variance is preserved. */
export function pictureWeights(predicts: Diffusion["prediction"], { alpha, s }: Level): { sample: number; prediction: number } {
  return predicts === "epsilon" ? { sample: 1 / alpha, prediction: -s / alpha } : { sample: alpha, prediction: -s };
}
