/**
 * @file A pack into a folder of the person's choice, file by file as published, so that another device can take it in without a network.
 *
 * Parts go from storage to the disk one by one and are hashed on the way, as every reading of them is.
 */
import type { InstallReport } from "~/contracts/download-api";
import { aborted, Failure } from "~/contracts/failure";
import { packBytes, type Bundle } from "~/contracts/manifest";
import { knownPack, partsInOrder } from "~/storage/weights";
import { makeProgress } from "./progress.ts";

/** The folders of a path are made where they are missing. */
async function fileIn(folder: FileSystemDirectoryHandle, path: string): Promise<FileSystemFileHandle> {
  const [name = "", ...folders] = path.split("/").toReversed();
  let place = folder;
  for (const each of folders.toReversed()) place = await place.getDirectoryHandle(each, { create: true });
  return place.getFileHandle(name, { create: true });
}

/** @throws Failure `pack-missing`, `pack-damaged`, `storage-full`; AbortError once `signal` is aborted */
export async function exportPack(
  pack: Bundle,
  folder: FileSystemDirectoryHandle,
  report: (at: InstallReport) => void,
  signal: AbortSignal,
): Promise<void> {
  const known = await knownPack(pack);
  if (!known) throw new Failure("pack-missing", { packId: pack.id });
  const progress = makeProgress(pack.id, 0, packBytes(pack), report);
  for (const { path } of known.files) {
    const writable = await (await fileIn(folder, path)).createWritable();
    try {
      for await (const part of partsInOrder(pack, path)) {
        if (signal.aborted) throw aborted();
        await writable.write(part);
        progress.received(path, part.byteLength);
      }
      await writable.close();
    } catch (error) {
      // What was written of this file is not put in its place.
      await writable.abort().catch(() => undefined);
      throw error;
    }
  }
  progress.finish();
}
