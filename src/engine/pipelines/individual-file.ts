/**
 * @file An individual model as one safetensors file, and back: tensors of one person, for one pack, saying so themselves.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { isDelta } from "~/engine/onnx/adapted.ts";
import { readSafetensors, writeSafetensors } from "~/engine/tensor/safetensors.ts";
import { floats, type FloatTensor } from "~/engine/tensor/tensor.ts";
import type { IdentityTensors } from "./conditions.ts";
import { identityRoles } from "./learn-identity.ts";

export interface IndividualFile {
  readonly personaId: string;
  readonly pack: { readonly id: string; readonly revision: string };
  readonly prototype: Float32Array;
  readonly tensors: IdentityTensors;
}

const PROTOTYPE = "prototype";

export function writeIndividual(
  personaId: string,
  pack: Pack,
  { prototype, tensors }: Pick<IndividualFile, "prototype" | "tensors">,
): ArrayBuffer {
  const named = new Map<string, FloatTensor>([[PROTOTYPE, floats([prototype.length], prototype)]]);
  for (const role of identityRoles(pack)) named.set(role, tensors[role]!);
  for (const [role, tensor] of Object.entries(tensors)) if (isDelta(role)) named.set(role, tensor);
  return writeSafetensors({ tensors: named, metadata: { persona: personaId, pack: pack.id, revision: pack.revision } });
}

/** @throws Failure `safetensors-invalid` for a file that is not an individual model of this pack's shape */
export function readIndividual(pack: Pack, file: ArrayBuffer): IndividualFile {
  const { tensors, metadata } = readSafetensors(file);
  const expect = (name: string, shape: readonly number[]): FloatTensor => {
    const tensor = tensors.get(name);
    if (tensor === undefined || tensor.shape.join() !== shape.join())
      throw new Failure("safetensors-invalid", { reason: `${name} is missing or has another shape` });
    return tensor;
  };
  const identity: Record<string, FloatTensor> = {};
  pack.identity.channels.forEach((channels, i) => {
    for (const role of [`identity.k.${i}`, `identity.v.${i}`]) identity[role] = expect(role, [1, pack.identity.tokens, channels]);
  });
  // Whether they fit is known to the graph that they are run beside.
  for (const [role, tensor] of tensors) if (isDelta(role)) identity[role] = tensor;
  return {
    personaId: metadata["persona"] ?? "",
    pack: { id: metadata["pack"] ?? "", revision: metadata["revision"] ?? "" },
    prototype: expect(PROTOTYPE, [pack.identity.embedding]).data,
    tensors: identity,
  };
}
