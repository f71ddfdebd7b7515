/**
 * @file Where a face's five points really are: a network that reads the face upright, as the detector's own points put it.
 *
 * A detector settles points by the cell, and whatever is embedded inherits its error. Fitted by toolkit/atelier/faces/landmarks.py.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";
import { alignFace, TEMPLATE } from "./align.ts";
import { apply, fitSimilarity, inverse } from "./similarity.ts";

/** A pack without such a graph takes the points that its detector gave. */
export async function mendLandmarks(run: Run, { graphs }: Pick<Pack, "graphs">, image: Raster, face: Face): Promise<Face> {
  if (graphs.face_landmarks === undefined) return face;
  const outputs = await run("face_landmarks", { image: toPlanes(alignFace(image, face.landmarks), RGB) });
  const { data } = output(outputs, "points");
  const back = inverse(fitSimilarity(face.landmarks, TEMPLATE));
  const point = (k: number): Point => apply(back, [data[2 * k]!, data[2 * k + 1]!]);
  return { ...face, landmarks: [point(0), point(1), point(2), point(3), point(4)] };
}
