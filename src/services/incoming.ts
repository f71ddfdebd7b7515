/**
 * @file A file of unknown origin on its way into storage: decoded in a worker of its own that ends with it.
 */
import { Failure, isFailure } from "~/contracts/failure";
import type { IntakeApi } from "~/contracts/intake-api";
import { openIntake } from "~/threads/intake";
import type { Thread } from "~/threads/spawn";

export interface IncomingFile {
  readonly name: string;
  /** Bytes, where known before reading. */
  readonly size?: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Beyond this the file is not even read into memory; the header's limits are checked in the worker. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * @param patienceMs a decoder that takes longer is not coming back
 * @returns the id of what was stored
 * @throws Failure `image-…`, `storage-full`
 */
export async function takeInto(
  file: IncomingFile,
  patienceMs: number,
  take: (intake: Thread<IntakeApi>["call"], bytes: ArrayBuffer) => Promise<string>,
): Promise<string> {
  const { name, size = 0 } = file;
  if (size > MAX_BYTES) throw new Failure("image-too-large", { name, bytes: size, width: 0, height: 0, limit: "bytes" });
  const bytes = await file.arrayBuffer();
  const thread = openIntake();
  const timer = setTimeout(() => thread.end(), patienceMs);
  try {
    return await take(thread.call, bytes);
  } catch (error) {
    // The worker was ended: by the timer above, or by the browser for want of memory.
    throw isFailure(error, "device-lost") ? new Failure("image-unreadable", { name, reason: "decoder" }) : error;
  } finally {
    clearTimeout(timer);
    thread.end();
  }
}
