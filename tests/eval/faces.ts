/**
 * @file The face stack: is every face found, are people told apart, are the regions of a picture met.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import { alignFace } from "~/engine/faces/align.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { cosine, embedCrop } from "~/engine/faces/embedding.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { output } from "~/engine/tensor/tensor.ts";
import { averagePrecision, equalErrorRate, mean, overlap, regionCounter } from "../../scripts/eval/metrics.mjs";
import type { OpenPack } from "./pack.ts";
import { parsingAt, pictureAt, type EvaluationSet } from "./set.ts";

/** Low enough that precision falls before recall ends. */
const EVERY_FACE = 0.02;
const MAP = { width: 96, height: 128 };
const CLASSES = 6;

const distance = ([x, y]: Point, [u, v]: Point): number => Math.hypot(x - u, y - v);

/** Mean distance of five points over the distance of the true eyes. */
function landmarkError(found: readonly Point[], truth: readonly Point[]): number {
  return mean(truth.map((point, k) => distance(point, found[k]!))) / Math.max(1e-6, distance(truth[0]!, truth[1]!));
}

export async function measureDetector(
  { run }: OpenPack,
  { pictures, mosaics }: Pick<EvaluationSet, "pictures" | "mosaics">,
): Promise<{ readonly detectorAp: number; readonly landmarkError: number }> {
  const cases = [...mosaics, ...pictures.map(({ file, box, landmarks }) => ({ file, boxes: [box], landmarks: [landmarks] }))];
  const found: (readonly Face[])[] = [];
  const truth = cases.map(({ boxes }) => boxes.map(([x, y, width, height]) => ({ x, y, width, height })));
  const errors: number[] = [];
  for (const [index, { file, landmarks }] of cases.entries()) {
    const faces = await detectFaces(run, pictureAt(file), EVERY_FACE);
    found.push(faces);
    landmarks.forEach((points, k) => {
      const own = faces.find((face) => overlap(face.box, truth[index]![k]!) >= 0.5);
      if (own) errors.push(landmarkError(own.landmarks, points));
    });
  }
  return { detectorAp: averagePrecision(found, truth), landmarkError: mean(errors) };
}

/** The face as the app would embed it. @returns null where the detector finds none */
export async function embedPicture({ run, pack }: OpenPack, image: Raster): Promise<Float32Array | null> {
  const [face] = await detectFaces(run, image, pack.faces.detectorScore);
  return face ? embedCrop(run, alignFace(image, face.landmarks)) : null;
}

export interface Embedded {
  readonly person: number;
  readonly vector: Float32Array;
}

/** Every face of the set; one that is not found is embedded by its true landmarks, or it would leave the comparison. */
export async function embedFaces(open: OpenPack, faces: EvaluationSet["faces"]): Promise<readonly Embedded[]> {
  const embedded: Embedded[] = [];
  for (const { person, file, landmarks } of faces) {
    const image = pictureAt(file);
    const [one, two, three, four, five] = landmarks as [Point, Point, Point, Point, Point];
    const vector =
      (await embedPicture(open, image)) ?? (await embedCrop(open.run, alignFace(image, [one, two, three, four, five])));
    embedded.push({ person, vector });
  }
  return embedded;
}

export interface Pairs {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

export function pairsOf(embedded: readonly Embedded[]): Pairs {
  const genuine: number[] = [];
  const impostor: number[] = [];
  embedded.forEach((one, i) => {
    for (const other of embedded.slice(i + 1))
      (one.person === other.person ? genuine : impostor).push(cosine(one.vector, other.vector));
  });
  return { genuine, impostor };
}

export const eerOf = ({ genuine, impostor }: Pairs): number => equalErrorRate(genuine, impostor);

export async function measureParser({ run }: OpenPack, pictures: EvaluationSet["pictures"]): Promise<number> {
  const regions = regionCounter(CLASSES);
  for (const { file, parsing } of pictures) {
    const image = toPlanes(resize(pictureAt(file), 256, 256), RGB, 1 / 255);
    const { shape, data } = output(await run("parser", { image }), "logits");
    const [, classes, height, width] = shape as [number, number, number, number];
    const truth = parsingAt(parsing);
    const found = new Uint8Array(truth.length);
    for (let y = 0; y < MAP.height; y++)
      for (let x = 0; x < MAP.width; x++) {
        // The pixel under the middle of the map's own.
        const at = Math.floor(((y + 0.5) * height) / MAP.height) * width + Math.floor(((x + 0.5) * width) / MAP.width);
        let best = 0;
        for (let k = 1; k < classes; k++) if (data[k * width * height + at]! > data[best * width * height + at]!) best = k;
        found[y * MAP.width + x] = best;
      }
    regions.add(found, truth);
  }
  return regions.mean();
}
