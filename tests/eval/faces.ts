/**
 * @file The face stack: is every face found, are people told apart, are the regions of a picture met.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import { alignFace } from "~/engine/faces/align.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { cosine, embedCrop } from "~/engine/faces/embedding.ts";
import { mendLandmarks } from "~/engine/faces/landmarks.ts";
import { parsePortrait, PARTS } from "~/engine/faces/parse.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { averagePrecision, equalError, mean, overlap, regionCounter } from "../../scripts/eval/metrics.mjs";
import type { OpenPack } from "./pack.ts";
import { parsingAt, pictureAt, type EvaluationSet } from "./set.ts";

/** Low enough that precision falls before recall ends. */
const EVERY_FACE = 0.02;
const MAP = { width: 96, height: 128 };

const distance = ([x, y]: Point, [u, v]: Point): number => Math.hypot(x - u, y - v);

/** Mean distance of five points over the distance of the true eyes. */
function landmarkError(found: readonly Point[], truth: readonly Point[]): number {
  return mean(truth.map((point, k) => distance(point, found[k]!))) / Math.max(1e-6, distance(truth[0]!, truth[1]!));
}

export async function measureDetector(
  { run, pack }: OpenPack,
  { pictures, mosaics }: Pick<EvaluationSet, "pictures" | "mosaics">,
): Promise<{
  readonly detectorAp: number;
  readonly landmarkError: number;
  /** Of each whole portrait; null where its face was not found. */
  readonly portraits: readonly (number | null)[];
}> {
  const cases = [...mosaics, ...pictures.map(({ file, box, landmarks }) => ({ file, boxes: [box], landmarks: [landmarks] }))];
  const found: (readonly Face[])[] = [];
  const truth = cases.map(({ boxes }) => boxes.map(([x, y, width, height]) => ({ x, y, width, height })));
  const each: number[][] = [];
  for (const [index, { file, landmarks }] of cases.entries()) {
    const image = pictureAt(file);
    const faces = await detectFaces(run, image, { faces: { detectorScore: EVERY_FACE }, graphs: {} });
    found.push(faces);
    const errors: number[] = [];
    for (const [k, points] of landmarks.entries()) {
      const own = faces.find((face) => overlap(face.box, truth[index]![k]!) >= 0.5);
      if (own) errors.push(landmarkError((await mendLandmarks(run, pack, image, own)).landmarks, points));
    }
    each.push(errors);
  }
  return {
    detectorAp: averagePrecision(found, truth),
    landmarkError: mean(each.flat()),
    portraits: each.slice(mosaics.length).map(([error]) => error ?? null),
  };
}

/** The face as the app would embed it. @returns null where the detector finds none */
export async function embedPicture({ run, pack }: OpenPack, image: Raster): Promise<Float32Array | null> {
  const [face] = await detectFaces(run, image, pack);
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

export const eerOf = ({ genuine, impostor }: Pairs): number => equalError(genuine, impostor).rate;

/**
 * Each person's own errors at the one limit that makes as many of both kinds over everybody.
 *
 * @returns by person, the mean of the share of their pairs that is refused and of the pairs with others that is taken for them
 */
export function errorsOf(embedded: readonly Embedded[], pairs: Pairs): ReadonlyMap<number, number> {
  const { limit } = equalError(pairs.genuine, pairs.impostor);
  const counts = new Map<number, { same: number; refused: number; others: number; taken: number }>();
  for (const { person } of embedded) counts.set(person, { same: 0, refused: 0, others: 0, taken: 0 });
  embedded.forEach((one, i) => {
    for (const other of embedded.slice(i + 1)) {
      const near = cosine(one.vector, other.vector) >= limit;
      const own = counts.get(one.person)!;
      if (one.person === other.person) {
        own.same++;
        if (!near) own.refused++;
      } else
        for (const each of [own, counts.get(other.person)!]) {
          each.others++;
          if (near) each.taken++;
        }
    }
  });
  // Somebody with one picture has no pair.
  const rates = [...counts].filter(([, { same, others }]) => same > 0 && others > 0);
  return new Map(rates.map(([person, { same, refused, others, taken }]) => [person, (refused / same + taken / others) / 2]));
}

/** @returns the mean over the classes, of all pictures together and of each by itself */
export async function measureParser(
  { run, pack }: OpenPack,
  pictures: EvaluationSet["pictures"],
): Promise<{ readonly all: number; readonly each: readonly number[] }> {
  const regions = regionCounter(PARTS.length);
  const each: number[] = [];
  for (const { file, parsing } of pictures) {
    const picture = pictureAt(file);
    const parts = await parsePortrait(run, pack, picture);
    const truth = parsingAt(parsing);
    const found = new Uint8Array(truth.length);
    const [across, down] = [picture.width / MAP.width, picture.height / MAP.height];
    for (let y = 0; y < MAP.height; y++)
      for (let x = 0; x < MAP.width; x++)
        // The pixel under the middle of the map's own.
        found[y * MAP.width + x] = parts[Math.floor((y + 0.5) * down) * picture.width + Math.floor((x + 0.5) * across)]!;
    regions.add(found, truth);
    const own = regionCounter(PARTS.length);
    own.add(found, truth);
    each.push(own.mean());
  }
  return { all: regions.mean(), each };
}
