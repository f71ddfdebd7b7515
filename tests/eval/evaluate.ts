/**
 * @file The whole evaluation: which parts of the set are measured, and what cannot be.
 */
import { existsSync } from "node:fs";
import { mean } from "../../scripts/eval/metrics.mjs";
import { eerOf, embedFaces, measureDetector, measureParser, pairsOf } from "./faces.ts";
import { openJudge, openPack, THREADS } from "./pack.ts";
import { measureAutoencoder, measureMotion, measurePictures, peopleOf } from "./pictures.ts";
import { readSet, type EvaluationSet } from "./set.ts";

const ATTRIBUTES = {
  hairStyle: "hair",
  hairColour: "hair_colour",
  outfit: "outfit",
  scene: "scene",
  expression: "expression",
  light: "light",
  accessories: "accessory",
} as const;

const rounded = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Number(value.toFixed(4));

/** Every face of those who will be drawn, and one of everybody else: retrieval is among all of them. Faces lie person by person. */
const fewerFaces = (faces: EvaluationSet["faces"], wanted: ReadonlySet<number>): EvaluationSet["faces"] =>
  faces.filter(({ person }, index) => wanted.has(person) || faces[index - 1]?.person !== person);

/** @param share of the cases, 0..1 @param doing told what is measured next */
export async function evaluate(share: number, doing: (what: string) => void): Promise<Record<string, unknown>> {
  const part = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, Math.ceil(items.length * share));
  const set = readSet();
  const open = openPack();
  const notes: string[] = [
    `motionFlow follows the five landmarks of the face, not every pixel`,
    `seconds are measured in Node on ${THREADS} WebAssembly threads, on whatever else this computer is doing`,
  ];

  const pictures = part(set.pictures);
  doing(`autoencoder: ${pictures.length} pictures`);
  const psnr = await measureAutoencoder(open, pictures);
  doing(`detector: ${pictures.length} portraits and ${part(set.mosaics).length} canvases`);
  const { detectorAp, landmarkError } = await measureDetector(open, { pictures, mosaics: part(set.mosaics) });
  doing(`parser: ${pictures.length} pictures`);
  const parserMiou = await measureParser(open, pictures);

  const cases = part(set.cases);
  const faces = share < 1 ? fewerFaces(set.faces, new Set(cases.map(({ person }) => person))) : set.faces;
  doing(`embedder: ${faces.length} faces`);
  const embedded = await embedFaces(open, faces);
  const pairs = pairsOf(embedded);
  const people = peopleOf(open, embedded);

  const hasJudge = existsSync(new URL("../../tests/eval/judge.onnx", import.meta.url));
  const judge = hasJudge
    ? await openJudge()
    : { classes: {}, accuracy: {}, read: () => Promise.resolve({}), confidence: () => Promise.resolve({}) };
  if (!hasJudge) notes.push("tests/eval/judge.onnx is not there, so that nothing can be said about looks");
  doing(`drawing: ${cases.length} pictures`);
  const drawn = await measurePictures(open, judge, people, cases);
  doing(`motion: ${part(set.turns).length} pairs`);
  const motionFlow = await measureMotion(open, people, part(set.turns));
  if (motionFlow === null) notes.push("motionFlow: no pair of pictures showed a face twice");

  const looks = Object.entries(ATTRIBUTES).map(
    ([row, name]) => [row, hasJudge ? rounded(drawn.look[name] ?? null) : null] as const,
  );
  return {
    psnr: rounded(psnr),
    ...Object.fromEntries(looks),
    eer: rounded(eerOf(pairs)),
    rank1: rounded(drawn.rank1),
    cosineShare: rounded(drawn.cosine / mean(pairs.genuine)),
    parserMiou: rounded(parserMiou),
    detectorAp: rounded(detectorAp),
    landmarkError: rounded(landmarkError),
    motionFlow: rounded(motionFlow),
    pictureSeconds: rounded(drawn.seconds),
    bytes: open.bytes,
    pack: `${open.pack.id} ${open.pack.revision}`,
    cases: { pictures: cases.length, people: people.vectors.size, faces: faces.length, share },
    judge: judge.accuracy,
    notes,
  };
}
