/**
 * @file Embeddings as unit vectors: how one crop becomes one, and how several become a person's.
 */
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import { flipped, type Raster } from "~/engine/image/raster.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";

export function normalised(vector: ArrayLike<number>): Float32Array<ArrayBuffer> {
  let square = 0;
  for (let i = 0; i < vector.length; i++) square += vector[i]! * vector[i]!;
  const length = Math.sqrt(square);
  return Float32Array.from({ length: vector.length }, (_, i) => vector[i]! / length);
}

/** Of two unit vectors. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The unit vector nearest to all of them (the mean of unit vectors, normalised again). */
export function aggregate(vectors: readonly ArrayLike<number>[]): Float32Array<ArrayBuffer> {
  const first = vectors[0];
  if (first === undefined) throw new RangeError("nothing to aggregate");
  const sum = new Float64Array(first.length);
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!;
  return normalised(sum);
}

/** @param crop aligned 112×112; its mirror image is averaged in, because a face is nearly its own mirror */
export async function embedCrop(run: Run, crop: Raster): Promise<Float32Array<ArrayBuffer>> {
  const vectors: Float32Array[] = [];
  for (const view of [crop, flipped(crop)]) {
    const outputs = await run("face_embedder", { image: toPlanes(view, RGB) });
    vectors.push(normalised(output(outputs, "embedding").data));
  }
  return aggregate(vectors);
}
