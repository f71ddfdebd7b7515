/**
 * @file Things with bytes, saved whole: a row, its image and its thumbnail appear together or not at all.
 *
 * Nothing is saved for a persona that was deleted in the meantime: the call rejects with an AbortError.
 */
import { aborted } from "~/contracts/failure";
import type { Inspection } from "~/contracts/faces";
import {
  imageIds,
  masterId,
  thumbnailId,
  type BlobRow,
  type IndividualModel,
  type Photograph,
  type Picture,
  type Unread,
} from "~/contracts/records";
import { dropPages } from "./lookbooks.ts";
import { dropMasks, masksOf } from "./masks.ts";
import { guarded } from "./storage-failure.ts";
import { countPicture } from "./tallies.ts";
import { openVault, type VaultDb } from "./vault-db.ts";

export interface Encoded {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

/** One transaction over rows and blobs, in which the persona is known to exist. */
async function save(
  vaultId: string,
  personaId: string,
  table: "photographs" | "models" | "pictures",
  blobs: readonly BlobRow[],
  writeRow: (db: VaultDb) => Promise<unknown>,
): Promise<void> {
  const db = await openVault(vaultId);
  const write = () =>
    db.transaction("rw", [db.personas, db.jobs, db.blobs, db.tallies, db[table]], async () => {
      if (!(await db.personas.get(personaId))) return false;
      await writeRow(db);
      await db.blobs.bulkPut(blobs);
      return true;
    });
  const neededBytes = blobs.reduce((sum, blob) => sum + blob.bytes.byteLength, 0);
  if (!(await guarded(write, neededBytes))) throw aborted();
}

const imageBlobs = (id: string, image: Encoded, thumbnail: Encoded): readonly BlobRow[] => [
  { id, bytes: image.bytes, type: image.type },
  { id: thumbnailId(id), bytes: thumbnail.bytes, type: thumbnail.type },
];

/** The image lies under the photograph's id, the thumbnail under `thumbnailId`. */
export const savePhotograph = (vaultId: string, photograph: Photograph, image: Encoded, thumbnail: Encoded): Promise<void> =>
  save(vaultId, photograph.personaId, "photographs", imageBlobs(photograph.id, image, thumbnail), (db) =>
    db.photographs.add(photograph),
  );

/** The job's row learns of the picture in the same transaction, and the tally too: a job that is resumed never draws or counts it twice. */
export const savePicture = (
  vaultId: string,
  jobId: string,
  picture: Picture,
  image: Encoded,
  thumbnail: Encoded,
): Promise<void> =>
  save(vaultId, picture.personaId, "pictures", imageBlobs(picture.id, image, thumbnail), async (db) => {
    const job = await db.jobs.get(jobId);
    await db.pictures.add(job?.parentId === undefined ? picture : { ...picture, parentId: job.parentId });
    await countPicture(db, picture);
    if (job) await db.jobs.update(jobId, { pictureIds: [...job.pictureIds, picture.id] });
  });

/** A drawing that came in as a file: nothing was drawn, and nothing is counted. */
export const saveDrawing = (vaultId: string, picture: Picture, image: Encoded, thumbnail: Encoded): Promise<void> =>
  save(vaultId, picture.personaId, "pictures", imageBlobs(picture.id, image, thumbnail), (db) => db.pictures.add(picture));

/** What the pack makes of a drawing; one that was deleted meanwhile stays so. */
export const saveLook = (vaultId: string, pictureId: string, likeness: number | null, unread: Unread): Promise<void> =>
  guarded(async () => {
    await (await openVault(vaultId)).pictures.update(pictureId, { likeness, imported: { unread } });
  });

export type MadeMaster = Required<Pick<Picture, "master">> & Pick<Picture, "masterBy">;

/** The picture's row learns of its master in the same transaction. A picture that was deleted meanwhile gets none. */
export const saveMaster = (vaultId: string, { id, personaId }: Picture, made: MadeMaster, master: Encoded): Promise<void> =>
  save(vaultId, personaId, "pictures", [{ id: masterId(id), bytes: master.bytes, type: master.type }], async (db) => {
    if ((await db.pictures.update(id, made)) === 0) throw aborted();
  });

/** A finished version: its tensors under `tensorsId`, its probes under their own ids; it becomes the active one. */
export const saveModel = (vaultId: string, model: IndividualModel, blobs: readonly BlobRow[]): Promise<void> =>
  save(vaultId, model.personaId, "models", blobs, async (db) => {
    await db.models.add(model);
    await db.personas.update(model.personaId, { activeModelId: model.id, packId: model.pack.id });
  });

export const nextVersion = (vaultId: string, personaId: string): Promise<number> =>
  guarded(async () => {
    const models = await (await openVault(vaultId)).models.where("personaId").equals(personaId).toArray();
    return 1 + models.reduce((highest, model) => Math.max(highest, model.version), 0);
  });

export const saveInspection = (vaultId: string, photographId: string, inspection: Inspection): Promise<void> =>
  guarded(async () => {
    await (await openVault(vaultId)).photographs.update(photographId, { inspection });
  });

/** What it shows, in words; empty where they are taken away. */
export const saveCaption = (vaultId: string, photographId: string, caption: string): Promise<void> =>
  guarded(async () => {
    await (await openVault(vaultId)).photographs.update(photographId, { caption });
  });

export const readBlob = (vaultId: string, id: string): Promise<BlobRow | undefined> =>
  guarded(async () => (await openVault(vaultId)).blobs.get(id));

/** In the order of the ids. */
export const readBlobs = (vaultId: string, ids: readonly string[]): Promise<readonly (BlobRow | undefined)[]> =>
  guarded(async () => (await openVault(vaultId)).blobs.bulkGet([...ids]));

export const deletePhotograph = (vaultId: string, photographId: string): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", [db.photographs, db.blobs], async () => {
      await db.photographs.delete(photographId);
      await db.blobs.bulkDelete([...imageIds(photographId)]);
    });
  });

/** Pictures with their bytes, and the pages of books that show them. */
export const deletePictures = (vaultId: string, ids: readonly string[]): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", [db.pictures, db.lookbooks, db.jobs, db.blobs, db.keptMasks], async () => {
      const masks = masksOf(await db.pictures.bulkGet([...ids]));
      await db.pictures.bulkDelete([...ids]);
      await db.blobs.bulkDelete(ids.flatMap(imageIds));
      await dropMasks(db, masks);
      await db.keptMasks
        .where("rootId")
        .anyOf([...ids])
        .delete();
      await dropPages(db, new Set(ids));
    });
  });
