/**
 * @file What the studio was about to draw, kept per persona, and what casting was at, so that a reload or a closed tab loses nothing.
 *
 * It stores a value it does not understand; whoever reads it checks what comes back.
 */
import type { GenerateRequest } from "~/contracts/request";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface Drafts {
  read(personaId: string): Promise<unknown>;
  /** @param value plain data */
  write(personaId: string, value: unknown): Promise<void>;
  /** Every draft whose key begins so. */
  removeAll(prefix: string): Promise<void>;
  /** Leaves the look of a picture for the studio of its persona, which opens on it. */
  putBack(look: LeftLook): void;
  /** The look left for this persona, handed out once. */
  takeLeft(personaId: string): LeftLook | undefined;
}

export interface LeftLook {
  readonly request: GenerateRequest;
  readonly seed: number;
  /** The picture it is from, where that is one of this vault. */
  readonly pictureId: string | null;
}

export function createDrafts(vault: Vault): Drafts {
  const database = openVault(vault.id);
  const left = new Map<string, LeftLook>();
  return {
    read: (personaId) => guarded(async () => (await (await database).drafts.get(personaId))?.value),
    write: (personaId, value) =>
      guarded(async () => {
        await (await database).drafts.put({ personaId, value });
      }),
    removeAll: (prefix) =>
      guarded(async () => {
        await (await database).drafts.where("personaId").startsWith(prefix).delete();
      }),
    putBack: (look) => void left.set(look.request.personaId, look),
    takeLeft(personaId) {
      const look = left.get(personaId);
      left.delete(personaId);
      return look;
    },
  };
}
