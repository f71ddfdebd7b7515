/**
 * @file The whole evaluation: which parts of the set are measured, and what cannot be.
 */
import { existsSync } from "node:fs";
import { parsePrior } from "~/engine/casting/prior.ts";
import { mean } from "../../scripts/eval/metrics.mjs";
import { castTable, descriptionsOf, measureCast } from "./cast.ts";
import { measureEdits, measureYaw } from "./edits.ts";
import { eerOf, embedFaces, errorsOf, measureDetector, measureParser, pairsOf } from "./faces.ts";
import { fairnessOf } from "./fairness.ts";
import { measureInvented } from "./invented.ts";
import { measureLimits, readLimits } from "./limits.ts";
import { measureUpscaler } from "./masters.ts";
import { fileOf, jsonOf, openJudge, openPack, THREADS } from "./pack.ts";
import { bandsOfPeople, readPeople, trainedPeople } from "./people.ts";
import { lookOf, measureAutoencoder, measureMotion, measurePictures, peopleOf } from "./pictures.ts";
import { measureSkin } from "./skin.ts";
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

/** Pictures that are edited, one layer after another, and those drawn with the head turned each way. */
const EDITED = 8;
const TURNED = 5;

const rounded = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Number(value.toFixed(4));

/** Every number of a table. */
const tidy = (value: unknown): unknown => {
  if (typeof value === "number") return rounded(value);
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, tidy(each)]));
};

/** Every face of those who will be drawn, and one of everybody else: retrieval is among all of them. Faces lie person by person. */
const fewerFaces = (faces: EvaluationSet["faces"], wanted: ReadonlySet<number>): EvaluationSet["faces"] =>
  faces.filter(({ person }, index) => wanted.has(person) || faces[index - 1]?.person !== person);

