/**
 * @file Looks at a pack's graphs where they lie, in parts, as soon as a file is here: it may be what the manifest pins and still be nothing
 * to be run, and the gigabytes behind it need not come.
 */
import { Failure } from "~/contracts/failure";
import type { GraphRole, GraphSpec, KnownBundle } from "~/contracts/manifest";
import type { KnownFile } from "~/contracts/pack-files";
import { graphFault } from "~/engine/onnx/fitness";
import type { Source } from "~/engine/onnx/outline";
import { cuttingOf } from "~/storage/packs-db";
import { deleteEarlier, fileRow, readPayload } from "~/storage/parts";

/** A stored file, one part of it at hand. */
async function stored(packId: string, file: KnownFile): Promise<Source> {
  const row = await fileRow(file);
  if (!row) throw new Failure("pack-damaged", { packId, file: file.path });
  const { partBytes } = cuttingOf(row);
  let at = -1;
  let part = new Uint8Array(0);
  return {
    length: file.bytes,
    async read(start, end) {
      const bytes = new Uint8Array(end - start);
      for (let done = start; done < end;) {
        const index = Math.floor(done / partBytes);
        if (index !== at) {
          part = new Uint8Array((await readPayload({ file: file.sha256, index })) ?? []);
          at = index;
        }
        const piece = part.subarray(done - index * partBytes, end - index * partBytes);
        if (piece.length === 0) throw new Failure("pack-damaged", { packId, file: file.path });
        bytes.set(piece, done - start);
        done += piece.length;
      }
      return bytes;
    },
  };
}

/**
 * Looks at the graphs that lie in one file of a pack. Of a revision with an unfit graph nothing is kept.
 *
 * @throws Failure `graph-unfit` with the reason
 */
export async function checkGraphs(pack: KnownBundle, file: KnownFile): Promise<void> {
  const bytesOf = (path: string): number => pack.files.find((each) => each.path === path)?.bytes ?? 0;
  for (const [graph, spec] of Object.entries(pack.graphs) as [GraphRole, GraphSpec][]) {
    if (spec.file !== file.path) continue;
    const reason = await graphFault(spec, await stored(pack.id, file), bytesOf);
    if (reason === undefined) continue;
    await deleteEarlier(pack.id, pack.revision);
    throw new Failure("graph-unfit", { graph, reason });
  }
}
