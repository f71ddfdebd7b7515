/**
 * @file Drawings that come in as files to be edited: stored as pictures of a persona whose model is ready, then looked at.
 *
 * They are nobody's photographs, and nobody is learned from them.
 */
import { isAbort } from "~/contracts/failure";
import { blankRequest } from "./blank-request";
import { takeInto, type IncomingFile } from "./incoming";
import type { Inference } from "./inference";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

export interface Imports {
  /**
   * @returns the picture's id
   * @throws Failure `image-…`, `storage-…`, `persona-untrained`, `model-stale`; AbortError where the persona was deleted meanwhile
   */
  add(personaId: string, file: IncomingFile): Promise<string>;
  /** Measures its likeness, and whether the pack reads it at all; also for one whose tab was closed before. */
  look(pictureId: string): Promise<void>;
}

/** A drawing at the limit of what is let in is decoded and written again whole. */
const DECODE_MS = 120_000;

interface Needs {
  readonly vault: Vault;
  readonly inference: Inference;
  readonly packs: Packs;
}

export function createImports({ vault, inference, packs }: Needs): Imports {
  const look = (pictureId: string): Promise<void> => inference.persist(() => inference.call.look(vault.id, pictureId));
  return {
    async add(personaId, file) {
      const request = await blankRequest({ vault, packs }, personaId, 0);
      const id = await takeInto(file, DECODE_MS, (intake, bytes) => intake.takeDrawing(vault.id, request, file.name, bytes));
      try {
        await look(id);
      } catch (error) {
        // It is stored all the same, and whoever edits it asks again.
        if (isAbort(error)) throw error;
      }
      return id;
    },
    look,
  };
}