/** @param share of the cases, 0..1 @param doing told what is measured next */
export async function evaluate(share: number, doing: (what: string) => void): Promise<Record<string, unknown>> {
  const part = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, Math.ceil(items.length * share));
  const set = readSet();
  const who = readPeople();
  const bands = bandsOfPeople(who);
  const open = openPack();
  const prior = parsePrior(jsonOf(open.pack, open.pack.prior ?? ""), open.pack.identity.embedding);
  const notes: string[] = [
    `motionFlow follows the five landmarks of the face, not every pixel`,
    `seconds are measured in Node on ${THREADS} WebAssembly threads, on whatever else this computer is doing`,
  ];

  const pictures = part(set.pictures);
  doing(`autoencoder: ${pictures.length} pictures`);
  const psnr = await measureAutoencoder(open, pictures);
  doing(`detector: ${pictures.length} portraits and ${part(set.mosaics).length} canvases`);
  const { detectorAp, landmarkError, portraits } = await measureDetector(open, { pictures, mosaics: part(set.mosaics) });
  doing(`parser: ${pictures.length} pictures`);
  const parser = await measureParser(open, pictures);

  const cases = part(set.cases);
  const [more, neutral] = [part(who.more), part(who.neutral)];
  const wanted = new Set([...cases, ...more, ...neutral].map(({ person }) => person));
  const faces = share < 1 ? fewerFaces(set.faces, wanted) : set.faces;
  doing(`embedder: ${faces.length} faces`);
  const embedded = await embedFaces(open, faces);
  const pairs = pairsOf(embedded);
  const people = peopleOf(open, embedded);

  const hasJudge = existsSync(new URL("../../tests/eval/judge.onnx", import.meta.url));
  const judge = hasJudge
    ? await openJudge()
    : { classes: {}, accuracy: {}, edits: {}, read: () => Promise.resolve({}), confidence: () => Promise.resolve({}) };
  if (!hasJudge) notes.push("tests/eval/judge.onnx is not there, so that nothing can be said about looks");
  doing(`drawing: ${cases.length} pictures`);
  const drawn = await measurePictures(open, judge, people, cases);
  const look = lookOf(drawn.seen);
  doing(`of rare hair: ${more.length} pictures`);
  const rare = await measurePictures(open, judge, people, more);
  doing(`skin: ${neutral.length} pictures`);
  const skin = await measureSkin(open, people, neutral);
  doing(`motion: ${part(set.turns).length} pairs`);
  const motionFlow = await measureMotion(open, people, part(set.turns));
  if (motionFlow === null) notes.push("motionFlow: no pair of pictures showed a face twice");
  doing("upscaler");
  const upscaler = await measureUpscaler(open, pictures);

  const descriptions = part(descriptionsOf(prior));
  doing(`casting: ${descriptions.length} descriptions`);
  const cast = castTable(prior, await measureCast(open, prior, descriptions), embedded, bands);
  doing(`inventing people`);
  const trained = trainedPeople(who, fileOf(open.pack, open.pack.graphs.face_embedder?.file ?? ""));
  if (trained === null) notes.push("tests/eval/trained.bin is of another embedder, so that nothing can be said about copies");
  const invented = measureInvented(prior, open.pack.faces.samePersonCosine, people, trained);

  const limits = readLimits();
  doing(`limits: a share of ${share} of ${limits.negatives.length} pictures of nobody and ${limits.drawings.length} drawings`);
  const inspected = await measureLimits(open, limits, share);

  const genuine = mean(pairs.genuine);
  const [sources, turned] = [Math.ceil(EDITED * share), part(cases.slice(0, TURNED))];
  doing(`edits: ${sources} pictures, each in five ways`);
  const edits = hasJudge ? await measureEdits(open, judge, people, cases, { sources, genuine }) : null;
  doing(`yaw: ${turned.length} pictures of each band`);
  const yaw = await measureYaw(open, people, turned, genuine);
  const fairness = fairnessOf(who, bands, {
    attributes: hasJudge ? ATTRIBUTES : {},
    hairStyles: set.attributes["hair"]!,
    seen: [...drawn.seen, ...rare.seen],
    genuine,
    psnr,
    regions: parser.each,
    landmarks: portraits,
    errors: errorsOf(embedded, pairs),
    neutral,
    skin,
  });
  const shifts = skin.filter((shift) => shift !== null);
  if (shifts.length < skin.length) notes.push(`skinDeltaE: no skin was seen in ${skin.length - shifts.length} pictures`);

  const looks = Object.entries(ATTRIBUTES).map(([row, name]) => [row, hasJudge ? rounded(look[name] ?? null) : null] as const);
  return {
    psnr: rounded(mean(psnr)),
    ...Object.fromEntries(looks),
    eer: rounded(eerOf(pairs)),
    rank1: rounded(mean(drawn.seen.map(({ found }) => Number(found)))),
    cosineShare: rounded(mean(drawn.seen.map(({ cosine }) => cosine)) / genuine),
    parserMiou: rounded(parser.all),
    detectorAp: rounded(detectorAp),
    landmarkError: rounded(landmarkError),
    motionFlow: rounded(motionFlow),
    worstBandGap: rounded(fairness.worst && fairness.worst.gap),
    skinDeltaE: rounded(mean(shifts)),
    upscalerGain: rounded(upscaler && upscaler.gain),
    upscalerGainCoded: rounded(upscaler && upscaler.gainCoded),
    upscaleSeconds: rounded(upscaler && upscaler.seconds),
    castAccuracy: rounded(mean(cast.map((row) => row.drawn))),
    falseAccepts: rounded(inspected.falseAccepts),
    falseRefusals: rounded(inspected.falseRefusals),
    pictureSeconds: rounded(drawn.seconds),
    bytes: open.bytes,
    pack: `${open.pack.id} ${open.pack.revision}`,
    cases: { pictures: cases.length, people: people.vectors.size, faces: faces.length, share },
    judge: judge.accuracy,
    fairness: tidy(fairness),
    cast: tidy(cast),
    edits: tidy(edits),
    yaw: tidy(yaw),
    invented: tidy(invented),
    limits: tidy(inspected.limits),
    notes,
  };
}

/** The inspector's limits alone. @param folder with a set of toolkit/atelier/limits_set.py, a URL that ends in a slash */
export const evaluateLimits = async (folder: URL): Promise<unknown> => tidy(await measureLimits(openPack(), readLimits(folder)));
