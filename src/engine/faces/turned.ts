/**
 * @file Whom a picture that is drawn again shows, and how far their head is turned there, as far as five points on a face say it.
 */
import type { Face } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Pose } from "~/contracts/request.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { detectFaces } from "./detect.ts";
import { yawOf } from "./quality.ts";
import { subjectOf } from "./subject.ts";

export const faceIn = async (run: Run, pack: Pick<Pack, "faces" | "graphs">, image: Raster): Promise<Face | null> =>
  subjectOf(await detectFaces(run, image, pack))?.face ?? null;

export const turnedAs = (face: Face | null): Pick<Pose, "yaw"> | null => face && { yaw: yawOf(face.landmarks) };
