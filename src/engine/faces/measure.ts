/**
 * @file The likeness of a finished picture: its face, if it has one, against a person's prototype.
 */
import type { Calibration } from "~/contracts/records.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { alignFace } from "./align.ts";
import { type DetectorOf, detectFaces } from "./detect.ts";
import { cosine, embedCrop } from "./embedding.ts";
import { likeness } from "./likeness.ts";
import { subjectOf } from "./subject.ts";

/** 0..1; null where no face is found. */
export async function measureLikeness(
  run: Run,
  picture: Raster,
  pack: DetectorOf,
  prototype: Float32Array,
  calibration: Calibration,
): Promise<number | null> {
  const subject = subjectOf(await detectFaces(run, picture, pack));
  if (subject === null) return null;
  const embedding = await embedCrop(run, alignFace(picture, subject.face.landmarks));
  return likeness(cosine(embedding, prototype), calibration);
}
