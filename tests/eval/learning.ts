/**
 * @file What learning by gradients costs and what it brings: people whom no training has seen are learned from eight drawings each, and drawn
 * before and after in looks unlike those.
 *
 * The references are faces of learning.json; a picture is compared with the four drawings of set.json, which nothing was learned from.
 */
import { readFileSync } from "node:fs";
import { decode } from "jpeg-js";
import * as ort from "onnxruntime-web";
import { median } from "../../scripts/bench/timeline.mjs";
import { mean } from "../../scripts/eval/metrics.mjs";
import type { GraphRole } from "~/contracts/manifest.ts";
import { BRIEF_STEPS, chosen, USUAL_LEARNED } from "~/contracts/recipe.ts";
import { parsePrior } from "~/engine/casting/prior.ts";
import { aggregate, cosine } from "~/engine/faces/embedding.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { learnIdentity, type LearnedIdentity } from "~/engine/pipelines/learn-identity.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats, sizeOf } from "~/engine/tensor/tensor.ts";
import { learn, type LearningState, type Lesson, type Recipe } from "~/engine/training/learn.ts";
import { identityOf, prepareLesson, recipeFor, type Opened, type Prepared } from "~/engine/training/learn-person.ts";
import { openModel } from "../support/run-model.ts";
import { embedFaces, embedPicture, type Embedded } from "./faces.ts";
import { jsonOf, openJudge, openPack, type Judge, type OpenPack } from "./pack.ts";
import { asJudged, drawn } from "./pictures.ts";
import { type Case, type EvaluationSet, readSet } from "./set.ts";

/** Pairs of one forward run and one step. */
const ROUNDS = 7;
/** People among whom the right one has to be found. */
const GALLERY = 200;
/** Pictures of each person, before and after. */
const PICTURES = 4;
const LAYERS = ["hair", "outfit", "scene"] as const;
const MIB = 2 ** 20;

export interface Options {
  readonly people: number;
  readonly threads: number;
  /** Steps over which the process's memory is watched. */
  readonly watched: number;
  /** Instead of the recipe's own. */
  readonly changes: Partial<Recipe>;
}

/** Faces to learn from, of the people of the evaluation set. */
function readReferences(): { readonly person: number; readonly image: () => Raster }[] {
  const here = (name: string): URL => new URL(`../../tests/eval/${name}`, import.meta.url);
  const bytes = readFileSync(here("learning.bin"));
  const { faces } = JSON.parse(readFileSync(here("learning.json"), "utf8")) as Pick<EvaluationSet, "faces">;
  return faces.map(({ person, file: [offset, length] }) => ({
    person,
    image: () => {
      const { width, height, data } = decode(bytes.subarray(offset, offset + length), { useTArray: true });
      return { width, height, data: Uint8ClampedArray.from(data) };
    },
  }));
}

const openGraph = async (model: Uint8Array): Promise<Opened> => {
  const { run, release } = await openModel(model, ort);
  return { run, release };
};

async function last(lesson: Lesson, from: LearningState, doing: (step: number) => void): Promise<LearningState> {
  let state = from;
  for await (state of learn(lesson, from)) doing(state.step);
  return state;
}

interface Score {
  readonly cosine: number;
  readonly found: boolean;
  readonly right: number;
}

interface Gallery {
  readonly people: readonly { readonly person: number; readonly vector: Float32Array }[];
  readonly vectors: ReadonlyMap<number, readonly Float32Array[]>;
}

/** Drawn as the studio draws at Standard. */
async function score(
  open: OpenPack,
  judge: Judge,
  { people, vectors }: Gallery,
  learned: LearnedIdentity,
  cases: readonly Case[],
) {
  const scores: Score[] = [];
  for (const each of cases) {
    const image = await drawn(open, learned, each);
    const read = await judge.read(asJudged(image));
    const right = mean(LAYERS.map((name) => Number(read[name] === each.look[name])));
    const vector = await embedPicture(open, image);
    const own = vectors.get(each.person)!;
    // A face that cannot be found is nobody's.
    const nearest = vector && people.toSorted((a, b) => cosine(b.vector, vector) - cosine(a.vector, vector))[0];
    scores.push({
      cosine: vector ? mean(own.map((one) => cosine(one, vector))) : 0,
      found: nearest?.person === each.person,
      right,
    });
  }
  return scores;
}

/** Median seconds of a forward run of the denoiser and of a step, in turn in the same process. */
async function costs(open: OpenPack, { lesson, start }: Prepared): Promise<{ readonly forward: number; readonly step: number }> {
  const [picture] = lesson.pictures;
  const shapes = {
    sample: picture!.latent.shape,
    timestep: [1],
    context: picture!.context.shape,
    pose: [1, 8],
    "identity.scale": [1],
  };
  const feeds = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => [name, floats(shape, normal(5, i, sizeOf(shape)))]),
  );
  const identity = identityOf(start, lesson);
  const still = { ...lesson, recipe: { ...lesson.recipe, steps: 1, identityRate: 0, deltaRate: 0 } };
  const [forward, step]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const first = performance.now();
    await open.run("denoiser", { ...feeds, ...identity });
    const second = performance.now();
    await last(still, start, () => undefined);
    // The first of each pays for what the runtime allocates once.
    if (round === 0) continue;
    forward.push(second - first);
    step.push(performance.now() - second);
  }
  return { forward: median(forward) / 1000, step: median(step) / 1000 };
}

