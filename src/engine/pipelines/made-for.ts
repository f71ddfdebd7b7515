/** @file Tensors of a person fit the one revision of a pack that they were made for, and the one person. */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { readIndividual, type IndividualFile } from "./individual-file.ts";

interface Revision {
  readonly id: string;
  readonly revision: string;
}

const version = ({ id, revision }: Revision): string => `${id}@${revision}`;

/** @throws Failure `model-stale` */
export function checkMadeFor(pack: Revision, personaId: string, made: Revision): void {
  if (version(made) !== version(pack))
    throw new Failure("model-stale", { personaId, learnedWith: version(made), installed: version(pack) });
}

/** @throws Failure `safetensors-invalid`, `model-foreign` */
export function readOwn(pack: Pack, personaId: string, file: ArrayBuffer): IndividualFile {
  const individual = readIndividual(pack, file);
  if (individual.personaId !== personaId) throw new Failure("model-foreign", { personaId, ownerId: individual.personaId });
  return individual;
}
