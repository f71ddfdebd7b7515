/**
 * @file The generator: what the autoencoder loses, and whether drawn pictures show the look and the person that were asked for.
 *
 * Pictures are drawn as the studio draws them at Standard: a person learned from drawings, another look in words, one seed.
 */
import type { Point } from "~/contracts/faces.ts";
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers.ts";
import type { PresetName } from "~/contracts/manifest.ts";
import type { Pose } from "~/contracts/request.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { aggregate, cosine } from "~/engine/faces/embedding.ts";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { encodePrompt, poseTensor, type Conditions } from "~/engine/pipelines/conditions.ts";
import { learnIdentity, type LearnedIdentity } from "~/engine/pipelines/learn-identity.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { type FloatTensor, output } from "~/engine/tensor/tensor.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { mean, psnr } from "../../scripts/eval/metrics.mjs";
import { embedPicture, type Embedded } from "./faces.ts";
import type { Judge, OpenPack } from "./pack.ts";
import { pictureAt, type Case, type EvaluationSet, type Turn } from "./set.ts";

const IDENTITY_STRENGTH = 0.95;
/** People among whom the right one has to be found. */
const GALLERY = 200;

/** @returns of each picture, what of it comes back, in dB */
export async function measureAutoencoder({ run }: OpenPack, pictures: EvaluationSet["pictures"]): Promise<readonly number[]> {
  const each: number[] = [];
  for (const { file } of pictures) {
    const image = pictureAt(file);
    const { latent } = await run("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) });
    const back = output(await run("vae_decoder", { latent: latent! }), "image");
    each.push(psnr(toPlanes(fromPlanes(back), RGB).data, toPlanes(image, RGB).data));
  }
  return each;
}

const poseOf = ([yaw, pitch, roll, gazeX, gazeY, mouth, eyes]: readonly number[]): Pose => ({
  yaw: yaw!,
  pitch: pitch!,
  roll: roll!,
  gazeX: gazeX!,
  gazeY: gazeY!,
  mouth: mouth!,
  eyes: eyes!,
});

interface Manner {
  readonly pose?: Partial<Pose> | null;
  /** About the person, before the layers'. */
  readonly words?: string;
  readonly preset?: PresetName;
  /** Of layers that are not as trained. */
  readonly strengths?: Readonly<Partial<Record<LayerKind, number>>>;
}

export async function conditionsFor(
  { pack, run, vocabulary }: OpenPack,
  learned: Pick<LearnedIdentity, "tensors">,
  layers: Case["layers"],
  { pose, words = "", strengths = {} }: Manner = {},
): Promise<Conditions> {
  const choices = LAYER_KINDS.map((kind) => ({ kind, words: layers[kind], strength: strengths[kind] ?? 1 }));
  const prompt = composePrompt(vocabulary, pack.tokenizer.person ?? "", words, choices);
  return {
    ...(await encodePrompt(run, vocabulary, prompt)),
    identity: learned.tensors,
    identityStrength: IDENTITY_STRENGTH,
    ...(pack.pose && { pose: poseTensor(pack.pose, pose ?? null) }),
  };
}

/** As the studio's request would be drawn. */
export async function drawn(
  open: OpenPack,
  learned: Pick<LearnedIdentity, "tensors">,
  { layers, seed }: Pick<Case, "layers" | "seed">,
  manner: Manner = {},
): Promise<Raster> {
  const { pack, run } = open;
  const conditions = await conditionsFor(open, learned, layers, manner);
  const settings = { seed, size: pack.sizes[0]!, ...pack.presets[manner.preset ?? "standard"] };
  return fromPlanes(await textToImage(run, pack, conditions, settings, () => undefined));
}

/** Everybody whose faces were embedded, learned as the app learns them. */
export interface People {
  learned(person: number): Promise<LearnedIdentity>;
  readonly vectors: ReadonlyMap<number, readonly Float32Array[]>;
}

export function peopleOf({ run, pack }: OpenPack, embedded: readonly Embedded[]): People {
  const vectors = new Map<number, readonly Float32Array[]>();
  for (const { person, vector } of embedded) vectors.set(person, [...(vectors.get(person) ?? []), vector]);
  return { vectors, learned: (person) => learnIdentity(run, pack, vectors.get(person)!) };
}

/** One picture of a case. */
export interface Seen {
  readonly asked: Case;
  /** Of each attribute that can be seen, whether the judge read what was asked. */
  readonly right: Readonly<Record<string, boolean>>;
  /** Whether its face is nearest to its own person of all. */
  readonly found: boolean;
  /** Mean to the person's own drawings; 0 without a face. */
  readonly cosine: number;
}

export interface Drawn {
  readonly seen: readonly Seen[];
  /** Of a picture. */
  readonly seconds: number;
}

/** Share of right answers of each attribute. */
export function lookOf(seen: readonly Seen[]): Readonly<Record<string, number>> {
  const answers: Record<string, number[]> = {};
  for (const { right } of seen) for (const [name, is] of Object.entries(right)) (answers[name] ??= []).push(Number(is));
  return Object.fromEntries(Object.entries(answers).map(([name, own]) => [name, mean(own)]));
}

/** At the size that the judge was trained on. */
export const asJudged = (image: Raster): FloatTensor => toPlanes(resize(image, 384, 512), RGB, 1 / 255);

/** @returns whose a face is: whether its own person's of all, and how near to their drawings; a face that cannot be found is nobody's */
export function retrieval(people: People) {
  const gallery = [...people.vectors].slice(0, GALLERY).map(([person, own]) => ({ person, vector: aggregate(own) }));
  return (person: number, face: Float32Array | null): Pick<Seen, "found" | "cosine"> => {
    if (!face) return { found: false, cosine: 0 };
    const [nearest] = gallery.toSorted((a, b) => cosine(b.vector, face) - cosine(a.vector, face));
    return { found: nearest?.person === person, cosine: mean(people.vectors.get(person)!.map((own) => cosine(own, face))) };
  };
}

export async function measurePictures(open: OpenPack, judge: Judge, people: People, cases: readonly Case[]): Promise<Drawn> {
  const whose = retrieval(people);
  const seen: Seen[] = [];
  const seconds: number[] = [];
  for (const [index, each] of cases.entries()) {
    const learned = await people.learned(each.person);
    const began = performance.now();
    const image = await drawn(open, learned, each);
    // The first one pays for opening the graphs.
    if (index > 0) seconds.push((performance.now() - began) / 1000);

    const read = await judge.read(asJudged(image));
    seen.push({
      asked: each,
      right: Object.fromEntries(
        Object.entries(each.look).flatMap(([name, truth]) => (name in read ? [[name, read[name] === truth]] : [])),
      ),
      ...whose(each.person, await embedPicture(open, image)),
    });
  }
  return { seen, seconds: mean(seconds) };
}

/**
 * How the five landmarks move between two neighbouring poses, against how they move in the drawn pair, over the picture's width.
 *
 * @returns null where no pair showed a face twice
 */
export async function measureMotion(open: OpenPack, people: People, turns: readonly Turn[]): Promise<number | null> {
  const errors: number[] = [];
  for (const turn of turns) {
    const learned = await people.learned(turn.person);
    const seen: (readonly Point[] | undefined)[] = [];
    for (const pose of turn.poses) {
      const image = await drawn(open, learned, turn, { pose: poseOf(pose) });
      seen.push((await detectFaces(open.run, image, open.pack))[0]?.landmarks);
    }
    const [before, after] = seen;
    if (!before || !after) continue;
    const [from, to] = turn.landmarks;
    const apart = before.map(([x, y], k) =>
      Math.hypot(after[k]![0] - x - (to[k]![0] - from[k]![0]), after[k]![1] - y - (to[k]![1] - from[k]![1])),
    );
    errors.push(mean(apart) / open.pack.sizes[0]!.width);
  }
  return errors.length > 0 ? mean(errors) : null;
}
