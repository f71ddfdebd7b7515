/**
 * @file What a portrait is drawn from, besides noise: words, who it is, and how the head is turned, as tensors.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { Pose } from "~/contracts/request.ts";
import { emptyPrompt, type Prompt, type Vocabulary } from "~/engine/tokenizers/compose.ts";
import { floats, output, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";

/** By role: `identity.k.i` and `identity.v.i` for every identity attention i, and low-rank deltas where the person has any. */
export type IdentityTensors = Readonly<Record<string, FloatTensor>>;

export interface Conditions {
  readonly context: FloatTensor;
  /** Of the empty prompt. */
  readonly emptyContext: FloatTensor;
  readonly identity: IdentityTensors;
  /** `identity.scale` */
  readonly identityStrength: number;
  /** Absent where the pack takes none. */
  readonly pose?: FloatTensor;
}

const encode = async (run: Run, { ids }: Prompt): Promise<FloatTensor> =>
  output(await run("text_encoder", { input_ids: { shape: [1, ids.length], data: ids } }), "context");

/**
 * Rows of a layer's tokens move away from the empty prompt's rows by its strength: 1 is the encoder's own output.
 *
 * @param context [1, L, C], not changed
 */
function weighted(context: FloatTensor, emptyContext: FloatTensor, ranges: Prompt["ranges"]): FloatTensor {
  const channels = context.shape[2]!;
  const data = context.data.slice();
  for (const { from, to, strength } of ranges)
    for (let k = from * channels; k < to * channels; k++) {
      const nothing = emptyContext.data[k]!;
      data[k] = nothing + strength * (data[k]! - nothing);
    }
  return { shape: context.shape, data };
}

export async function encodePrompt(
  run: Run,
  vocabulary: Vocabulary,
  prompt: Prompt,
): Promise<Pick<Conditions, "context" | "emptyContext">> {
  const emptyContext = await encode(run, emptyPrompt(vocabulary));
  return { context: weighted(await encode(run, prompt), emptyContext, prompt.ranges), emptyContext };
}

/** What the graph takes for a value that nobody said, in its own units. */
const UNSAID = -9;

/** [1, 8] in the graph's units; what is not said of a pose, or all of it, is as the words have it, and to the front. */
export function poseTensor(divisors: NonNullable<Pack["pose"]>, pose: Partial<Pose> | null): FloatTensor {
  if (pose === null) return floats([1, 8]);
  const said = (name: keyof Pose, divisor = 1): number => (pose[name] === undefined ? UNSAID : pose[name] / divisor);
  const turned = [said("yaw", divisors.yaw), said("pitch", divisors.pitch), said("roll", divisors.roll)];
  const looks = [said("gazeX"), said("gazeY"), said("mouth"), said("eyes")];
  return floats([1, 8], Float32Array.from([...turned, ...looks, 1]));
}
