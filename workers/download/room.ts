/**
 * @file Whether so many bytes would fit, asked before they are fetched.
 *
 * The browser's own estimate is made up in places, so the question is put as a deed: a file in the origin-private file system is stretched to
 * that length, which writes nothing and is refused where the quota ends, and then removed. Where there is no such file system the first
 * write that does not fit says so.
 */
import { Failure } from "~/contracts/failure";

/** @throws Failure `storage-full` */
export async function checkRoom(bytes: number): Promise<void> {
  if (bytes <= 0) return;
  const name = `room-${crypto.randomUUID()}`;
  const folder = await navigator.storage.getDirectory().catch(() => undefined);
  const file = await folder?.getFileHandle(name, { create: true }).catch(() => undefined);
  if (!folder || !file) return;
  try {
    const handle = await file.createSyncAccessHandle();
    try {
      handle.truncate(bytes);
    } finally {
      handle.close();
    }
  } catch (error) {
    if (error instanceof Error && error.name === "QuotaExceededError")
      throw new Failure("storage-full", { neededBytes: bytes }, { cause: error });
    // Anything else says nothing about room.
  } finally {
    await folder.removeEntry(name).catch(() => undefined);
  }
}
