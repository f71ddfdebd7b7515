/**
 * @file Pictures drawn again in other words: does the region show them, does the rest stay, is it still the same person.
 *
 * Sources are pictures that the pack drew of people it has never seen. One layer's words are exchanged for another case's, and drawn
 * within the layer's region; light, which is everywhere, over the whole picture.
 */
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers.ts";
import { REGION_LAYERS, type RegionLayer } from "~/contracts/request.ts";
import { cosine } from "~/engine/faces/embedding.ts";
import { likeness } from "~/engine/faces/likeness.ts";
import { faceIn, turnedAs } from "~/engine/faces/turned.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { cut } from "~/engine/image/window.ts";
import { imageToImage } from "~/engine/pipelines/image-to-image.ts";
import type { LearnedIdentity } from "~/engine/pipelines/learn-identity.ts";
import { seenBeyond, seenBy } from "~/engine/pipelines/framed.ts";
import { portraitParts } from "~/engine/pipelines/portrait-parts.ts";
import { redraw } from "~/engine/pipelines/redraw.ts";
import { keptToNeed } from "~/engine/pipelines/needed.ts";
import type { Pass } from "~/engine/pipelines/surroundings.ts";
import { layerRegion, needsEyes } from "~/engine/pipelines/region.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";
import { ciede2000, labOf } from "../../scripts/eval/colour.mjs";
import { mean } from "../../scripts/eval/metrics.mjs";
import { embedPicture } from "./faces.ts";
import type { Judge, OpenPack } from "./pack.ts";
import { asJudged, conditionsFor, drawn, retrieval, type People } from "./pictures.ts";
import type { Case } from "./set.ts";

/** What the judge can read of each layer. */
const READ = {
  hair: ["hair", "hair_colour"],
  outfit: ["outfit", "outfit_colour"],
  scene: ["scene"],
  light: ["light"],
  expression: ["expression"],
} as const satisfies Partial<Record<LayerKind, readonly string[]>>;

type Edited = keyof typeof READ;

const PLACED = ["hair", "outfit", "scene"] as const satisfies readonly Edited[];

/** As the editor begins: of the whole picture, and within a region. */
const STRENGTH = { whole: 0.7, region: 0.9 };

/** From here on the editor says that the likeness falls. */
const NOTED_DROP = 0.02;

const EYEWEAR = /\b(?:sun)?glasses\b/u;
const eyewearOf = (words = ""): string | undefined => EYEWEAR.exec(words)?.[0];

/** So that an edit does not draw its source once more. */
const SEED_APART = 500_000;

/** Which layers are edited, and how far; all of them as the editor begins where nothing is said. */
export interface Manner {
  readonly layers?: readonly string[];
  readonly strength?: number;
  /** The sources are pictures that came in: larger than the pack's, of another shape, the person aside. */
  readonly imported?: boolean;
}

interface Outcome {
  /** Of each attribute that changed, whether the judge reads the new class, and whether the old one; the old, the new and what it reads. */
  readonly shows: readonly { readonly now: boolean; readonly before: boolean; readonly read: string }[];
  /** Of each other attribute, whether the judge reads what it read in the source. */
  readonly stays: readonly boolean[];
  /** The same of what shows the other layers that have a place of their own, and whether what it read in the source is what was asked there. */
  readonly layersStay: readonly { readonly same: boolean; readonly readRight: boolean }[];
  /** Mean CIEDE2000 where nothing may change; 0 where all of it may. */
  readonly outsideDeltaE: number;
  /** Likeness of the source less that of the edit. */
  readonly drop: number;
  /** Whether glasses were put on, taken off or exchanged: eyes are covered then, or bared, as was asked. */
  readonly eyewear: boolean;
  readonly found: boolean;
  readonly cosine: number;
}

/** Mean difference of a colour outside of the mask, 0..255: of what the decoder gave, of the autoencoder alone, and of the result. */
export interface Outside {
  readonly decoded: number;
  readonly autoencoder: number;
  readonly result: number;
}

const isRegion = (kind: Edited): kind is Edited & RegionLayer => (REGION_LAYERS as readonly string[]).includes(kind);

function outsideError(source: Raster, other: Raster, { data: mask }: Mask): number {
  let sum = 0;
  let count = 0;
  mask.forEach((share, i) => {
    if (share > 0) return;
    for (let at = 4 * i; at < 4 * i + 3; at++) sum += Math.abs(source.data[at]! - other.data[at]!);
    count += 3;
  });
  return sum / count;
}

/** How different the result looks outside of the mask. */
function deltaE(source: Raster, result: Raster, { data: mask }: Mask): number {
  const lab = ({ data }: Raster, at: number) => labOf(data[at]!, data[at + 1]!, data[at + 2]!);
  const differences: number[] = [];
  mask.forEach((share, i) => {
    if (share === 0) differences.push(ciede2000(lab(source, 4 * i), lab(result, 4 * i)));
  });
  return differences.length > 0 ? mean(differences) : 0;
}

