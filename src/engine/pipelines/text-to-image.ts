/**
 * @file How a picture is made: noise, a walk down the noise levels, and a decoder.
 *
 * Same pack, conditions and settings on the same backend: same pixels. It knows no runtime, no storage and no screen.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { Size } from "~/contracts/request.ts";
import { guide } from "~/engine/guidance/classifier-free.ts";
import { normal, STREAMS } from "~/engine/random/normal.ts";
import { makeScheduler } from "~/engine/schedulers/make-scheduler.ts";
import { checkOutput } from "~/engine/tensor/check.ts";
import { floats, output, sizeOf, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import type { Conditions } from "./conditions.ts";

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
}

/** Asked after every step; what it throws ends the walk. */
export type OnStep = (step: Step) => void | Promise<void>;

/** The walk ends at the sample: x₀ = x_σ − σ·v along the straight line of the flow. */
function estimateFrom(sample: FloatTensor, velocity: Float32Array, sigma: number): FloatTensor {
  const data = sample.data.slice();
  for (let k = 0; k < data.length; k++) data[k]! -= sigma * velocity[k]!;
  return { shape: sample.shape, data };
}

/** @returns [1, 3, height, width] in −1..1 */
export async function textToImage(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  settings: Settings,
  onStep: OnStep,
): Promise<FloatTensor> {
  const { seed, size, steps, guidance } = settings;
  const { channels, factor } = pack.latent;
  const shape = [1, channels, size.height / factor, size.width / factor];
  const scheduler = makeScheduler(pack.sampler, steps);
  const sample = floats(shape, normal(seed, STREAMS.latent, sizeOf(shape)));

  const predict = async (i: number, context: FloatTensor): Promise<Float32Array> => {
    const outputs = await run("denoiser", {
      sample,
      timestep: floats([1], Float32Array.of(scheduler.timestep(i))),
      context,
      ...conditions.identity,
      "identity.scale": floats([1], Float32Array.of(conditions.identityStrength)),
      ...(conditions.pose && { pose: conditions.pose }),
    });
    return output(outputs, "prediction").data;
  };

  for (let i = 0; i < steps; i++) {
    const prediction = await predict(i, conditions.context);
    // Both evaluations know the person and the pose: guidance is away from having been told no words. At scale 1 it cancels out.
    if (guidance !== 1) guide(guidance, prediction, await predict(i, conditions.emptyContext));
    checkOutput("denoiser", prediction);
    scheduler.step(i, sample.data, prediction);
    await onStep({ step: i + 1, steps, estimate: estimateFrom(sample, prediction, scheduler.sigmas[i + 1]!) });
  }

  const image = output(await run("vae_decoder", { latent: sample }), "image");
  checkOutput("vae_decoder", image.data);
  return image;
}
