/**
 * @file A ZIP that is written while its files are being made: each is asked for when its turn comes and let go when it is in.
 *
 * Images are stored as they are, since they are compressed already. It knows no lookbook.
 */
import JSZip from "jszip";
import { aborted } from "~/contracts/failure";

export interface ZipEntry {
  readonly path: string;
  /** Called once, in order. */
  readonly make: () => Promise<Uint8Array>;
}

/** Finished bytes are handed to the browser in pieces, which may put them on the disk. */
const PIECE_BYTES = 8 * 1024 * 1024;

/**
 * @param entries asked for one after another, and never two at a time
 * @param at the date of every file
 */
export async function zip(entries: readonly ZipEntry[], at: number, signal: AbortSignal): Promise<Blob> {
  const archive = new JSZip();
  const slots = entries.map(() => Promise.withResolvers<Uint8Array>());
  // An entry that fails is reported below, and would be reported again as nobody's.
  for (const slot of slots) slot.promise.catch(() => undefined);
  for (const [index, { path }] of entries.entries())
    archive.file(path, slots[index]!.promise, { binary: true, date: new Date(at), createFolders: false });

  const stream = archive.generateInternalStream({ type: "uint8array", compression: "STORE", streamFiles: true });
  const pieces: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  const collect = (chunk: Uint8Array): void => {
    // A copy: what JSZip hands out may lie in the file that is about to be let go.
    chunks.push(new Uint8Array(chunk));
    waiting += chunk.length;
    if (waiting < PIECE_BYTES) return;
    pieces.push(new Blob(chunks));
    chunks = [];
    waiting = 0;
  };

  const finished = new Promise<Blob>((resolve, reject) => {
    stream.on("data", collect);
    stream.on("error", reject);
    stream.on("end", () => resolve(new Blob([...pieces, ...chunks], { type: "application/zip" })));
  });
  stream.resume();
  try {
    for (const [index, { path, make }] of entries.entries()) {
      if (signal.aborted) throw aborted();
      slots[index]!.resolve(await make());
      // The stream has its own hold on what it is writing.
      archive.remove(path);
    }
    return await finished;
  } finally {
    stream.pause();
  }
}
