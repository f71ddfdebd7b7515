/**
 * @file One file of a pack: its missing parts fetched, hashed and stored, and the whole proven against the manifest.
 *
 * A part is stored as soon as it is complete, so whatever interrupts the rest loses at most the parts in flight.
 */
import { aborted, Failure } from "~/contracts/failure";
import type { PackFile } from "~/contracts/manifest";
import { partBytes, partCount } from "~/storage/packs-db";
import { dropParts, fileRow, markFile, partsOf, putPart, readPayload } from "~/storage/parts";
import { sha256Hex } from "~/storage/sha256";
import { addressOf, pieces, request } from "./fetch-bytes.ts";

const PARALLEL = 4;

export interface FileTask {
  readonly base: string;
  readonly file: PackFile;
  /** Aborted by a pause: parts in flight are finished first. */
  readonly signal: AbortSignal;
  received(file: string, bytes: number): void;
}

async function store(file: PackFile, index: number, payload: ArrayBuffer): Promise<void> {
  const part = { file: file.sha256, index, bytes: payload.byteLength, sha256: await sha256Hex(payload) };
  await putPart(part, payload);
}

/** Fetches parts `first … first + lengths.length - 1` from a response whose body holds exactly these. */
async function storeAll(task: FileTask, response: Response, first: number, lengths: readonly number[]): Promise<void> {
  const { file } = task;
  let unsaved = 0;
  const received = (bytes: number): void => {
    unsaved += bytes;
    task.received(file.path, bytes);
  };
  try {
    let index = first;
    for await (const piece of pieces(response, lengths, file.path, received)) {
      await store(file, index, piece);
      unsaved -= piece.byteLength;
      index += 1;
    }
  } catch (error) {
    task.received(file.path, -unsaved);
    throw error;
  }
}

const allLengths = (file: PackFile): readonly number[] =>
  Array.from({ length: partCount(file.bytes) }, (_, index) => partBytes(file.bytes, index));

/** @returns whether the server sent the whole file instead, which is then stored whole */
async function fetchPart(task: FileTask, index: number): Promise<boolean> {
  const { file } = task;
  const length = partBytes(file.bytes, index);
  const start = index * partBytes(file.bytes, 0);
  const headers = { Range: `bytes=${start}-${start + length - 1}` };
  const response = await request(addressOf(task.base + file.path), { headers }, file.path);
  if (response.status === 206) {
    const range = response.headers.get("content-range");
    if (range !== null && range !== `bytes ${start}-${start + length - 1}/${file.bytes}`) {
      await response.body?.cancel();
      throw new Failure("download-failed", { file: file.path, reason: "length" });
    }
    await storeAll(task, response, index, [length]);
    return false;
  }
  // This server knows no ranges.
  await storeAll(task, response, 0, allLengths(file));
  return true;
}

async function fetchMissing(task: FileTask, missing: readonly number[]): Promise<void> {
  const [first, ...rest] = missing;
  // The first answer shows whether the server knows ranges, before four of them would each send everything.
  if (first === undefined || (await fetchPart(task, first))) return;
  const waiting = [...rest];
  const line = async (): Promise<void> => {
    for (let index = waiting.shift(); index !== undefined && !task.signal.aborted; index = waiting.shift())
      await fetchPart(task, index).catch((error: unknown) => {
        waiting.length = 0;
        throw error;
      });
  };
  const lines = await Promise.allSettled(Array.from({ length: PARALLEL }, line));
  const broken = lines.find((one) => one.status === "rejected");
  if (broken) throw broken.reason;
}

/** The stored parts, put together. Memory for one whole file: the digest of the browser takes it in one piece. */
async function assemble(file: PackFile): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(file.bytes);
  for (const part of await partsOf(file)) {
    const payload = await readPayload(part);
    if (payload) whole.set(new Uint8Array(payload), part.index * partBytes(file.bytes, 0));
  }
  return whole;
}

/**
 * @throws Failure `download-failed`, `storage-full`; AbortError once `signal` is aborted
 */
export async function installFile(task: FileTask): Promise<void> {
  const { file, signal } = task;
  if (signal.aborted) throw aborted();
  if ((await fileRow(file))?.state === "ready") return;
  const here = new Set((await partsOf(file)).map((part) => part.index));
  const missing = allLengths(file).flatMap((_, index) => (here.has(index) ? [] : [index]));
  await fetchMissing(task, missing);
  if (signal.aborted && (await partsOf(file)).length < partCount(file.bytes)) throw aborted();

  if ((await sha256Hex(await assemble(file))) !== file.sha256) {
    // Which part is wrong cannot be known: the manifest pins the whole.
    await dropParts(await partsOf(file));
    task.received(file.path, -file.bytes);
    throw new Failure("download-failed", { file: file.path, reason: "hash" });
  }
  await markFile(file, "ready");
}
