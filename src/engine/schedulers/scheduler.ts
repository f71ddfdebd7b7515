/**
 * @file The one shape every sampler has.
 *
 * A scheduler decides the noise levels and how to walk down them. It never sees the network: the pipeline asks for
 * `sigmas`, calls the model itself, and hands the prediction to `step`.
 */
export interface Scheduler {
  /** Noise levels from the noisiest to 0; one more than there are steps. */
  readonly sigmas: readonly number[];
  /** What the denoiser is told at step `i`. */
  timestep(i: number): number;
  /**
   * What a picture is at `sigmas[i]`.
   *
   * @param noise same shape, variance 1
   */
  addNoise(i: number, picture: Float32Array, noise: Float32Array): Float32Array;
  /**
   * One move from `sigmas[i]` to `sigmas[i + 1]`.
   *
   * @param sample     x at σᵢ, flat NCHW, overwritten in place
   * @param prediction what the pack's network predicts, same shape
   */
  step(i: number, sample: Float32Array, prediction: Float32Array): void;
}
