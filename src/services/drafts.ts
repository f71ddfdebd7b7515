/**
 * @file What the studio was about to draw, kept per persona so that a reload or a closed tab loses nothing.
 *
 * It stores a value it does not understand; the studio checks what comes back.
 */
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface Drafts {
  read(personaId: string): Promise<unknown>;
  /** @param value plain data */
  write(personaId: string, value: unknown): Promise<void>;
}

export function createDrafts(vault: Vault): Drafts {
  const database = openVault(vault.id);
  return {
    read: (personaId) => guarded(async () => (await (await database).drafts.get(personaId))?.value),
    write: (personaId, value) =>
      guarded(async () => {
        await (await database).drafts.put({ personaId, value });
      }),
  };
}