/** How much the process grows over many steps. */
async function growth({ lesson, start }: Prepared, watched: number): Promise<number> {
  await last({ ...lesson, recipe: { ...lesson.recipe, steps: 10 } }, start, () => undefined);
  const before = process.memoryUsage.rss();
  await last({ ...lesson, recipe: { ...lesson.recipe, steps: watched } }, start, () => undefined);
  return (process.memoryUsage.rss() - before) / MIB;
}

const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits));

/** @param doing told what is measured next */
export async function measureLearning(
  { people, threads, watched, changes }: Options,
  doing: (what: string) => void,
): Promise<Record<string, unknown>> {
  ort.env.wasm.numThreads = threads;
  const [open, judge, set] = [openPack(), await openJudge(), readSet()];
  const { pack } = open;
  const references = readReferences();
  const persons = [...new Set(references.map(({ person }) => person))].slice(0, people);
  const wanted = new Set(persons);
  // Of those who are only there to be mistaken for, one drawing each.
  const faces = set.faces.filter(({ person }, i) => wanted.has(person) || set.faces[i - 1]?.person !== person);
  doing(`embedding ${faces.length} faces`);
  const embedded: readonly Embedded[] = await embedFaces(open, faces);
  const vectors = new Map<number, readonly Float32Array[]>();
  for (const { person, vector } of embedded) vectors.set(person, [...(vectors.get(person) ?? []), vector]);
  const gallery = {
    vectors,
    people: [...vectors].slice(0, GALLERY).map(([person, own]) => ({ person, vector: aggregate(own) })),
  };

  // Read once: what is measured is one pack, whatever happens to its files meanwhile.
  const files = new Map(
    (["denoiser", "vae_decoder", "face_embedder"] as const).map((graph) => [
      graph as GraphRole,
      new Uint8Array(readFileSync(`public/${pack.base}${pack.graphs[graph]!.file}`)),
    ]),
  );
  // As the app learns somebody whom nobody has chosen anything for.
  const usual = chosen(USUAL_LEARNED);
  const recipe: Recipe = { ...recipeFor(pack, 7), ...usual, steps: BRIEF_STEPS, ...changes };
  const prior = parsePrior(jsonOf(pack, pack.prior ?? ""), pack.identity.embedding);
  const real: number[] = [];
  const [before, after]: [Score[], Score[]] = [[], []];
  const seconds: number[] = [];
  let cost: { readonly forward: number; readonly step: number } | undefined;
  let memoryGrowth: number | null = null;
  for (const [index, person] of persons.entries()) {
    const own: Float32Array[] = [];
    for (const { image } of references.filter((each) => each.person === person)) {
      const vector = await embedPicture(open, image());
      if (vector) own.push(vector);
    }
    real.push(...own.flatMap((one) => vectors.get(person)!.map((held) => cosine(one, held))));
    const projected = await learnIdentity(open.run, pack, own);
    const cases = Array.from({ length: PICTURES }, (_, k) => ({
      ...set.cases[(person * PICTURES + k) % set.cases.length]!,
      person,
    }));
    before.push(...(await score(open, judge, gallery, projected, cases)));

    const began = performance.now();
    const prepared = await prepareLesson(
      { ...open, prior, file: (graph) => Promise.resolve(files.get(graph)!), open: openGraph },
      own,
      recipe,
      () => undefined,
    );
    const ready = performance.now();
    const end = await last(prepared.lesson, prepared.start, () => undefined);
    seconds.push((performance.now() - began) / 1000);
    after.push(...(await score(open, judge, gallery, { ...projected, tensors: identityOf(end, prepared.lesson) }, cases)));
    if (index === persons.length - 1) {
      doing(`what a step costs, and ${watched} steps for their memory`);
      cost = await costs(open, prepared);
      if (watched > 0) memoryGrowth = await growth(prepared, watched);
    }
    await prepared.release();
    const now = [before, after].map((scores) =>
      scores
        .slice(-PICTURES)
        .map((each) => rounded(each.cosine, 2))
        .join(" "),
    );
    doing(
      `person ${index + 1} of ${persons.length}: ${rounded((ready - began) / 1000, 1)} s ready, ${rounded(seconds.at(-1)!, 1)} s in all; ${now.join(" → ")}`,
    );
  }

  const share = (scores: readonly Score[]): number => rounded(mean(scores.map((each) => each.cosine)) / mean(real));
  const rank = (scores: readonly Score[]): number => rounded(mean(scores.map((each) => Number(each.found))));
  const layers = (scores: readonly Score[]): number => mean(scores.map((each) => each.right));
  return {
    trainSeconds: rounded(median(seconds), 1),
    stepOverForward: cost && rounded(cost.step / cost.forward, 2),
    stepSeconds: cost && rounded(cost.step, 3),
    forwardSeconds: cost && rounded(cost.forward, 3),
    steps: recipe.steps,
    cosineShareBefore: share(before),
    cosineShareAfter: share(after),
    rank1Before: rank(before),
    rank1After: rank(after),
    layerAccuracyBefore: rounded(layers(before)),
    layerAccuracyChange: rounded(layers(after) - layers(before)),
    memoryGrowthMiB: memoryGrowth && rounded(memoryGrowth, 1),
    people: persons.length,
    pictures: after.length,
    backend: "wasm",
    threads,
    pack: `${pack.id} ${pack.revision}`,
  };
}
