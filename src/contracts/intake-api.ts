/**
 * @file The intake worker's promise: turns bytes of unknown origin into a clean stored photograph.
 *
 * One worker per file, ended afterwards, so that a hostile image takes nothing with it.
 */

import type { GenerateRequest } from "./request.ts";

export interface IntakeApi {
  /**
   * Checks the header, decodes, turns upright, re-encodes without metadata and stores the photograph with its thumbnail.
   * @returns the photograph's id
   * @throws Failure `image-…`, `storage-full`
   */
  take(vaultId: string, personaId: string, name: string, bytes: ArrayBuffer): Promise<string>;
  /**
   * The same for a drawing that is to be edited: kept at its full size, as a picture of the request's persona.
   * @param request what its edits begin with
   * @returns the picture's id
   */
  takeDrawing(vaultId: string, request: GenerateRequest, name: string, bytes: ArrayBuffer): Promise<string>;
}
