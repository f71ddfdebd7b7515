/**
 * @file What YuNet's outputs mean (opencv_zoo, face_detection_yunet_2023mar; OpenCV's face_detect.cpp), and which of them to keep.
 *
 * One anchor per cell of strides 8, 16, 32, row by row. It knows neither the network nor the picture.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import { output, type Outputs } from "~/engine/tensor/tensor.ts";

const STRIDES = [8, 16, 32] as const;
const OVERLAP = 0.3;
const MOST = 5000;

const unit = (value: number): number => Math.min(1, Math.max(0, value));

/** @param width of the network's input, which the cells tile */
export function decodeYunet(outputs: Outputs, width: number, threshold: number): readonly Face[] {
  const faces: Face[] = [];
  for (const stride of STRIDES) {
    const [cls, obj, bbox, kps] = ["cls", "obj", "bbox", "kps"].map((name) => output(outputs, `${name}_${stride}`).data) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const columns = width / stride;
    for (let cell = 0; cell < cls.length; cell++) {
      const score = Math.sqrt(unit(cls[cell]!) * unit(obj[cell]!));
      if (!(score >= threshold)) continue;
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      const boxWidth = Math.exp(bbox[4 * cell + 2]!) * stride;
      const boxHeight = Math.exp(bbox[4 * cell + 3]!) * stride;
      const x = (column + bbox[4 * cell]!) * stride - boxWidth / 2;
      const y = (row + bbox[4 * cell + 1]!) * stride - boxHeight / 2;
      const point = (i: number): Point => [
        (kps[10 * cell + 2 * i]! + column) * stride,
        (kps[10 * cell + 2 * i + 1]! + row) * stride,
      ];
      faces.push({
        box: { x, y, width: boxWidth, height: boxHeight },
        landmarks: [point(0), point(1), point(2), point(3), point(4)],
        score,
      });
    }
  }
  return faces;
}

type Box = Face["box"];

/** Intersection over union. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

/** Greedy non-maximum suppression; best first. */
export function suppress(faces: readonly Face[]): readonly Face[] {
  const kept: Face[] = [];
  for (const face of faces.toSorted((a, b) => b.score - a.score).slice(0, MOST))
    if (kept.every((other) => overlap(face.box, other.box) <= OVERLAP)) kept.push(face);
  return kept;
}
