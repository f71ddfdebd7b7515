/**
 * @file Versions of a persona's model leave: with their tensors and first portraits, never the one in use.
 */
import type { IndividualModel } from "~/contracts/records";
import { guarded } from "./storage-failure.ts";
import { openVault } from "./vault-db.ts";

/** Pictures that were drawn with it stay. @returns false, and nothing has happened, where it is in use or gone */
export const deleteVersion = (vaultId: string, { id, personaId }: IndividualModel): Promise<boolean> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    return db.transaction("rw", [db.personas, db.models, db.blobs], async () => {
      const [persona, model] = await Promise.all([db.personas.get(personaId), db.models.get(id)]);
      if (model === undefined || persona?.activeModelId === id) return false;
      await db.blobs.bulkDelete([model.tensorsId, ...model.probes.map(({ blobId }) => blobId)]);
      await db.models.delete(id);
      return true;
    });
  });
