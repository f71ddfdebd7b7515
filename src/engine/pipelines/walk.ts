/**
 * @file The walk from noise to a picture's latent: the one loop of every way to draw.
 *
 * It starts from noise alone, or from a picture's latent taken part of the way up (SDEdit, Meng et al. 2022). What of that picture is
 * held is put back at every level, with the noise that belongs there (Blended Latent Diffusion, Avrahami et al. 2023).
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { Size } from "~/contracts/request.ts";
import type { Window } from "~/engine/image/window.ts";
import { normal, STREAMS } from "~/engine/random/normal.ts";
import { makeScheduler } from "~/engine/schedulers/make-scheduler.ts";
import { checkOutput } from "~/engine/tensor/check.ts";
import { floats, output, sizeOf, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import type { Conditions } from "./conditions.ts";
import { predictor } from "./predict.ts";

export interface Settings {
  readonly seed: number;
  readonly size: Size;
  readonly steps: number;
  readonly guidance: number;
}

export interface Step {
  /** 1 .. steps */
  readonly step: number;
  readonly steps: number;
  /** The picture as this step expects it to become; [1, C, h, w]. */
  readonly estimate: FloatTensor;
  /** Where the walk stands after the step, same shape; it goes on in the same memory. */
  readonly sample: FloatTensor;
  /** What of the picture the latent is; absent where it is all of it. */
  readonly window?: Window;
}

/** Asked after every step; what it throws ends the walk. */
export type OnStep = (step: Step) => void | Promise<void>;

export interface Origin {
  /** [1, C, h, w] */
  readonly latent: FloatTensor;
  /** The part of the way that is walked, from where there is as much noise: 0 gives it back, at 1 nothing is left of it. */
  readonly strength: number;
  /** For each of the h·w cells how freely it changes, 0..1; absent where all of them do. */
  readonly free?: Float32Array;
}

/** @param values overwritten: where cells are not free, with those that are held */
function hold(free: Float32Array, held: Float32Array, values: Float32Array): void {
  for (let k = 0; k < values.length; k++) {
    const share = free[k % free.length]!;
    values[k] = share * values[k]! + (1 - share) * held[k]!;
  }
}

/** @returns [1, C, h, w], to be decoded */
export async function walk(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  { seed, size, steps, guidance }: Settings,
  origin: Origin | null,
  onStep: OnStep,
): Promise<FloatTensor> {
  const { channels, factor } = pack.latent;
  const shape = [1, channels, size.height / factor, size.width / factor];
  const scheduler = makeScheduler(pack.sampler, steps, origin?.strength);
  const noise = normal(seed, STREAMS.latent, sizeOf(shape));
  const start = origin
    ? scheduler.addNoise(0, origin.latent.data, noise)
    : noise.map((value) => scheduler.initNoiseSigma * value);
  const sample = floats(shape, start);

  const predict = predictor(run, pack, conditions, guidance);

  for (let i = 0; i < steps; i++) {
    const prediction = await predict(floats(shape, scheduler.modelInput(i, sample.data)), scheduler.timestep(i));
    checkOutput("denoiser", prediction);
    const fresh = () => normal(seed, STREAMS.steps + i, noise.length);
    const estimate = floats(shape, scheduler.step(i, sample.data, prediction, fresh));
    if (origin?.free) {
      hold(origin.free, scheduler.addNoise(i + 1, origin.latent.data, noise), sample.data);
      hold(origin.free, origin.latent.data, estimate.data);
    }
    await onStep({ step: i + 1, steps, estimate, sample });
  }
  return sample;
}

/** A latent as the networks around the walk have it, from or to how it is walked to. */
export const scaled = ({ shape, data }: FloatTensor, by: number): FloatTensor =>
  floats(shape, by === 1 ? data : data.map((value) => by * value));

/** @returns [1, 3, height, width] in −1..1 */
export async function decodeLatent(run: Run, { scale = 1 }: Pack["latent"], latent: FloatTensor): Promise<FloatTensor> {
  const image = output(await run("vae_decoder", { latent: scaled(latent, 1 / scale) }), "image");
  checkOutput("vae_decoder", image.data);
  return image;
}
