/**
 * @file One file of a pack: its missing parts brought, hashed and stored, and the whole proven against the manifest.
 *
 * A part is stored as soon as it is complete, so whatever interrupts the rest loses at most the parts in flight. Where the bytes come from
 * is not its business.
 */
import { aborted, Failure } from "~/contracts/failure";
import type { KnownFile } from "~/contracts/pack-files";
import { type Cutting, cuttingOf, type FileRow, type PartRow, partCount } from "~/storage/packs-db";
import { dropParts, fileRow, markFile, partsOf, putPart, readPayload } from "~/storage/parts";
import { sha256Hex } from "~/storage/sha256";
import { bytesIn, doubts } from "./doubts.ts";
import { type FollowingHash, followHash } from "./follow-hash.ts";
import { inTurn } from "./in-turn.ts";
import { Trouble } from "./trouble.ts";

/** Lines that share a connection finish their parts within moments of each other. */
const LONGEST_TURN_MS = 500;

/** What is still wanted of a file, and where it goes. */
export interface Wanted {
  readonly file: KnownFile;
  readonly cutting: Cutting;
  /** In order. */
  readonly missing: readonly number[];
  readonly signal: AbortSignal;
  /** Fulfils once the part is stored; rejects with a Trouble where it is not the part it should be. */
  keep(index: number, payload: ArrayBuffer, etag: string | null): Promise<void>;
  /** Bytes that arrived or, below zero, have to arrive again. */
  received(bytes: number): void;
}

export interface FileTask {
  /** As `beginPack` wrote it down. */
  readonly file: KnownFile;
  /** Aborted by a pause: parts in flight are finished first. */
  readonly signal: AbortSignal;
  received(file: string, bytes: number): void;
  /** Fulfils early, with parts still missing, once the signal is aborted. */
  bring(wanted: Wanted): Promise<void>;
}

/** How a file is cut, and the hashes of its parts where the manifest pins them for parts of this very size, or the file was whole before. */
interface Pinned extends Cutting {
  readonly pinned: readonly string[] | undefined;
}

function pinnedOf({ parts }: KnownFile, row: FileRow): Pinned {
  const cutting = cuttingOf(row);
  return { ...cutting, pinned: parts?.bytes === cutting.partBytes ? parts.sha256 : row.proven };
}

/** Brings what is not here. @returns whether every part is here now */
async function bringMissing(task: FileTask, cutting: Pinned, here: ReadonlySet<number>, follow: FollowingHash): Promise<boolean> {
  const { file, signal } = task;
  const { pinned } = cutting;
  const missing = Array.from({ length: partCount(cutting) }, (_, index) => index).filter((index) => !here.has(index));
  const turns = inTurn(missing, LONGEST_TURN_MS);
  let kept = 0;
  let storing: Promise<unknown> = Promise.resolve();
  /** One at a time: a browser holds a part several times over while it writes it. */
  const store = (part: PartRow, payload: ArrayBuffer): Promise<void> => {
    const stored = storing.then(() => putPart(part, payload));
    // Whoever waits for a part hears why it was not stored.
    storing = stored.catch(() => undefined);
    return stored;
  };
  await task.bring({
    file,
    cutting,
    missing,
    signal,
    async keep(index, payload, etag) {
      const sha256 = await sha256Hex(payload);
      if (pinned && pinned[index] !== sha256) throw new Trouble(file.path, "hash", "now");
      // In order, what has arrived is hashed as it is; otherwise it would have to be read back.
      await turns.of(index);
      const row = { file: file.sha256, index, bytes: payload.byteLength, sha256, ...(etag !== null && { etag }) };
      const stored = store(row, payload);
      // Another process writes. Once that has begun, the hash of the whole goes on here.
      await new Promise((begun) => setTimeout(begun));
      const isTaken = follow.take(index, payload);
      turns.passed(index);
      await stored;
      if (!isTaken) follow.stored(index);
      kept += 1;
    },
    received: (bytes) => task.received(file.path, bytes),
  });
  return kept === missing.length;
}

/** Brings what is missing and holds the whole against its hash. @returns false where it is another; AbortError after a pause */
async function complete(task: FileTask, cutting: Pinned): Promise<boolean> {
  const { file } = task;
  const stored = (index: number) => readPayload({ file: file.sha256, index });
  const here = new Set((await partsOf(file)).map((part) => part.index));
  const follow = await followHash(partCount(cutting), stored, here);
  if (!(await bringMissing(task, cutting, here, follow))) throw aborted();
  return (await follow.digest()) === file.sha256;
}

async function drop(task: FileTask, parts: readonly PartRow[]): Promise<void> {
  await dropParts(parts);
  task.received(task.file.path, -bytesIn(parts));
}

/**
 * @throws Failure `download-failed`, `storage-full`; AbortError once `signal` is aborted
 */
export async function installFile(task: FileTask): Promise<void> {
  const { file, signal } = task;
  if (signal.aborted) throw aborted();
  const row = await fileRow(file);
  if (!row) throw new Failure("unexpected", { reason: `${file.path} was not begun` });
  if (row.state === "ready") return;
  const cutting = pinnedOf(file, row);
  if (await complete(task, cutting)) return markFile(file, "ready");
  for await (const parts of doubts(file, cutting, cutting.pinned)) {
    await drop(task, parts);
    if (await complete(task, cutting)) return markFile(file, "ready");
  }
  await markFile(file, "partial");
  await drop(task, await partsOf(file));
  throw new Failure("download-failed", { file: file.path, reason: "hash" });
}
