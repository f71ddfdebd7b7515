/**
 * @file Reading packs: whole files of weights, proven as they are read, and how much of a pack is here.
 *
 * It never fetches: what is not here is a Failure that says which pack to install.
 */
import { Failure } from "~/contracts/failure";
import { besideOf, equipped } from "~/contracts/beside";
import { type Bundle, isKnown, isPack, type KnownBundle, type Pack, type Tool } from "~/contracts/manifest";
import type { KnownFile } from "~/contracts/pack-files";
import type { Time } from "~/contracts/records";
import { bundleOf, manifest, packOf } from "./manifest.ts";
import { cuttingOf, packsDb, type PartRow, partCount, partLength } from "./packs-db.ts";
import { sha256Hex } from "./sha256.ts";
import { guarded } from "./storage-failure.ts";

/** The pack with every hash, where the manifest has them or a hub's record was written down; else undefined. */
export const knownPack = (pack: Bundle): Promise<KnownBundle | undefined> =>
  guarded(async () => {
    if (isKnown(pack)) return pack;
    const row = await (await packsDb()).packs.get(pack.id);
    return row?.revision === pack.revision ? row.pack : undefined;
  });

/**
 * A revision that something was made with: the manifest's, or one that is complete on this device from before.
 *
 * @throws Failure `manifest-invalid` where the manifest names no such pack
 */
export const packFor = ({ id, revision }: { readonly id: string; readonly revision: string }): Promise<Pack | undefined> =>
  guarded(async () => {
    const shipped = packOf(id);
    if (shipped.revision === revision) return shipped;
    const db = await packsDb();
    const [row, earlier] = await Promise.all([db.packs.get(id), db.earlier.get([id, revision])]);
    const kept = row?.revision === revision && row.installedAt !== null ? row.pack : earlier?.pack;
    return kept && isPack(kept) ? kept : undefined;
  });

/**
 * The revision that something was made with, else the manifest's, with what tools that are installed bring to it.
 *
 * @throws Failure `manifest-invalid` where the manifest names no such pack
 */
export async function equippedFor(made: { readonly id: string; readonly revision: string }): Promise<Pack> {
  const pack = (await packFor(made)) ?? packOf(made.id);
  const here: Tool[] = [];
  for (const tool of besideOf(pack, manifest.tools)) if (await isInstalled(tool.id)) here.push(tool);
  return equipped(pack, here);
}

export interface Held {
  /** null unless this very revision is complete. */
  readonly installedAt: Time | null;
  /** Whether installing was begun and the pack not removed since. */
  readonly wanted: boolean;
  readonly bytesDone: number;
  /** SHA-256 by path, for files that the manifest pins none of and a hub's record named. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Complete revisions from before that are still here. */
  readonly earlier: readonly KnownBundle[];
}

/** How much of the pack is on this device. Reads rows only, so it may stand behind a live query. */
export const held = (pack: Bundle): Promise<Held> =>
  guarded(async () => {
    const db = await packsDb();
    const row = await db.packs.get(pack.id);
    const isSame = row?.revision === pack.revision;
    const files = isSame && row.pack ? row.pack.files : pack.files.filter((file): file is KnownFile => file.sha256 !== null);
    const hashes = new Set(files.map((file) => file.sha256));
    const parts = await db.parts
      .where("file")
      .anyOf([...hashes])
      .toArray();
    const unpinned = new Set(pack.files.filter(({ sha256 }) => sha256 === null).map(({ path }) => path));
    const before = await db.earlier.where("id").equals(pack.id).toArray();
    const earlier = before.find(({ revision }) => revision === pack.revision);
    const replaced = row?.pack && !isSame && row.installedAt !== null ? [row.pack] : [];
    return {
      installedAt: isSame ? row.installedAt : (earlier?.installedAt ?? null),
      // An update is wanted once it is begun: a manifest that tells of it is no wish.
      wanted: row !== undefined && (isSame || row.installedAt === null),
      bytesDone: parts.reduce((sum, part) => sum + part.bytes, 0),
      recorded: Object.fromEntries(files.filter(({ path }) => unpinned.has(path)).map(({ path, sha256 }) => [path, sha256])),
      earlier: [...replaced, ...before.map((each) => each.pack)],
    };
  });

export const isInstalled = async (packId: string): Promise<boolean> => (await held(bundleOf(packId))).installedAt !== null;

/** Parts that are read and hashed at once: both happen in other threads. */
const READ_AHEAD = 3;

/**
 * A file's parts from the first to the last, each proven as it is read.
 *
 * @throws Failure `pack-missing`, `pack-damaged`
 */
export async function* partsInOrder(pack: Bundle, path: string): AsyncGenerator<ArrayBuffer> {
  const listed = pack.files.some((candidate) => candidate.path === path);
  if (!listed) throw new Failure("manifest-invalid", { reason: `${pack.id} lists no ${path}` });
  const file = (await knownPack(pack))?.files.find((candidate) => candidate.path === path);
  if (!file) throw new Failure("pack-missing", { packId: pack.id });
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
  const read = async (part: PartRow, index: number): Promise<ArrayBuffer> => {
    // A payload that the browser has lost throws NotReadableError, or is simply not there.
    const payload = await db.payloads.get([part.file, part.index]).catch(() => undefined);
    if (payload?.bytes.byteLength !== partLength(cutting, index)) throw damaged;
    // The parts' own hashes were proven together against the manifest when the file was finished.
    if ((await sha256Hex(payload.bytes)) !== part.sha256) throw damaged;
    return payload.bytes;
  };
  const ahead: Promise<ArrayBuffer>[] = [];
  for (let next = 0, given = 0; given < parts.length; given++) {
    for (; next < Math.min(parts.length, given + READ_AHEAD); next++) {
      const reading = read(parts[next]!, next);
      // Heard where it is given; whoever stops before then does not ask.
      reading.catch(() => undefined);
      ahead.push(reading);
    }
    yield await ahead.shift()!;
  }
}

/**
 * @returns the file's bytes, owned by the caller
 * @throws Failure `pack-missing`, `pack-damaged`
 */
export async function readPackFile(pack: Bundle, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = pack.files.find((candidate) => candidate.path === path);
  let bytes = new Uint8Array(0);
  let offset = 0;
  for await (const part of partsInOrder(pack, path)) {
    // Not before the first part is there: a file may be gigabytes, and missing.
    if (offset === 0) bytes = new Uint8Array(file?.bytes ?? 0);
    bytes.set(new Uint8Array(part), offset);
    offset += part.byteLength;
  }
  return bytes;
}
