/**
 * @file One file of a pack from memory, from its parts, and from a copy in the origin-private file system: what docs/decisions/0014 compares.
 *
 * What is read is proven, wherever it lies: a copy's hashes are those of the parts it is read in.
 */
import type { Pack } from "../../src/contracts/manifest.ts";
import { PART_BYTES } from "../../src/storage/packs-db.ts";
import { sha256Hex } from "../../src/storage/sha256.ts";
import { readPackFile } from "../../src/storage/weights.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const NAME = "copy.bin";

/** What of a worker's file system the types of a window leave out. */
interface Copy extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{
    read(into: Uint8Array, options: { at: number }): number;
    write(from: Uint8Array, options: { at: number }): number;
    truncate(bytes: number): void;
    close(): void;
  }>;
}

const cut = (bytes: Bytes): readonly Bytes[] =>
  Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, i) => bytes.subarray(i * PART_BYTES, (i + 1) * PART_BYTES));

const hashes = (bytes: Bytes): Promise<string> => Promise.all(cut(bytes).map(sha256Hex)).then((all) => all.join());

/** Writes the copy. Whoever is done removes it. */
export async function sourcesOf(pack: Pack, path: string) {
  const kept = await readPackFile(pack, path);
  const folder = await navigator.storage.getDirectory();
  const copy = (await folder.getFileHandle(NAME, { create: true })) as Copy;
  const handle = await copy.createSyncAccessHandle();
  handle.truncate(0);
  for (const [i, part] of cut(kept).entries()) handle.write(part, { at: i * PART_BYTES });
  handle.close();
  const expected = await hashes(kept);
  const prove = async (bytes: Bytes): Promise<Bytes> => {
    if ((await hashes(bytes)) !== expected) throw new Error("the copy is not what was written");
    return bytes;
  };
  const ways = {
    memory: () => Promise.resolve(kept),
    parts: () => readPackFile(pack, path),
    async opfsHandle() {
      const bytes = new Uint8Array(kept.length);
      const opened = await copy.createSyncAccessHandle();
      const proofs = cut(bytes).map((part, i) => {
        opened.read(part, { at: i * PART_BYTES });
        // Hashed in another thread, while the next is read.
        return sha256Hex(part);
      });
      opened.close();
      if ((await Promise.all(proofs)).join() !== expected) throw new Error("the copy is not what was written");
      return bytes;
    },
    opfsFile: async () => prove(new Uint8Array(await (await copy.getFile()).arrayBuffer())),
  } satisfies Readonly<Record<string, () => Promise<Bytes>>>;
  return { ways, remove: () => folder.removeEntry(NAME) };
}
