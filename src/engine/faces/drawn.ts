/**
 * @file Whether what a detector found is a face of the kind that the pack reads: clocks, masks and cartoons have eyes and mouths too.
 *
 * Two layers on the embedding, fitted by toolkit/atelier/faces/check.py; its limit is a half.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { floats, output, type Run } from "~/engine/tensor/tensor.ts";

const LIMIT = 0.5;

/** @param embedding of unit length. A pack without such a graph takes what its detector found. */
export async function isDrawnFace(run: Run, { graphs }: Pick<Pack, "graphs">, embedding: Float32Array): Promise<boolean> {
  if (graphs.face_check === undefined) return true;
  const outputs = await run("face_check", { embedding: floats([1, embedding.length], embedding) });
  return output(outputs, "drawn").data[0]! >= LIMIT;
}
