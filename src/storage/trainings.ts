/**
 * @file Trainings under way: begun, kept every few steps, looked at, and gone once they are a version.
 *
 * A row and its bytes change together or not at all, so that a kill or a full disk leaves the state before. Nothing is kept for a
 * training that was dropped in the meantime: the call rejects with an AbortError.
 */
import { aborted, Failure } from "~/contracts/failure";
import type { Look } from "~/contracts/recipe";
import { bestId, type BlobRow, stateId, type TrainingRow } from "~/contracts/records";
import { readBlob } from "./images.ts";
import { sha256Hex } from "./sha256.ts";
import { guarded } from "./storage-failure.ts";
import { openVault, type VaultDb } from "./vault-db.ts";

const TENSORS = "application/octet-stream";

const tables = (db: VaultDb) => [db.trainings, db.blobs];

async function drop(db: VaultDb, rows: readonly TrainingRow[]): Promise<void> {
  const blobs = rows.flatMap(({ id, pictureIds }) => [stateId(id), bestId(id), ...pictureIds]);
  await db.blobs.bulkDelete(blobs);
  await db.trainings.bulkDelete(rows.map(({ id }) => id));
}

/** Deletes what a persona's training has left; inside a transaction over its tables. */
export const dropTrainingsOf = async (db: VaultDb, personaId: string): Promise<void> =>
  drop(db, await db.trainings.where("personaId").equals(personaId).toArray());

/**
 * Takes the place of whatever the persona had under way.
 *
 * @param projected the individual file from which it begins
 */
export const beginTraining = (vaultId: string, row: TrainingRow, projected: ArrayBuffer): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", tables(db), async () => {
      await dropTrainingsOf(db, row.personaId);
      await db.trainings.add(row);
      await db.blobs.add({ id: bestId(row.id), bytes: projected, type: TENSORS });
    });
  }, projected.byteLength);

export const trainingOf = (vaultId: string, personaId: string): Promise<TrainingRow | undefined> =>
  guarded(async () => (await openVault(vaultId)).trainings.where("personaId").equals(personaId).first());

/** @throws AbortError where it was dropped */
export async function readTraining(vaultId: string, trainingId: string): Promise<TrainingRow> {
  const row = await guarded(async () => (await openVault(vaultId)).trainings.get(trainingId));
  if (row === undefined) throw aborted();
  return row;
}

/** What lies under an id of a training's, if it is still what was written. @throws Failure `training-damaged` */
export async function readKept(
  vaultId: string,
  { personaId, step }: TrainingRow,
  blobId: string,
  sha256: string | null,
): Promise<ArrayBuffer> {
  const blob = await readBlob(vaultId, blobId);
  if (blob === undefined || (await sha256Hex(blob.bytes)) !== sha256) throw new Failure("training-damaged", { personaId, step });
  return blob.bytes;
}

async function change(
  vaultId: string,
  trainingId: string,
  blobs: readonly BlobRow[],
  changes: (row: TrainingRow) => Partial<TrainingRow>,
  goneIds: readonly string[] = [],
): Promise<void> {
  const db = await openVault(vaultId);
  const write = () =>
    db.transaction("rw", tables(db), async () => {
      const row = await db.trainings.get(trainingId);
      if (row === undefined) return false;
      await db.trainings.put({ ...row, ...changes(row) });
      await db.blobs.bulkDelete([...goneIds]);
      await db.blobs.bulkPut(blobs);
      return true;
    });
  const neededBytes = blobs.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  if (!(await guarded(write, neededBytes))) throw aborted();
}

export type Kept = Pick<TrainingRow, "step" | "losses" | "seconds" | "device" | "stateSha256">;

export const keepState = (vaultId: string, trainingId: string, kept: Kept, bytes: ArrayBuffer): Promise<void> =>
  change(vaultId, trainingId, [{ id: stateId(trainingId), bytes, type: TENSORS }], () => kept);

export interface Best {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
}

/** @param best the individual file at this look, where none before was more alike */
export async function keepLook(
  vaultId: string,
  trainingId: string,
  look: Look,
  pictures: readonly BlobRow[],
  best: Best | null,
): Promise<void> {
  const { pictureIds } = await readTraining(vaultId, trainingId);
  const blobs = best === null ? pictures : [...pictures, { id: bestId(trainingId), bytes: best.bytes, type: TENSORS }];
  const seen = ({ looks }: TrainingRow) => ({
    looks: [...looks.filter(({ step }) => step !== look.step), look],
    pictureIds: pictures.map(({ id }) => id),
    ...(best && { bestSha256: best.sha256 }),
  });
  await change(vaultId, trainingId, blobs, seen, pictureIds);
}

export const dropTraining = (vaultId: string, trainingId: string): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", tables(db), async () => drop(db, await db.trainings.where("id").equals(trainingId).toArray()));
  });
