/** @file The pack of a persona who is known by id, asked of storage: a list on a screen may not have been read yet. */
import type { Pack } from "~/contracts/manifest";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

/** @returns the embedded one for somebody who is not there any more */
export const packOfPersona = (vault: Pick<Vault, "id">, packs: Pick<Packs, "of">, personaId: string): Promise<Pack> =>
  guarded(async () => packs.of(await (await openVault(vault.id)).personas.get(personaId)));
