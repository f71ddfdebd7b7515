/** @file A walk with a stand-in's networks, held to what diffusers drew with them: after every step, and in pixels. */
import type { Pack } from "~/contracts/manifest.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import { encodePrompt, type Conditions } from "~/engine/pipelines/conditions.ts";
import { decodeLatent, walk } from "~/engine/pipelines/walk.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { composePrompt, type Vocabulary } from "~/engine/tokenizers/compose.ts";
import { bytesOf, floatsOf, type StandinCase, standins } from "./standins.ts";

/** In units of their own spread, where that is more than the 1 of a real picture's latents: an untrained network leads far out. */
export const spread = (values: Float32Array): number => Math.max(1, Math.hypot(...values) / Math.sqrt(values.length));

export function furthest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < expected.length; i++) most = Math.max(most, Math.abs(found[i]! - expected[i]!));
  return most;
}

/** Of RGBA against RGB bytes. */
function decibels(found: Uint8ClampedArray, expected: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < expected.length; i++) sum += (found[4 * Math.floor(i / 3) + (i % 3)]! - expected[i]!) ** 2;
  return 10 * Math.log10(255 ** 2 / (sum / expected.length));
}

export const conditionsOf = async (run: Run, vocabulary: Vocabulary): Promise<Conditions> => ({
  ...(await encodePrompt(run, vocabulary, composePrompt(vocabulary, "", standins.words, []))),
  identity: {},
  identityStrength: 1,
});

export interface Walked {
  /** How far from diffusers' latents after each step. */
  readonly apart: readonly number[];
  readonly decibels: number;
}

export async function walkAsDiffusers(
  run: Run,
  told: Pack,
  conditions: Conditions,
  { sampler, steps, guidance, latents, pixels }: StandinCase,
): Promise<Walked> {
  const pack = { ...told, sampler };
  const apart: number[] = [];
  const settings = { seed: standins.seed, size: pack.sizes[0]!, steps, guidance };
  const latent = await walk(run, pack, conditions, settings, null, ({ step, sample }) => {
    const expected = floatsOf(latents[step - 1]!);
    apart.push(furthest(sample.data, expected) / spread(expected));
  });
  if (apart.length !== latents.length) throw new RangeError(`${apart.length} steps, and not ${latents.length}`);
  const { data } = fromPlanes(await decodeLatent(run, pack.latent, latent));
  return { apart, decibels: decibels(data, bytesOf(pixels)) };
}
