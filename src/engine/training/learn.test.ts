import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { openModel } from "../../../tests/support/run-model.ts";
import { normal } from "../random/normal.ts";
import { readState, writeState } from "../pipelines/state-file.ts";
import { floats, sizeOf } from "../tensor/tensor.ts";
import { type LearningState, learn, type Lesson, type Recipe, startLearning } from "./learn.ts";
import { buildTrainingGraph, LOSS_SCALE } from "./training-graph.ts";

const recipe: Recipe = {
  steps: 8,
  warmUp: 2,
  identityRate: 0.03,
  deltaRate: 3e-3,
  clip: 1,
  captionDropout: 0.05,
  times: [0.15, 0.4, 0.6, 0.85],
  likeness: 0,
  keep: 1,
  rehearsals: 0,
  others: 0,
  crop: 0,
  light: 0,
  rank: 4,
  everywhere: 1,
  seed: 7,
};

const noise = (stream: number, shape: readonly number[]) => floats(shape, normal(3, stream, sizeOf(shape)));

/** Four "photographs" of one pattern: what there is to learn is the pattern. */
async function openLesson() {
  const shapes: Record<string, readonly number[]> = {
    sample: [1, 16, 8, 6],
    timestep: [1],
    context: [1, 64, 192],
    "identity.scale": [1],
    pose: [1, 8],
  };
  for (const [i, width] of [256, 256, 192].entries())
    for (const kind of ["k", "v"]) shapes[`identity.${kind}.${i}`] = [1, 4, width];
  const learned = Object.keys(shapes).filter((name) => /^identity\.[kv]/.test(name));
  const file = new Uint8Array(readFileSync("public/packs/atelier/denoiser.onnx"));
  const graph = buildTrainingGraph(file, { shapes, prediction: "prediction", learned, rank: 4 });
  const session = await openModel(graph.model);
  const pattern = noise(0, [1, 16, 8, 6]).data;
  const pictures = [1, 2, 3, 4].map((i) => ({
    latent: floats(
      [1, 16, 8, 6],
      noise(i, [1, 16, 8, 6]).data.map((x, j) => 0.3 * x + (pattern[j] ?? 0)),
    ),
    weight: floats([1, 1, 8, 6], new Float32Array(48).fill(1)),
    context: noise(10 + i, [1, 64, 192]),
    pose: floats([1, 8]),
  }));
  const lesson: Lesson = { pictures, emptyContext: floats([1, 64, 192]), shapes: graph.learned, step: session.run, recipe };
  const projected = new Map(learned.map((name, i) => [name, noise(20 + i, shapes[name] ?? []).data]));
  return { lesson, projected, release: session.release };
}

async function follow(lesson: Lesson, from: LearningState): Promise<LearningState[]> {
  const states = [];
  for await (const state of learn(lesson, from)) states.push(state);
  return states;
}

