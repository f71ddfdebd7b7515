/**
 * @file The shelf of masks that were set aside: of a picture, and of all that go back to it. They go with that picture, or with its persona.
 */
import type { Accessor } from "solid-js";
import type { KeptMaskRow } from "~/contracts/records";
import { createLiveRows } from "~/platform/live";
import { newId } from "~/storage/ids";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface MaskShelf {
  /** The newest last; undefined until storage has been read. */
  readonly all: Accessor<readonly KeptMaskRow[] | undefined>;
  add(mask: Omit<KeptMaskRow, "id" | "createdAt">): Promise<void>;
  /** Writes it, also where it was removed. @param row plain */
  put(row: KeptMaskRow): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Call in an owner. @param rootId the picture that the others go back to */
export function createMaskShelf(vault: Pick<Vault, "id">, rootId: Accessor<string>): MaskShelf {
  const database = openVault(vault.id);
  const put = (row: KeptMaskRow): Promise<void> =>
    guarded(async () => {
      await (await database).keptMasks.put(row);
    }, row.packed.byteLength);
  return {
    all: createLiveRows(rootId, async (id) => {
      const rows = await (await database).keptMasks.where("rootId").equals(id).toArray();
      return rows.toSorted((a, b) => a.createdAt - b.createdAt);
    }),
    add: (mask) => put({ ...mask, id: newId(), createdAt: Date.now() }),
    put,
    remove: (id) =>
      guarded(async () => {
        await (await database).keptMasks.delete(id);
      }),
  };
}