async function reconstructed(run: Run, image: Raster): Promise<Raster> {
  const { latent } = await run("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) });
  return fromPlanes(output(await run("vae_decoder", { latent: latent! }), "image"));
}

/** A picture of the pack's own, enlarged and laid aside in a wider one, whose edges go on. */
const FRAME = { size: { width: 900, height: 760 }, at: { left: 40, top: 30, width: 540, height: 720 } };

function laidAside(image: Raster): Raster {
  const { size, at } = FRAME;
  const scale = image.width / at.width;
  const [left, top] = [-Math.round(at.left * scale), -Math.round(at.top * scale)];
  return cut(image, { left, top, width: Math.round(size.width * scale), height: Math.round(size.height * scale) }, size);
}

/** What a pass is told of these layers, as the app tells it. */
function seenIn({ lens, beyond }: Pass, layers: Case["layers"]): Case["layers"] {
  const choices = LAYER_KINDS.map((kind) => ({ kind, words: layers[kind], strength: 1 }));
  const seen = beyond ? seenBeyond(choices) : lens === null ? choices : seenBy(lens, choices);
  const words = (kind: LayerKind): string => seen.find((choice) => choice.kind === kind)?.words ?? "";
  return Object.fromEntries(LAYER_KINDS.map((kind) => [kind, words(kind)])) as Record<LayerKind, string>;
}

/** The next case that says something else of this layer. */
function otherLook(cases: readonly Case[], index: number, kind: Edited): Case | undefined {
  const { look } = cases[index]!;
  return [...cases.slice(index + 1), ...cases.slice(0, index)].find((other) =>
    READ[kind].every((name) => look[name] !== undefined && other.look[name] !== undefined && other.look[name] !== look[name]),
  );
}

/** One source, all of its layers in turn. */
async function editsOf(
  open: OpenPack,
  judge: Judge,
  people: People,
  cases: readonly Case[],
  index: number,
  manner: Manner,
): Promise<{ readonly outcomes: Partial<Record<Edited, Outcome>>; readonly outside: readonly Outside[] }> {
  const { pack, run } = open;
  const asked = cases[index]!;
  const whose = retrieval(people);
  const learned = await people.learned(asked.person);
  const portrait = await drawn(open, learned, asked);
  const image = manner.imported ? laidAside(portrait) : portrait;
  /** The part that was a picture of its own. */
  const shown = (of: Raster): Raster => (manner.imported ? cut(of, FRAME.at, portrait) : of);
  const own = manner.imported ? null : await reconstructed(run, image);
  const seen = await portraitParts(run, pack, image);
  const face = await faceIn(run, pack, image);
  const pose = turnedAs(face);
  const before = await judge.read(asJudged(shown(image)));
  const faceBefore = await embedPicture(open, shown(image));
  const likenessOf = (face: Float32Array | null): number => likenessTo(learned, face);
  const settings = {
    seed: asked.seed % SEED_APART,
    size: { width: image.width, height: image.height },
    ...pack.presets.standard,
  };

  const outcomes: Partial<Record<Edited, Outcome>> = {};
  const outside: Outside[] = [];
  for (const kind of Object.keys(READ) as Edited[]) {
    if (manner.layers && !manner.layers.includes(kind)) continue;
    const other = otherLook(cases, index, kind);
    if (!other) continue;
    const [words, was] = [other.layers[kind], asked.layers[kind]];
    const eyes = isRegion(kind) && needsEyes(kind, words, was) && face ? face.landmarks : null;
    const mask = isRegion(kind) ? layerRegion(kind, image, seen.parts, words, was, eyes, seen.width) : null;
    const layers = { ...asked.layers, [kind]: other.layers[kind] };
    let [decoded, throughWindow] = [image, false];
    const watching: Run = async (graph, feeds) => {
      const outputs = await run(graph, feeds);
      if (graph === "vae_decoder") decoded = fromPlanes(output(outputs, "image"));
      return outputs;
    };
    const strength = manner.strength ?? (mask ? STRENGTH.region : STRENGTH.whole);
    const made = await redraw(face, { image, strength, mask }, pack, kind === "scene", async (source, pass) => {
      throughWindow = source.panes !== undefined;
      const conditions = await conditionsFor(open, learned, seenIn(pass, layers), { pose });
      return imageToImage(watching, pack, conditions, settings, source, () => undefined);
    });
    const edited = isRegion(kind) ? await keptToNeed(run, pack, { layer: kind, words, was }, image, seen, eyes, made) : made;
    // What a window's decoder gave is no picture of all that is outside.
    if (mask && own && !throughWindow) {
      const [atDecoder, alone, result] = [decoded, own, edited].map((each) => outsideError(image, each, mask));
      outside.push({ decoded: atDecoder!, autoencoder: alone!, result: result! });
    }
    const now = await judge.read(asJudged(shown(edited)));
    const embedded = await embedPicture(open, shown(edited));
    const read: readonly string[] = READ[kind];
    const stayed = (name: string) => ({ same: now[name] === before[name], readRight: before[name] === asked.look[name] });
    outcomes[kind] = {
      shows: read.map((name) => ({
        now: now[name] === other.look[name],
        before: now[name] === asked.look[name],
        read: [asked.look[name]!, other.look[name]!, now[name]!].map((one) => judge.classes[name]![one]!).join(" > "),
      })),
      // Glasses and hats are said with the outfit, and worn in the hair.
      stays: Object.keys(now)
        .filter((name) => !read.includes(name) && name !== "accessory")
        .map((name) => now[name] === before[name]),
      layersStay: PLACED.flatMap((layer) => (layer === kind ? [] : READ[layer].map(stayed))),
      outsideDeltaE: mask ? deltaE(image, edited, mask) : 0,
      drop: likenessOf(faceBefore) - likenessOf(embedded),
      eyewear: kind === "outfit" && eyewearOf(asked.layers.outfit) !== eyewearOf(other.layers.outfit),
      ...whose(asked.person, embedded),
    };
  }
  return { outcomes, outside };
}

/** As the app says it; a picture without a face has none. */
const likenessTo = ({ prototype, calibration }: LearnedIdentity, face: Float32Array | null): number =>
  face ? likeness(cosine(face, prototype), calibration) : 0;

const meanOrNull = (values: readonly number[]): number | null => (values.length > 0 ? mean(values) : null);

const share = (answers: readonly boolean[]): number => mean(answers.map(Number));

/**
 * @param sources how many of the cases are drawn and edited; the others lend their words
 * @param genuine mean cosine of two drawings of one person
 */
export async function measureEdits(
  open: OpenPack,
  judge: Judge,
  people: People,
  cases: readonly Case[],
  { sources, genuine, ...manner }: { readonly sources: number; readonly genuine: number } & Manner,
  doing: (done: number) => void = () => undefined,
) {
  const all: Awaited<ReturnType<typeof editsOf>>[] = [];
  for (let index = 0; index < Math.min(sources, cases.length); index++) {
    all.push(await editsOf(open, judge, people, cases, index, manner));
    doing(index + 1);
  }
  const rows = (Object.keys(READ) as Edited[]).flatMap((kind) => {
    const own = all.flatMap(({ outcomes }) => outcomes[kind] ?? []);
    if (own.length === 0) return [];
    const shows = own.flatMap((outcome) => outcome.shows);
    const placed = own.flatMap(({ layersStay }) => layersStay);
    const row = {
      new: share(shows.map(({ now }) => now)),
      old: share(shows.map(({ before }) => before)),
      untouched: share(own.flatMap(({ stays }) => stays)),
      untouchedLayers: share(placed.map(({ same }) => same)),
      untouchedReadRight: share(placed.filter(({ readRight }) => readRight).map(({ same }) => same)),
      outsideDeltaE: mean(own.map((outcome) => outcome.outsideDeltaE)),
      newOfJudge: mean(READ[kind].map((name, i) => share(own.map(({ shows: each }) => each[i]!.now)) / judge.accuracy[name]!)),
      likenessDrop: mean(own.map(({ drop }) => drop)),
      bareDrop: meanOrNull(own.flatMap(({ drop, eyewear }) => (eyewear ? [] : [drop]))),
      eyewearDrop: meanOrNull(own.flatMap(({ drop, eyewear }) => (eyewear ? [drop] : []))),
      eyewear: own.filter(({ eyewear }) => eyewear).length,
      noted: share(own.map(({ drop }) => drop > NOTED_DROP)),
      rank1: share(own.map(({ found }) => found)),
      cosineShare: mean(own.map(({ cosine: near }) => near)) / genuine,
      cases: own.length,
      misread: shows.flatMap(({ now, read }) => (now ? [] : [read])).toSorted(),
    };
    return [[kind, row] as const];
  });
  const outside = all.flatMap((each) => each.outside);
  const over = (name: keyof Outside): number => mean(outside.map((each) => each[name]));
  return {
    layers: Object.fromEntries(rows),
    outside: { decoded: over("decoded"), autoencoder: over("autoencoder"), result: over("result") },
  };
}

/** Middles of bands of 15°, over the range that the world turns heads in. */
const YAWS = [-37, -22, -7, 7, 22, 37];

/** How well people are recognised in pictures of heads that are turned. */
export async function measureYaw(open: OpenPack, people: People, cases: readonly Case[], genuine: number) {
  const whose = retrieval(people);
  const bands: Record<string, { rank1: number; cosineShare: number; cases: number }> = {};
  for (const yaw of YAWS) {
    const seen: ReturnType<typeof whose>[] = [];
    const pose = { yaw, pitch: 0, roll: 0, gazeX: 0, gazeY: 0, mouth: 0, eyes: 0.85 };
    for (const each of cases) {
      const image = await drawn(open, await people.learned(each.person), each, { pose });
      seen.push(whose(each.person, await embedPicture(open, image)));
    }
    const low = 15 * Math.floor(yaw / 15);
    bands[`${low}..${low + 15}`] = {
      rank1: share(seen.map(({ found }) => found)),
      cosineShare: mean(seen.map(({ cosine: near }) => near)) / genuine,
      cases: seen.length,
    };
  }
  return bands;
}
