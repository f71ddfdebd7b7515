/**
 * @file What the editor needs of storage and the inference thread: which parts a picture shows, and a place for the masks drawn on it.
 */
import type { Parts } from "~/contracts/inference-api";
import type { Picture } from "~/contracts/records";
import { packMask } from "~/engine/image/mask-file";
import type { Mask } from "~/engine/image/mask";
import { newId } from "~/storage/ids";
import { saveMask } from "~/storage/masks";
import type { Inference } from "./inference";
import type { Vault } from "./vault";

export interface Edits {
  parts(pack: { readonly id: string; readonly revision: string }, picture: Picture): Promise<Parts>;
  /** @returns the id under which a request names it */
  saveMask(mask: Mask): Promise<string>;
}

export const createEdits = ({ vault, inference }: { readonly vault: Vault; readonly inference: Inference }): Edits => ({
  parts: ({ id, revision }, picture) =>
    inference.persist(() => inference.call.parts(newId(), vault.id, { id, revision }, picture.personaId, picture.id)),
  saveMask: (mask) => saveMask(vault.id, packMask(mask)),
});
