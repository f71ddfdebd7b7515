/**
 * @file Installing, verifying and removing packs, one tab at a time.
 *
 * A lock keeps two tabs from fetching the same bytes; the one that waits reads the other's progress from the rows.
 */
import type { FileVerdict, InstallReport } from "~/contracts/download-api";
import { aborted, Failure, isAbort, isFailure } from "~/contracts/failure";
import { packBytes, type Bundle, sourceOf } from "~/contracts/manifest";
import type { KnownFile } from "~/contracts/pack-files";
import { packLock } from "~/storage/locks";
import { cuttingOf, PART_BYTES, partCount } from "~/storage/packs-db";
import {
  beginPack,
  deleteEarlier,
  deletePack,
  dropParts,
  fileRow,
  finishPack,
  markFile,
  partsOf,
  unfinishPack,
} from "~/storage/parts";
import { held, knownPack } from "~/storage/weights";
import { makeAccount } from "./account.ts";
import { fileAddress } from "./address.ts";
import { changedHere } from "./doubts.ts";
import { fromAddress } from "./fetch-parts.ts";
import { checkGraphs } from "./graphs.ts";
import { identify } from "./identify.ts";
import { installFile } from "./install-file.ts";
import { PATIENCE, type Patience } from "./patience.ts";
import { makeProgress } from "./progress.ts";
import { checkRoom } from "./room.ts";

const WATCH_MS = 250;

/** What a test makes small. */
export interface Manner {
  readonly partBytes: number;
  readonly patience: Patience;
}

export const account = makeAccount();

export const MANNER: Manner = { partBytes: PART_BYTES, patience: PATIENCE };

async function fetchAll(
  pack: Bundle,
  report: (at: InstallReport) => void,
  signal: AbortSignal,
  { partBytes, patience }: Manner,
): Promise<void> {
  const before = await held(pack);
  const progress = makeProgress(pack.id, before.bytesDone, packBytes(pack), report);
  if (before.installedAt === null) {
    const known = (await knownPack(pack)) ?? (await identify(pack, patience, signal, account));
    await checkRoom(packBytes(pack) - before.bytesDone);
    await beginPack(known, partBytes);
    for (const file of known.files) {
      const atHub = sourceOf(known, file) !== undefined;
      const bring = fromAddress(fileAddress(known, file), patience, atHub ? account : undefined);
      await installFile({ file, signal, received: progress.received, bring });
      await checkGraphs(known, file);
    }
    await finishPack(pack.id, Date.now());
  }
  progress.finish();
}

/** Waits for the lock, reporting what its holder gets done. */
async function whenFree(
  pack: Bundle,
  report: (at: InstallReport) => void,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const bytesTotal = packBytes(pack);
  const watch = setInterval(() => {
    held(pack).then(
      ({ bytesDone }) => report({ packId: pack.id, file: "", bytesDone, bytesTotal, secondsLeft: null }),
      // The call itself says what is wrong with storage.
      () => undefined,
    );
  }, WATCH_MS);
  try {
    await navigator.locks.request(packLock(pack.id), { signal }, () => {
      clearInterval(watch);
      return work();
    });
  } catch (error) {
    throw isAbort(error) ? aborted() : error;
  } finally {
    clearInterval(watch);
  }
}

/** Room for one part more is no use: a disk that is full lacks room for all that is still to come. */
async function sayingTheRest(pack: Bundle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isFailure(error, "storage-full")) throw error;
    const { bytesDone } = await held(pack);
    throw new Failure("storage-full", { neededBytes: packBytes(pack) - bytesDone }, { cause: error });
  }
}

/** @throws Failure `download-failed`, `storage-full`; AbortError once `signal` is aborted */
export function installPack(
  pack: Bundle,
  report: (at: InstallReport) => void,
  signal: AbortSignal,
  manner: Manner = MANNER,
): Promise<void> {
  return whenFree(pack, report, signal, () => sayingTheRest(pack, () => fetchAll(pack, report, signal, manner)));
}

async function verifyFile(file: KnownFile): Promise<FileVerdict> {
  const [row, parts] = [await fileRow(file), await partsOf(file)];
  if (!row) return { path: file.path, state: "missing" };
  const cutting = cuttingOf(row);
  const bad = await changedHere(parts, cutting);
  const isAll = parts.length === partCount(cutting);
  if (bad.length === 0 && isAll && row.state === "ready") return { path: file.path, state: "intact" };
  // What was right as a whole was right in each part: what comes in its place is held against that, whatever the server has become.
  const proven = isAll && row.state === "ready" ? parts.map(({ sha256 }) => sha256) : row.proven;
  await markFile(file, "partial", proven);
  await dropParts(bad);
  return { path: file.path, state: bad.length > 0 ? "damaged" : "missing" };
}

/** Hashes every stored part again; what is damaged is dropped, so that installing repairs it. */
export const verifyPack = (pack: Bundle): Promise<readonly FileVerdict[]> =>
  navigator.locks.request(packLock(pack.id), async () => {
    const verdicts: FileVerdict[] = [];
    const known = await knownPack(pack);
    for (const file of pack.files) {
      const identified = known?.files.find(({ path }) => path === file.path);
      verdicts.push(identified ? await verifyFile(identified) : { path: file.path, state: "missing" });
    }
    if (verdicts.some((verdict) => verdict.state !== "intact")) await unfinishPack(pack.id);
    return verdicts;
  });

export const removePack = (packId: string): Promise<void> => navigator.locks.request(packLock(packId), () => deletePack(packId));

export const removeEarlier = (packId: string, revision: string): Promise<void> =>
  navigator.locks.request(packLock(packId), () => deleteEarlier(packId, revision));
