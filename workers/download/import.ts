/**
 * @file A pack from the person's own disk: loose files, a folder's files, or ZIP archives.
 *
 * Each file of the pack is looked for by its name and size, goes the same way as one that is fetched, part by hashed part, and is accepted
 * only with the hash that the manifest pins. Where it pins none, the hub is asked for its record of the hash, and for nothing else.
 */
import { createSHA256 } from "hash-wasm";
import type { ImportVerdict, InstallReport } from "~/contracts/download-api";
import { aborted, isFailure } from "~/contracts/failure";
import { packBytes, type Bundle } from "~/contracts/manifest";
import type { KnownFile } from "~/contracts/pack-files";
import { packLock } from "~/storage/locks";
import { type Cutting, cuttingOf, partCount, partLength } from "~/storage/packs-db";
import { beginPack, fileRow, finishPack, partsOf } from "~/storage/parts";
import { held, knownPack } from "~/storage/weights";
import { checkGraphs } from "./graphs.ts";
import { identify } from "./identify.ts";
import { installFile, type Wanted } from "./install-file.ts";
import { account, MANNER, type Manner } from "./packs.ts";
import { pieces } from "./pieces.ts";
import { makeProgress } from "./progress.ts";
import { checkRoom } from "./room.ts";
import { Trouble } from "./trouble.ts";
import { readZip } from "./zip.ts";

/** A disk may have to wake up; a timer counts no longer than this. */
const PATIENT_MS = 2 ** 31 - 1;

interface Found {
  readonly name: string;
  readonly bytes: number;
  open(): Promise<ReadableStream<Uint8Array>>;
}

/** A ZIP begins so, whatever it is called. */
const isZip = async (file: Blob): Promise<boolean> => (await file.slice(0, 4).text()) === "PK\u0003\u0004";

/** What is broken in an archive holds nothing that is looked for. */
async function zipped(file: File): Promise<readonly Found[]> {
  try {
    return await readZip(file);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return [];
    throw error;
  }
}

async function listed(files: readonly File[]): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const file of files) {
    const path = file.webkitRelativePath || file.name;
    if (await isZip(file)) found.push(...(await zipped(file)));
    else found.push({ name: path, bytes: file.size, open: () => Promise.resolve(file.stream()) });
  }
  return found;
}

/** By the end of its path; a loose file has only its own name. */
function find(found: readonly Found[], { path, bytes }: KnownFile): Found | undefined {
  const fits = found.filter((each) => each.bytes === bytes);
  const name = path.split("/").at(-1);
  return (
    fits.find((each) => each.name === path || each.name.endsWith(`/${path}`)) ??
    fits.find((each) => each.name === name || each.name.endsWith(`/${name}`))
  );
}

/** What is found, cut into parts. */
async function* cut(found: Found, { path }: KnownFile, cutting: Cutting): AsyncGenerator<ArrayBuffer> {
  const lengths = Array.from({ length: partCount(cutting) }, (_, index) => partLength(cutting, index));
  const memory = { buffer: new ArrayBuffer(0) };
  const received = (): void => undefined;
  yield* pieces(new Response(await found.open()), { skip: 0, lengths, file: path, stallMs: PATIENT_MS, memory, received });
}

/** Brings parts out of a stream that begins with the file's first byte. */
const fromDisk =
  (found: Found) =>
  async ({ file, cutting, missing, signal, keep, received }: Wanted): Promise<void> => {
    const wanted = new Set(missing);
    if (wanted.size === 0) return;
    let index = 0;
    for await (const piece of cut(found, file, cutting)) {
      if (signal.aborted) return;
      if (wanted.has(index)) {
        const bytes = piece.byteLength;
        await keep(index, piece, null);
        received(bytes);
      }
      index += 1;
    }
  };

/** Whether what is found is the file, without keeping any of it. */
async function isIt(found: Found, file: KnownFile, cutting: Cutting, signal: AbortSignal): Promise<boolean> {
  const hash = (await createSHA256()).init();
  for await (const piece of cut(found, file, cutting)) {
    if (signal.aborted) throw aborted();
    hash.update(new Uint8Array(piece));
  }
  return hash.digest("hex") === file.sha256;
}

/**
 * @returns what became of each file; where all are intact, the pack is installed
 * @throws Failure `storage-full`, `download-failed` where no hash is known; AbortError once `signal` is aborted
 */
export const importPack = (
  pack: Bundle,
  files: readonly File[],
  report: (at: InstallReport) => void,
  signal: AbortSignal,
  { partBytes, patience }: Manner = MANNER,
): Promise<readonly ImportVerdict[]> =>
  navigator.locks.request(packLock(pack.id), async () => {
    const before = await held(pack);
    if (before.installedAt !== null) return pack.files.map(({ path }) => ({ path, state: "taken" }));
    const known = (await knownPack(pack)) ?? (await identify(pack, patience, signal, account));
    const found = await listed(files);
    const progress = makeProgress(pack.id, before.bytesDone, packBytes(pack), report);
    const rows = await Promise.all(known.files.map(fileRow));
    const coming = known.files.filter((file, index) => rows[index]?.state !== "ready" && find(found, file));
    await checkRoom(coming.reduce((sum, { bytes }) => sum + bytes, 0));
    await beginPack(known, partBytes);
    const verdicts: ImportVerdict[] = [];
    for (const file of known.files) {
      const state = await take(file);
      if (state === "taken") await checkGraphs(known, file);
      verdicts.push({ path: file.path, state });
    }
    if (verdicts.every(({ state }) => state === "taken")) await finishPack(pack.id, Date.now());
    progress.finish();
    return verdicts;

    async function take(file: KnownFile): Promise<ImportVerdict["state"]> {
      const source = find(found, file);
      const row = await fileRow(file);
      if (row?.state === "ready") return "taken";
      if (!source) return "missing";
      try {
        // Joined to parts that are here, a wrong file would be known only by the whole, and would take them with it.
        const isJoined = row !== undefined && (await partsOf(file)).length > 0;
        if (isJoined && !(await isIt(source, file, cuttingOf(row), signal))) return "other";
        await installFile({ file, signal, received: progress.received, bring: fromDisk(source) });
        return "taken";
      } catch (error) {
        // On a disk, asking again gives the same answer.
        if (error instanceof Trouble || isFailure(error, "download-failed")) return "other";
        throw error;
      }
    }
  });
