/**
 * @file How far a head is turned in a picture that is there, as far as five points on a face say it.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { Pose } from "~/contracts/request.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { detectFaces } from "./detect.ts";
import { yawOf } from "./quality.ts";
import { subjectOf } from "./subject.ts";

/** @returns null where nobody's face is found */
export async function turnedAs(run: Run, pack: Pick<Pack, "faces" | "graphs">, image: Raster): Promise<Pick<Pose, "yaw"> | null> {
  const found = subjectOf(await detectFaces(run, image, pack));
  return found && { yaw: yawOf(found.face.landmarks) };
}
