/**
 * @file An individual model without gradients: the embeddings of a person's photographs become their identity tensors.
 *
 * Which photographs are theirs is decided before; storing, versions and probes come after.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { Calibration } from "~/contracts/records.ts";
import { aggregate } from "~/engine/faces/embedding.ts";
import { calibrate } from "~/engine/faces/likeness.ts";
import { normal } from "~/engine/random/normal.ts";
import { checkOutput } from "~/engine/tensor/check.ts";
import { floats, output, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import type { IdentityTensors } from "./conditions.ts";

export interface LearnedIdentity {
  /** Unit vector: the person, as the embedder sees them. */
  readonly prototype: Float32Array<ArrayBuffer>;
  readonly tensors: IdentityTensors;
  readonly calibration: Calibration;
}

/** Roles of the identity tensors that a pack's denoiser reads. */
export const identityRoles = (pack: Pack): readonly string[] =>
  pack.identity.channels.flatMap((_, i) => [`identity.k.${i}`, `identity.v.${i}`]);

/** Streams of the noise that keys begin with where nothing projects them. */
const KEYS = 1;

/** Nobody yet, for a pack that projects nobody: keys that look different ways, and values that add nothing until they are learned. */
function nobody({ identity: { tokens, channels } }: Pack): IdentityTensors {
  const each = channels.flatMap((width, i) => {
    const shape = [1, tokens, width];
    return [
      [`identity.k.${i}`, floats(shape, normal(0, KEYS + i, tokens * width))],
      [`identity.v.${i}`, floats(shape)],
    ] as const;
  });
  return Object.fromEntries(each);
}

export async function projectIdentity(run: Run, pack: Pack, prototype: Float32Array): Promise<IdentityTensors> {
  if (pack.graphs.identity_projector === undefined) return nobody(pack);
  const outputs = await run("identity_projector", { embedding: floats([1, prototype.length], prototype) });
  const tensors: Record<string, FloatTensor> = {};
  for (const role of identityRoles(pack)) {
    const tensor = output(outputs, role);
    checkOutput("identity_projector", tensor.data);
    tensors[role] = tensor;
  }
  return tensors;
}

/** @param embeddings unit vectors, one per photograph, at least two */
export async function learnIdentity(run: Run, pack: Pack, embeddings: readonly ArrayLike<number>[]): Promise<LearnedIdentity> {
  const prototype = aggregate(embeddings);
  return {
    prototype,
    tensors: await projectIdentity(run, pack, prototype),
    calibration: calibrate(embeddings, pack.faces.impostorCosine),
  };
}