/** Mean loss over the same noisy pictures, with what was learned and before. */
async function lossOver(lesson: Lesson, state: LearningState): Promise<number> {
  const still = { ...recipe, steps: 4, identityRate: 0, deltaRate: 0, seed: 1 };
  const states = await follow({ ...lesson, recipe: still }, { ...state, step: 0, losses: [] });
  const losses = states.at(-1)?.losses ?? [];
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

test("the loss falls on pictures of what was learned, and a kept state goes on bit by bit", async () => {
  const { lesson, projected, release } = await openLesson();
  const start = startLearning(lesson, projected);
  const states = await follow(lesson, start);
  const last = states.at(-1);
  const kept = states[5];
  if (last === undefined || kept === undefined) throw new Error("no states");
  expect(last.step).toBe(recipe.steps);
  expect(await lossOver(lesson, last)).toBeLessThan(0.95 * (await lossOver(lesson, start)));
  const resumed = (await follow(lesson, kept)).at(-1);
  expect(resumed?.tensors).toEqual(last.tensors);
  await release();
  // Two dozen steps of a whole denoiser on one thread: a busy computer needs its time.
}, 180_000);

test("others keep their tokens, teach none, and hold deltas where they draw them as before", async () => {
  const { lesson, projected, release } = await openLesson();
  const alone = { ...recipe, identityRate: 0, deltaRate: 0.02, times: [0.5], steps: 12 };
  const another = Object.fromEntries(
    [...projected].map(([name, data], i) => [name, floats(lesson.shapes.get(name) ?? [], noise(40 + i, [data.length]).data)]),
  );
  const others = [0, 1].map((i) => ({
    ...lesson.pictures[i]!,
    latent: noise(30 + i, [1, 16, 8, 6]),
    context: noise(34 + i, [1, 64, 192]),
    other: another,
  }));
  const start = startLearning({ ...lesson, recipe: alone }, projected);
  const after = async (pictures: Lesson["pictures"]) => (await follow({ ...lesson, pictures, recipe: alone }, start)).at(-1)!;
  const [without, beside] = [await after(lesson.pictures), await after([...lesson.pictures, ...others, ...others])];
  const told = { ...lesson, pictures: others, recipe: { ...recipe, steps: 2 } };
  const taught = (await follow(told, startLearning(told, projected))).at(-1)!;
  for (const [name, data] of projected) expect(taught.tensors.get(name), name).toEqual(data);
  expect(taught.tensors).not.toEqual(startLearning(told, projected).tensors);
  const drifted = async (state: LearningState) => lossOver({ ...lesson, pictures: others }, state);
  expect(await drifted(beside)).toBeLessThan(await drifted(without));
  await release();
  // Three dozen steps.
}, 400_000);

test("a step that is no number halves the rate from the last good state, and the fourth ends it", async () => {
  let broken = true;
  const lesson: Lesson = {
    pictures: [{ latent: noise(0, [1, 1, 1, 2]), weight: floats([1, 1, 1, 2]), context: floats([1]), pose: floats([1]) }],
    emptyContext: floats([1]),
    shapes: new Map([["identity.k.0", [1]]]),
    step: () => {
      const loss = broken ? Number.NaN : 1;
      broken = false;
      return Promise.resolve({ loss: Float32Array.of(loss), "gradient.identity.k.0": Float32Array.of(1) });
    },
    recipe,
  };
  const start = startLearning(lesson, new Map([["identity.k.0", Float32Array.of(0)]]));
  const states = await follow(lesson, start);
  expect([states[0]?.share, states.length]).toEqual([0.5, recipe.steps]);
  const never = { ...lesson, step: () => Promise.resolve({ loss: Float32Array.of(Number.NaN) }) };
  await expect(follow(never, start)).rejects.toSatisfy((error) => isFailure(error, "output-invalid"));
});

test("a loss that is scaled too far costs no step; after fifty good ones it is tried twice as far, and what is learned is the same", async () => {
  const long = { ...recipe, steps: 120 };
  const told: number[] = [];
  const lessonOf = (half: boolean): Lesson => ({
    pictures: [{ latent: noise(0, [1, 1, 1, 2]), weight: floats([1, 1, 1, 2]), context: floats([1]), pose: floats([1]) }],
    emptyContext: floats([1]),
    shapes: new Map([["identity.k.0", [1]]]),
    step: (feeds) => {
      const times = feeds[LOSS_SCALE]!.data[0]!;
      if (half) told.push(Math.log2(times));
      const away = feeds["identity.k.0"]!.data[0]! - 3;
      const gradient = half && times > 2 ** 10 ? Number.POSITIVE_INFINITY : away * times;
      return Promise.resolve({ loss: Float32Array.of(away ** 2 / 2), "gradient.identity.k.0": Float32Array.of(gradient) });
    },
    recipe: long,
    half,
  });
  const [scaled, plain] = await Promise.all(
    [true, false].map(async (half) => {
      const lesson = lessonOf(half);
      return follow(lesson, startLearning(lesson, new Map([["identity.k.0", Float32Array.of(0)]])));
    }),
  );
  const runs = told.filter((times, i) => times !== told[i - 1]);
  expect(runs).toEqual([12, 11, 10, 11, 10, 11, 10]);
  expect(told).toHaveLength(long.steps + 4);
  expect(scaled?.at(-1)).toMatchObject({ step: long.steps, share: 1, scale: { times: 2 ** 10, held: 20 } });
  expect(plain?.at(-1)).not.toHaveProperty("scale");
  expect(scaled?.at(-1)?.tensors).toEqual(plain?.at(-1)?.tensors);

  const middle = scaled![70]!;
  expect(readState(writeState(middle))).toEqual(middle);
});
