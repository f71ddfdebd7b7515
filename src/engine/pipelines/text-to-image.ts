/**
 * @file How a picture is made: noise, a walk down the noise levels, and a decoder.
 *
 * Same pack, conditions and settings on the same backend: same pixels. It knows no runtime, no storage and no screen.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { FloatTensor, Run } from "~/engine/tensor/tensor.ts";
import type { Conditions } from "./conditions.ts";
import { decodeLatent, walk, type OnStep, type Settings } from "./walk.ts";

/** @returns [1, 3, height, width] in −1..1 */
export async function textToImage(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  settings: Settings,
  onStep: OnStep,
): Promise<FloatTensor> {
  return decodeLatent(run, pack.latent, await walk(run, pack, conditions, settings, null, onStep));
}
