/**
 * @file What the editor needs of storage and the inference thread: which parts a picture shows, and a place for the masks drawn on it.
 */
import { isAbort } from "~/contracts/failure";
import type { Parts, Preview } from "~/contracts/inference-api";
import type { BlobRow, Picture } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { packMask } from "~/engine/image/mask-file";
import type { Mask } from "~/engine/image/mask";
import { newId } from "~/storage/ids";
import { maskRow } from "~/storage/masks";
import type { Inference } from "./inference";
import type { Vault } from "./vault";

export interface Edits {
  parts(pack: { readonly id: string; readonly revision: string }, picture: Picture): Promise<Parts>;
  /** As it is stored, under the id by which a request names it, when a job with that request is asked for. */
  storable(mask: Mask): Promise<BlobRow>;
  /**
   * What an edit would come to, drawn when nothing else is and never stored.
   *
   * @param mask that is not stored, instead of the request's @returns null where something else had to be drawn first
   */
  preview(request: GenerateRequest, mask: Mask | null, signal: AbortSignal): Promise<Preview | null>;
}

export const createEdits = ({ vault, inference }: { readonly vault: Vault; readonly inference: Inference }): Edits => ({
  parts: ({ id, revision }, picture) =>
    inference.persist(() => inference.call.parts(newId(), vault.id, { id, revision }, picture.personaId, picture.id)),
  storable: (mask) => maskRow(packMask(mask)),
  async preview(request, mask, signal) {
    const jobId = newId();
    const cancel = (): void => void inference.call.cancel(jobId);
    signal.addEventListener("abort", cancel);
    try {
      return await inference.persist(() => inference.call.preview(jobId, vault.id, request, mask && packMask(mask)));
    } catch (error) {
      if (isAbort(error)) return null;
      throw error;
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  },
});
