/**
 * @file Reading packs: whole files of weights, proven as they are read, and how much of a pack is here.
 *
 * It never fetches: what is not here is a Failure that says which pack to install.
 */
import { Failure } from "~/contracts/failure";
import type { Pack } from "~/contracts/manifest";
import type { Time } from "~/contracts/records";
import { packOf } from "./manifest.ts";
import { cuttingOf, packsDb, partCount, partLength } from "./packs-db.ts";
import { sha256Hex } from "./sha256.ts";
import { guarded } from "./storage-failure.ts";

export interface Held {
  /** null unless this very revision is complete. */
  readonly installedAt: Time | null;
  /** Whether installing was begun and the pack not removed since. */
  readonly wanted: boolean;
  readonly bytesDone: number;
}

/** How much of the pack is on this device. Reads rows only, so it may stand behind a live query. */
export const held = (pack: Pack): Promise<Held> =>
  guarded(async () => {
    const db = await packsDb();
    const row = await db.packs.get(pack.id);
    const hashes = new Set(pack.files.map((file) => file.sha256));
    const parts = await db.parts
      .where("file")
      .anyOf([...hashes])
      .toArray();
    return {
      installedAt: row?.revision === pack.revision ? row.installedAt : null,
      wanted: row !== undefined,
      bytesDone: parts.reduce((sum, part) => sum + part.bytes, 0),
    };
  });

export const isInstalled = async (packId: string): Promise<boolean> => (await held(packOf(packId))).installedAt !== null;

/**
 * @returns the file's bytes, owned by the caller
 * @throws Failure `pack-missing`, `pack-damaged`
 */
export async function readPackFile(pack: Pack, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = pack.files.find((candidate) => candidate.path === path);
  if (!file) throw new Failure("manifest-invalid", { reason: `${pack.id} lists no ${path}` });
  const damaged = new Failure("pack-damaged", { packId: pack.id, file: path });

  const db = await packsDb();
  const [row, parts] = await guarded(() =>
    Promise.all([
      db.files.get(file.sha256),
      db.parts.where("[file+index]").between([file.sha256, 0], [file.sha256, Infinity]).toArray(),
    ]),
  );
  if (row?.state === "damaged") throw damaged;
  if (row?.state !== "ready") throw new Failure("pack-missing", { packId: pack.id });
  const cutting = cuttingOf(row);
  if (parts.length !== partCount(cutting)) throw damaged;

  const bytes = new Uint8Array(file.bytes);
  let offset = 0;
  for (const [index, part] of parts.entries()) {
    // A payload that the browser has lost throws NotReadableError, or is simply not there.
    const payload = await db.payloads.get([part.file, part.index]).catch(() => undefined);
    if (payload?.bytes.byteLength !== partLength(cutting, index)) throw damaged;
    // The parts' own hashes were proven together against the manifest when the file was finished.
    if ((await sha256Hex(payload.bytes)) !== part.sha256) throw damaged;
    bytes.set(new Uint8Array(payload.bytes), offset);
    offset += payload.bytes.byteLength;
  }
  return bytes;
}
