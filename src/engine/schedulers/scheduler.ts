/**
 * @file The one shape every sampler has.
 *
 * A scheduler decides the noise levels and how to walk down them. It never sees the network: the pipeline asks for the model's input and
 * timestep, calls the model itself, and hands the prediction to `step`. It remembers what a method of several steps needs of the former
 * ones: one scheduler is for one walk, whose steps are taken in order, each once.
 */
export interface Scheduler {
  /** Noise levels from the noisiest to the last; one more than there are steps. In the method's own measure: t of a flow, σ of a diffusion. */
  readonly sigmas: readonly number[];
  /** What noise of variance 1 is multiplied by where a walk begins with noise alone. */
  readonly initNoiseSigma: number;
  /** What the denoiser is told at step `i`; not always a whole number. */
  timestep(i: number): number;
  /** What the denoiser is shown of the sample at step `i`; `sample` itself where that is all of it. */
  modelInput(i: number, sample: Float32Array): Float32Array;
  /**
   * What a picture is at `sigmas[i]`; after the last step, itself.
   *
   * @param noise same shape, variance 1
   */
  addNoise(i: number, picture: Float32Array, noise: Float32Array): Float32Array;
  /**
   * One move from `sigmas[i]` to `sigmas[i + 1]`.
   *
   * @param sample     x at σᵢ, flat NCHW, overwritten in place
   * @param prediction what the pack's network predicts, same shape
   * @param fresh      asked once by methods that add noise at every step: same shape, variance 1, new at every step
   * @returns the picture as this step expects it to become; the caller's own
   */
  step(i: number, sample: Float32Array, prediction: Float32Array, fresh: () => Float32Array): Float32Array;
}
