/**
 * @file Erasing: a persona with everything made from it, or all that Likeness has on this device.
 *
 * What the file system does with freed blocks is out of reach; docs/threat-model.md says so.
 */
import Dexie from "dexie";
import { imageIds } from "~/contracts/records";
import { beginKeysAnew, KEYS_DB } from "./keys-db.ts";
import { beginAnew } from "./open.ts";
import { dropPages } from "./lookbooks.ts";
import { dropMasks, masksOf } from "./masks.ts";
import { PACKS_DB } from "./packs-db.ts";
import { guarded } from "./storage-failure.ts";
import { forgetWhom } from "./tallies.ts";
import { dropTrainingsOf } from "./trainings.ts";
import { openVault, type VaultDb, vaultName } from "./vault-db.ts";
import { listVaults } from "./vaults.ts";

export interface PersonaCounts {
  readonly photographs: number;
  readonly models: number;
  readonly pictures: number;
  readonly jobs: number;
}

/** What `erasePersona` would delete. */
export const countPersona = (vaultId: string, personaId: string): Promise<PersonaCounts> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    const [photographs, models, pictures, jobs] = await Promise.all([
      db.photographs.where("personaId").equals(personaId).count(),
      db.models.where("personaId").equals(personaId).count(),
      db.pictures.where("personaId").equals(personaId).count(),
      db.jobs.filter((job) => job.request.personaId === personaId).count(),
    ]);
    return { photographs, models, pictures, jobs };
  });

const everything = (db: VaultDb) => [
  db.personas,
  db.photographs,
  db.models,
  db.pictures,
  db.lookbooks,
  db.jobs,
  db.drafts,
  db.blobs,
  db.tiles,
  db.tallies,
  db.trainings,
  db.keptMasks,
];

export const erasePersona = (vaultId: string, personaId: string): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", everything(db), async () => {
      const photographs = await db.photographs.where("personaId").equals(personaId).primaryKeys();
      const drawn = await db.pictures.where("personaId").equals(personaId).toArray();
      const pictures = drawn.map(({ id }) => id);
      const jobs = await db.jobs.filter((job) => job.request.personaId === personaId).toArray();
      const models = await db.models.where("personaId").equals(personaId).toArray();
      const images = [...photographs, ...pictures].flatMap(imageIds);
      const tensors = models.flatMap((model) => [model.tensorsId, ...model.probes.map((probe) => probe.blobId)]);
      await db.blobs.bulkDelete([...images, ...tensors]);
      await db.photographs.bulkDelete(photographs);
      await db.pictures.bulkDelete(pictures);
      await dropPages(db, new Set(pictures));
      await db.models.where("personaId").equals(personaId).delete();
      await dropTrainingsOf(db, personaId);
      await db.jobs.bulkDelete(jobs.map(({ id }) => id));
      await dropMasks(db, masksOf([...drawn, ...jobs]));
      await db.drafts.delete(personaId);
      await db.keptMasks.where("personaId").equals(personaId).delete();
      await db.tiles.where("personaId").equals(personaId).delete();
      await forgetWhom(db, personaId);
      await db.personas.delete(personaId);
    });
  });

/** Deletes every database and cache of this origin; other tabs let go of theirs when asked. */
export async function eraseDevice(): Promise<void> {
  const vaults = await listVaults();
  for (const name of [...vaults.map((vault) => vaultName(vault.id)), PACKS_DB]) await guarded(() => Dexie.delete(name));
  await guarded(() => Dexie.delete(KEYS_DB));
  for (const name of await caches.keys()) await caches.delete(name);
  beginAnew();
  beginKeysAnew();
}

/** Names of the databases and caches that are on this device now. */
export async function whatIsLeft(): Promise<readonly string[]> {
  const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
  return [...databases, ...(await caches.keys())];
}
