/**
 * @file The stored picture that an edit begins with, and where it may change.
 */
import { Failure } from "~/contracts/failure.ts";
import type { GenerateRequest } from "~/contracts/request.ts";
import { parsePortrait } from "~/engine/faces/parse.ts";
import type { Source } from "~/engine/pipelines/image-to-image.ts";
import { layerRegion } from "~/engine/pipelines/region.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readBlob } from "~/storage/images.ts";
import { openVault } from "~/storage/vault-db.ts";
import { decode } from "./pixels.ts";

/** @returns null where the request begins with noise alone */
export async function sourceOf(run: Run, vaultId: string, { edit, personaId }: GenerateRequest): Promise<Source | null> {
  if (!edit) return null;
  const { sourceId: pictureId, strength, region } = edit;
  const [row, blob] = [await (await openVault(vaultId)).pictures.get(pictureId), await readBlob(vaultId, pictureId)];
  if (row === undefined || blob === undefined) throw new Failure("source-missing", { pictureId, trashed: false });
  if (row.deletedAt !== undefined) throw new Failure("source-missing", { pictureId, trashed: true });
  if (row.personaId !== personaId)
    throw new Failure("request-invalid", { field: "edit.sourceId", reason: "a picture of somebody else" });
  const { image } = await decode(blob);
  return { image, strength, mask: region && layerRegion(region, image, await parsePortrait(run, image)) };
}
