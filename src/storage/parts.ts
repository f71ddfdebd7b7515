/**
 * @file Writing packs: what the download worker does to `likeness-packs`.
 *
 * Every function is one transaction; when it fulfils, its rows are on the disk. It neither fetches nor hashes.
 */
import { isPack, type KnownBundle } from "~/contracts/manifest";
import type { KnownFile } from "~/contracts/pack-files";
import type { Time } from "~/contracts/records";
import { packsDb, type FileRow, type PacksDb, type PartRow, versionId } from "./packs-db.ts";
import { guarded } from "./storage-failure.ts";

const all = (db: PacksDb) => [db.packs, db.earlier, db.files, db.parts, db.payloads, db.trials] as const;

async function deleteFile(db: PacksDb, sha256: string): Promise<void> {
  await db.payloads.where("file").equals(sha256).delete();
  await db.parts.where("file").equals(sha256).delete();
  await db.files.delete(sha256);
}

/** Deletes files that no revision names. */
async function sweep(db: PacksDb): Promise<void> {
  const rows = [...(await db.packs.toArray()), ...(await db.earlier.toArray())];
  const named = new Set(rows.flatMap(({ files }) => files));
  for (const sha256 of await db.files.toCollection().primaryKeys()) if (!named.has(sha256)) await deleteFile(db, sha256);
}

/**
 * Writes down that the pack is wanted. An earlier revision that is complete stays beside it, and what they have in common is kept once.
 *
 * @param partBytes what its new files are cut into, where the manifest does not say
 */
export const beginPack = (pack: KnownBundle, partBytes: number): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    await db.transaction("rw", [db.packs, db.earlier, db.files], async () => {
      const before = await db.packs.get(pack.id);
      if (before?.pack && before.installedAt !== null && before.revision !== pack.revision)
        await db.earlier.put({ ...before, pack: before.pack, installedAt: before.installedAt });
      await db.earlier.delete([pack.id, pack.revision]);
      const files = pack.files.map((file) => file.sha256);
      await db.packs.put({ id: pack.id, revision: pack.revision, files, installedAt: null, pack });
      for (const { sha256, bytes, parts } of pack.files)
        if (!(await db.files.get(sha256)))
          await db.files.add({ sha256, bytes, state: "partial", partBytes: parts?.bytes ?? partBytes });
    });
  });

export const partsOf = (file: KnownFile): Promise<readonly PartRow[]> =>
  guarded(async () => (await packsDb()).parts.where("file").equals(file.sha256).toArray());

export const fileRow = (file: KnownFile): Promise<FileRow | undefined> =>
  guarded(async () => (await packsDb()).files.get(file.sha256));

export const readPayload = ({ file, index }: Pick<PartRow, "file" | "index">): Promise<ArrayBuffer | undefined> =>
  guarded(async () => (await (await packsDb()).payloads.get([file, index]))?.bytes);

export const putPart = (part: PartRow, payload: ArrayBuffer): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    await db.transaction("rw", [db.parts, db.payloads], async () => {
      await db.payloads.put({ file: part.file, index: part.index, bytes: payload });
      await db.parts.put(part);
    });
  }, payload.byteLength);

/** Forgets parts, so that they are fetched again. */
export const dropParts = (parts: readonly PartRow[]): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    const keys = parts.map((part): [string, number] => [part.file, part.index]);
    await db.transaction("rw", [db.parts, db.payloads], async () => {
      await db.parts.bulkDelete(keys);
      await db.payloads.bulkDelete(keys);
    });
  });

/** @param proven what is known of the parts of a file that is no longer whole */
export const markFile = (file: KnownFile, state: FileRow["state"], proven?: readonly string[]): Promise<void> =>
  guarded(async () => {
    await (await packsDb()).files.update(file.sha256, { state, proven });
  });

/** Every file is ready: the pack may be used, and what no revision names goes. */
export const finishPack = (packId: string, at: Time): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    await db.transaction("rw", all(db), async () => {
      await db.packs.update(packId, { installedAt: at });
      // What was found out about files that were damaged says nothing of these.
      const row = await db.packs.get(packId);
      if (row) await db.trials.delete(versionId(row));
      // Nobody is learned with a tool, and only the revision that the manifest names serves.
      if (row?.pack && !isPack(row.pack)) await db.earlier.where("id").equals(packId).delete();
      await sweep(db);
    });
  });

export const unfinishPack = (packId: string): Promise<void> =>
  guarded(async () => {
    await (await packsDb()).packs.update(packId, { installedAt: null });
  });

export const deletePack = (packId: string): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    await db.transaction("rw", all(db), async () => {
      await db.packs.delete(packId);
      await db.earlier.where("id").equals(packId).delete();
      await sweep(db);
    });
  });

/** Lets an earlier revision go: nothing that was learned with it is wanted any more. */
export const deleteEarlier = (packId: string, revision: string): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    await db.transaction("rw", all(db), async () => {
      await db.earlier.delete([packId, revision]);
      // One that an update is known of, and not begun.
      if ((await db.packs.get(packId))?.revision === revision) await db.packs.delete(packId);
      await sweep(db);
    });
  });
