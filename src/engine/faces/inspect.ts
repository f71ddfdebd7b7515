/**
 * @file Looks at one photograph: where the face is, whether it can be learned from, and what the embedder makes of it.
 *
 * It sees no other photograph: duplicates and strangers are found by whoever has them all.
 */
import type { Finding, Inspection } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { alignFace } from "./align.ts";
import { calm, CALM, RESTLESS } from "./calm.ts";
import { cameraNoise } from "./camera-noise.ts";
import { detectFaces } from "./detect.ts";
import { isDrawnFace } from "./drawn.ts";
import { embedCrop } from "./embedding.ts";
import { mendLandmarks } from "./landmarks.ts";
import { BRIGHTEST, brightness, DARKEST, eyeDistance, sharpness, softestOf, yawOf } from "./quality.ts";
import { subjectOf } from "./subject.ts";

/** @param scale pixels of `image` per pixel of the photograph it was shrunk from; the inspection is in the photograph's */
export async function inspectPhotograph(run: Run, pack: Pack, image: Raster, scale: number): Promise<Inspection> {
  const { faces: limits, revision: packRevision } = pack;
  const readsDrawings = limits.photographNoise !== undefined;
  const noise = readsDrawings ? cameraNoise(image) : 0;
  const noisy = readsDrawings && noise > limits.photographNoise;

  /** One reason is enough: of a photograph it is not said as well that its face cannot be read. */
  const nobody = (photograph: boolean): Inspection => ({
    packRevision,
    face: null,
    findings: [photograph ? { code: "photograph", noise } : { code: "no-face" }],
    embedding: null,
    yaw: null,
  });
  const subject = subjectOf(await detectFaces(run, image, { faces: limits, graphs: {} }));
  if (subject === null) return nobody(noisy);

  const { count } = subject;
  const face = await mendLandmarks(run, pack, image, subject.face);
  const crop = alignFace(image, face.landmarks);
  const embedding = await embedCrop(run, crop);
  // Upright as the detector has it: who has only seen drawings moves the points of a photographed face anywhere.
  const restless = readsDrawings && calm(alignFace(image, subject.face.landmarks)) < (noisy ? CALM : RESTLESS);
  if (!(await isDrawnFace(run, pack, embedding))) return nobody(noisy || restless);
  const findings: Finding[] = restless ? [{ code: "photograph", noise }] : [];
  if (count > 1) findings.push({ code: "several-faces", count });
  const distance = eyeDistance(face.landmarks) / scale;
  if (distance < limits.eyeDistance) findings.push({ code: "tiny-face", eyeDistance: distance });
  const detail = sharpness(crop);
  if (detail < softestOf(eyeDistance(face.landmarks))) findings.push({ code: "blurred", sharpness: detail });
  const mean = brightness(crop);
  if (mean < DARKEST) findings.push({ code: "too-dark", mean });
  if (mean > BRIGHTEST) findings.push({ code: "too-bright", mean });

  const { box, landmarks, score } = face;
  const [p0, p1, p2, p3, p4] = landmarks.map(([x, y]) => [x / scale, y / scale] as const);
  return {
    packRevision,
    face: {
      box: { x: box.x / scale, y: box.y / scale, width: box.width / scale, height: box.height / scale },
      landmarks: [p0!, p1!, p2!, p3!, p4!],
      score,
    },
    findings,
    embedding: [...embedding],
    yaw: yawOf(landmarks),
  };
}
