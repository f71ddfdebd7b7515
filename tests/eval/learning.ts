/**
 * @file What a gradient costs and what it brings: one person learned on the shipped denoiser, and measured on a picture held back.
 */
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web";
import { median } from "../../scripts/bench/timeline.mjs";
import { aggregate } from "~/engine/faces/embedding.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { encodePrompt } from "~/engine/pipelines/conditions.ts";
import { identityRoles, projectIdentity } from "~/engine/pipelines/learn-identity.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats, type FloatTensor, output, sizeOf } from "~/engine/tensor/tensor.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { learn, type LearningState, type Lesson, type Recipe, startLearning } from "~/engine/training/learn.ts";
import type { Photograph } from "~/engine/training/noised.ts";
import { buildTrainingGraph, TARGET, WEIGHT } from "~/engine/training/training-graph.ts";
import { openModel } from "../support/run-model.ts";
import { embedPicture } from "./faces.ts";
import { openPack, type OpenPack, THREADS } from "./pack.ts";

const RANK = 4;
/** Pairs of one forward run and one step. */
const ROUNDS = 7;
/** Noisy versions of the picture held back, the same before and after. */
const LOOKS = 16;

const recipe = { identityRate: 3e-3, deltaRate: 1e-3, shift: 5, clip: 1, captionDropout: 0.1, seed: 7 };

async function photographOf({ pack, run }: OpenPack, image: Raster, context: FloatTensor): Promise<Photograph> {
  const { width, height } = pack.sizes[0]!;
  const planes = toPlanes(resize(image, width, height), RGB, 1 / 127.5, -1);
  const latent = output(await run("vae_encoder", { image: planes }), "latent");
  const [, , h, w] = latent.shape as [number, number, number, number];
  return { latent, weight: floats([1, 1, h, w], new Float32Array(h * w).fill(1)), context, pose: floats([1, 8]) };
}

async function last(lesson: Lesson, from: LearningState, doing: (what: string) => void): Promise<LearningState> {
  let state = from;
  for await (state of learn(lesson, from)) doing(`step ${state.step} of ${lesson.recipe.steps}`);
  return state;
}

/** Mean loss of what was learned, nothing changed, on the same noise and times whenever it is asked. */
async function lossOn(lesson: Lesson, photograph: Photograph, state: LearningState): Promise<number> {
  const still: Recipe = { ...lesson.recipe, steps: LOOKS, identityRate: 0, deltaRate: 0, captionDropout: 0, seed: 1 };
  const asked = { ...state, step: 0, losses: [] };
  const { losses } = await last({ ...lesson, photographs: [photograph], recipe: still }, asked, () => undefined);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

const seconds = (since: number): number => Number(((performance.now() - since) / 1000).toFixed(2));

/** @param images of one person; the last is held back @param doing told what is measured next */
export async function measureLearning(
  images: readonly Raster[],
  steps: number,
  doing: (what: string) => void,
): Promise<Record<string, unknown>> {
  const open = openPack();
  const { pack, run, vocabulary } = open;
  doing(`${images.length} pictures: faces, latents, words`);
  const prompt = composePrompt(vocabulary, pack.tokenizer.person ?? "", "", []);
  const { context, emptyContext } = await encodePrompt(run, vocabulary, prompt);
  const photographs: Photograph[] = [];
  for (const image of images) photographs.push(await photographOf(open, image, context));
  const held = photographs.pop()!;
  const vectors: Float32Array[] = [];
  for (const image of images.slice(0, -1)) vectors.push((await embedPicture(open, image)) ?? new Float32Array());
  const identity = await projectIdentity(run, pack, aggregate(vectors.filter(({ length }) => length > 0)));

  const single = {
    sample: held.latent.shape,
    timestep: [1],
    context: context.shape,
    pose: held.pose.shape,
    "identity.scale": [1],
  };
  const learned = identityRoles(pack);
  const shapes = { ...single, ...Object.fromEntries(learned.map((role) => [role, identity[role]!.shape])) };
  const file = new Uint8Array(readFileSync(`public/${pack.base}${pack.graphs.denoiser!.file}`));
  doing("the training graph");
  const began = performance.now();
  const graph = buildTrainingGraph(file, { shapes, prediction: "prediction", learned, rank: RANK });
  const stepping = await openModel(graph.model, ort);
  const buildSeconds = seconds(began);
  const drawing = await openModel(file, ort);

  const lesson: Lesson = {
    photographs,
    emptyContext,
    shapes: graph.learned,
    step: stepping.run,
    recipe: { ...recipe, steps, warmUp: Math.ceil(steps / 10) },
  };
  const start = startLearning(lesson, new Map(learned.map((role) => [role, identity[role]!.data])));

  doing(`${ROUNDS} forward runs and steps, in turn`);
  const forwardFeeds = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], i) => [name, identity[name] ?? floats(shape, normal(5, i, sizeOf(shape)))]),
  );
  const deltas = [...start.tensors].filter(([name]) => !(name in shapes));
  const stepFeeds = {
    ...forwardFeeds,
    ...Object.fromEntries(deltas.map(([name, data]) => [name, floats(graph.learned.get(name) ?? [], data)])),
    "delta.scale": floats([1], Float32Array.of(1)),
    [TARGET]: held.latent,
    [WEIGHT]: held.weight,
  };
  const [forward, step]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const first = performance.now();
    await drawing.run(forwardFeeds);
    const second = performance.now();
    await stepping.run(stepFeeds);
    // The first of each pays for what the runtime allocates once.
    if (round === 0) continue;
    forward.push(second - first);
    step.push(performance.now() - second);
  }
  await drawing.release();

  const lossBefore = await lossOn(lesson, held, start);
  const learning = performance.now();
  const end = await last(lesson, start, doing);
  const trainSeconds = seconds(learning);
  const lossAfter = await lossOn(lesson, held, end);
  await stepping.release();
  return {
    stepOverForward: Number((median(step) / median(forward)).toFixed(2)),
    stepSeconds: Number((median(step) / 1000).toFixed(3)),
    forwardSeconds: Number((median(forward) / 1000).toFixed(3)),
    buildSeconds,
    trainSeconds,
    steps,
    lossBefore,
    lossAfter,
    backend: "wasm",
    threads: THREADS,
    pack: `${pack.id} ${pack.revision}`,
  };
}
