/**
 * @file A request for whoever is drawn, that says no look yet: by the persona's own active model, at the pack's own size.
 */
import { Failure } from "~/contracts/failure";
import type { GenerateRequest } from "~/contracts/request";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

/** @throws Failure `persona-untrained`, `model-stale` */
export async function blankRequest(
  { vault, packs }: { readonly vault: Vault; readonly packs: Packs },
  personaId: string,
  seed: number,
): Promise<GenerateRequest> {
  const { persona, model } = await guarded(async () => {
    const db = await openVault(vault.id);
    const found = await db.personas.get(personaId);
    return { persona: found, model: found?.activeModelId ? await db.models.get(found.activeModelId) : undefined };
  });
  if (model?.status !== "ready") throw new Failure("persona-untrained", { personaId });
  const pack = packs.revisionOf(model.pack);
  if (!pack)
    throw new Failure("model-stale", { personaId, learnedWith: model.pack.revision, installed: packs.of(persona).revision });
  const { steps, guidance } = pack.presets.standard;
  return {
    schema: 1,
    pack: { id: pack.id, revision: pack.revision },
    personaId,
    model: { id: model.id, version: model.version, sha256: model.sha256 },
    layers: [],
    prompt: "",
    size: pack.sizes[0]!,
    sampler: pack.sampler.kind,
    steps,
    guidance,
    identityStrength: 0.95,
    pose: null,
    seeds: [seed],
  };
}
