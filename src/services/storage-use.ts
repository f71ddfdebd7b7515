/**
 * @file How many bytes each persona takes on this device, counted and not estimated.
 *
 * Every image is opened to be measured, one at a time, so this is for the screen that shows it and for nothing else.
 */
import { bestId, imageIds, type Persona, stateId } from "~/contracts/records";
import { isStorageKept, keepStorage, usedBytes } from "~/platform/capabilities";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface PersonaUse {
  readonly personaId: string;
  readonly photographs: number;
  /** With a training under way. */
  readonly models: number;
  /** With their masters, and the small ones that pickers have drawn. */
  readonly pictures: number;
}

export interface StorageUse {
  readonly personas: readonly PersonaUse[];
  /** Everything as the browser counts it, the offline copy of the app included. */
  readonly browserBytes: number;
}

/** Whether the browser has promised not to clear by itself what is kept here. */
export const isKept = (): Promise<boolean> => isStorageKept();

/** Asks for that promise; on a click, because some browsers ask the person. */
export const askToKeep = (): Promise<boolean> => keepStorage();

export const measureStorage = (vault: Vault, personas: readonly Persona[]): Promise<StorageUse> =>
  guarded(async () => {
    const db = await openVault(vault.id);
    const sizes = new Map<string, number>();
    await db.blobs.each((blob) => void sizes.set(blob.id, blob.bytes.byteLength));
    const tiles = new Map<string, number>();
    await db.tiles.each(({ personaId, bytes }) => void tiles.set(personaId, (tiles.get(personaId) ?? 0) + bytes.byteLength));
    const sum = (ids: readonly string[]): number => ids.reduce((total, id) => total + (sizes.get(id) ?? 0), 0);
    const images = (ids: readonly string[]): number => sum(ids.flatMap(imageIds));

    const uses: PersonaUse[] = [];
    for (const { id } of personas) {
      const models = await db.models.where("personaId").equals(id).toArray();
      const trainings = await db.trainings.where("personaId").equals(id).toArray();
      uses.push({
        personaId: id,
        photographs: images(await db.photographs.where("personaId").equals(id).primaryKeys()),
        models: sum([
          ...models.flatMap((model) => [model.tensorsId, ...model.probes.map((probe) => probe.blobId)]),
          ...trainings.flatMap((training) => [stateId(training.id), bestId(training.id), ...training.pictureIds]),
        ]),
        pictures: images(await db.pictures.where("personaId").equals(id).primaryKeys()) + (tiles.get(id) ?? 0),
      });
    }
    return { personas: uses, browserBytes: await usedBytes() };
  });
