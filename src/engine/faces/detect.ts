/**
 * @file Finds faces of any size: the detector sees the whole picture twice, because one scale misses faces that fill it. Their points are
 * mended where the pack has a network for that.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { BGR, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { mendLandmarks } from "./landmarks.ts";
import { decodeYunet, suppress } from "./yunet.ts";

/** Longest side as the detector sees it, px, where it takes any. */
const SIDE = 320;
/** The coarsest stride; the frame is a multiple of it. */
const GRID = 32;

/** `image` at its longest side `side`, in the corner of a black frame: the smallest that the strides tile, or the square `whole`. */
function letterbox(
  image: Raster,
  side: number,
  whole: number | undefined,
): { readonly frame: Raster; readonly scale: readonly [number, number] } {
  const longest = Math.max(image.width, image.height);
  const width = Math.max(1, Math.round((image.width * side) / longest));
  const height = Math.max(1, Math.round((image.height * side) / longest));
  const small = resize(image, width, height);
  const frame = raster(whole ?? Math.ceil(width / GRID) * GRID, whole ?? Math.ceil(height / GRID) * GRID);
  frame.data.fill(0);
  for (let y = 0; y < height; y++) frame.data.set(small.data.subarray(4 * y * width, 4 * (y + 1) * width), 4 * y * frame.width);
  return { frame, scale: [width / image.width, height / image.height] };
}

function unscaled({ box, landmarks, score }: Face, [sx, sy]: readonly [number, number]): Face {
  const back = ([x, y]: Point): Point => [x / sx, y / sy];
  const [leftEye, rightEye, nose, leftMouth, rightMouth] = landmarks;
  return {
    box: { x: box.x / sx, y: box.y / sy, width: box.width / sx, height: box.height / sy },
    landmarks: [back(leftEye), back(rightEye), back(nose), back(leftMouth), back(rightMouth)],
    score,
  };
}

/** What of a pack says how its faces are found. */
export interface DetectorOf {
  readonly faces: Pick<Pack["faces"], "detectorScore" | "detectorSide">;
  readonly graphs: Pack["graphs"];
}

/** Faces in pixels of `image`, best first. */
export async function detectFaces(
  run: Run,
  image: Raster,
  { faces: { detectorScore, detectorSide }, graphs }: DetectorOf,
): Promise<readonly Face[]> {
  const side = detectorSide ?? SIDE;
  const found: Face[] = [];
  for (const longest of [side, side / 2]) {
    const { frame, scale } = letterbox(image, longest, detectorSide);
    const outputs = await run("face_detector", { image: toPlanes(frame, BGR) });
    found.push(...decodeYunet(outputs, frame.width, detectorScore).map((face) => unscaled(face, scale)));
  }
  const faces: Face[] = [];
  for (const face of suppress(found)) faces.push(await mendLandmarks(run, { graphs }, image, face));
  return faces;
}
