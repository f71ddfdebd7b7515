/**
 * @file What must be true before a picture is drawn: the request makes sense, the pack is here, and the individual model is this
 * persona's own, learned to its end, made for this very pack, and intact.
 *
 * There is no fallback: whatever is not so is a Failure that says which.
 */
import { drawsAt } from "~/contracts/abilities.ts";
import { Failure } from "~/contracts/failure.ts";
import { MAX_STRENGTH } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { type IndividualModel, isLearned } from "~/contracts/records.ts";
import { MAX_PROMPT_CHARACTERS, MIN_EDIT_STRENGTH, SEED_LIMIT, type GenerateRequest } from "~/contracts/request.ts";
import { samplerNamed } from "~/contracts/sampler.ts";
import type { IndividualFile } from "~/engine/pipelines/individual-file.ts";
import { checkMadeFor, readOwn } from "~/engine/pipelines/made-for.ts";
import { readBlob } from "~/storage/images.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { openVault } from "~/storage/vault-db.ts";
import { held } from "~/storage/weights.ts";

const MAX_STEPS = 100;
const MAX_GUIDANCE = 20;
const MAX_PICTURES = 64;

const within = (value: number, low: number, high: number): boolean => value >= low && value <= high;

/** @throws Failure `request-invalid` naming the first field that is wrong */
export function checkRequest(pack: Pack, request: GenerateRequest): void {
  const refuse = (field: string, reason: string): never => {
    throw new Failure("request-invalid", { field, reason });
  };
  const { size, sampler, steps, guidance, identityStrength, prompt, layers, seeds, edit } = request;
  // A picture that is there may have another size; it is seen through windows of the pack's own.
  if (!edit && !drawsAt(pack, size)) refuse("size", "the pack has no such size");
  if (samplerNamed(pack, sampler) === undefined) refuse("sampler", "the pack does not offer it");
  if (!Number.isInteger(steps) || !within(steps, 1, MAX_STEPS)) refuse("steps", `1 to ${MAX_STEPS}`);
  if (!within(guidance, 0, MAX_GUIDANCE)) refuse("guidance", `0 to ${MAX_GUIDANCE}`);
  if (!within(identityStrength, 0, MAX_STRENGTH)) refuse("identityStrength", `0 to ${MAX_STRENGTH}`);
  if (prompt.length > MAX_PROMPT_CHARACTERS) refuse("prompt", `at most ${MAX_PROMPT_CHARACTERS} characters`);
  if (!layers.every(({ strength }) => within(strength, 0, MAX_STRENGTH))) refuse("layers", `strengths 0 to ${MAX_STRENGTH}`);
  if (new Set(layers.map(({ kind }) => kind)).size !== layers.length) refuse("layers", "one of each kind");
  if (!within(seeds.length, 1, MAX_PICTURES)) refuse("seeds", `1 to ${MAX_PICTURES}`);
  if (!seeds.every((seed) => Number.isInteger(seed) && within(seed, 0, SEED_LIMIT - 1)))
    refuse("seeds", `integers below ${SEED_LIMIT}`);
  if (edit && !within(edit.strength, MIN_EDIT_STRENGTH, 1)) refuse("edit.strength", `${MIN_EDIT_STRENGTH} to 1`);
}

/** @throws Failure `pack-missing` */
export async function checkInstalled(pack: Pack): Promise<void> {
  if ((await held(pack)).installedAt === null) throw new Failure("pack-missing", { packId: pack.id });
}

export interface Cleared {
  readonly model: IndividualModel;
  readonly individual: IndividualFile;
}

export async function preflight(vaultId: string, pack: Pack, request: GenerateRequest): Promise<Cleared> {
  const { personaId } = request;
  checkRequest(pack, request);
  await checkInstalled(pack);

  const model = await (await openVault(vaultId)).models.get(request.model.id);
  if (model !== undefined && (model.status === "retrain" || (model.status === "ready" && !isLearned(model))))
    throw new Failure("model-unlearned", { personaId });
  if (model === undefined || model.status !== "ready") throw new Failure("persona-untrained", { personaId });
  if (model.personaId !== personaId) throw new Failure("model-foreign", { personaId, ownerId: model.personaId });
  for (const made of [model.pack, request.pack]) checkMadeFor(pack, personaId, made);

  const damaged = new Failure("model-damaged", { personaId, version: model.version });
  const blob = await readBlob(vaultId, model.tensorsId);
  if (blob === undefined || model.sha256 !== request.model.sha256) throw damaged;
  if ((await sha256Hex(blob.bytes)) !== model.sha256) throw damaged;
  return { model, individual: readOwn(pack, personaId, blob.bytes) };
}
