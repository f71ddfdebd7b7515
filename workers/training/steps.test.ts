import { expect, test } from "vitest";
import { aborted, isAbort, isFailure } from "~/contracts/failure.ts";
import { readState, writeState } from "~/engine/pipelines/state-file.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats, sizeOf } from "~/engine/tensor/tensor.ts";
import { type LearningState, type Lesson, startLearning } from "~/engine/training/learn.ts";
import { stepsUntil } from "./steps.ts";

const SHAPE = [1, 4, 6];
const ROLE = "identity.k.0";
const noise = (stream: number, shape: readonly number[]) => floats(shape, normal(3, stream, sizeOf(shape)));

/** Half the squared distance to a goal, which is its own gradient; from step `broken` on it is no number. */
function lessonTo(goal: Float32Array, broken = Number.POSITIVE_INFINITY): Lesson {
  let evaluations = 0;
  return {
    pictures: [{ latent: noise(0, [1, 1, 1, 2]), weight: floats([1, 1, 1, 2]), context: floats([1]), pose: floats([1]) }],
    emptyContext: floats([1]),
    shapes: new Map([[ROLE, SHAPE]]),
    step: async (feeds) => {
      const away = feeds[ROLE]!.data.map((x, i) => x - goal[i]!);
      const loss = evaluations++ < broken ? away.reduce((sum, x) => sum + (x * x) / 2, 0) : Number.NaN;
      return { loss: Float32Array.of(loss), [`gradient.${ROLE}`]: away };
    },
    recipe: {
      steps: 30,
      warmUp: 2,
      identityRate: 0.1,
      deltaRate: 0,
      rank: 0,
      everywhere: 0,
      clip: 10,
      captionDropout: 0,
      times: [0.5],
      likeness: 0,
      keep: 1,
      rehearsals: 1,
      others: 0,
      crop: 0,
      light: 0,
      seed: 7,
    },
  };
}

const lesson = lessonTo(noise(2, SHAPE).data);
const start = startLearning(lesson, new Map([[ROLE, noise(1, SHAPE).data]]));

/** A disk: states as files. */
function disk() {
  const files: ArrayBuffer[] = [];
  const keep = async (state: LearningState): Promise<void> => void files.push(writeState(state));
  return { keep, steps: () => files.map((file) => readState(file).step), last: () => readState(files.at(-1)!) };
}

const nothing = (): void => undefined;
const { signal } = new AbortController();

test("steps are told one by one, every fifth is kept, and the one that somebody waits for", async () => {
  const { keep, steps, last } = disk();
  const told: number[] = [];
  const state = await stepsUntil(12, lesson, start, { keep, signal, onStep: ({ step }) => void told.push(step) });
  expect(told).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(steps()).toEqual([5, 10, 12]);
  expect(last()).toEqual(state);
  expect(state.losses[11]).toBeLessThan(state.losses[0]!);
});

test("from any file it goes on bit by bit, to the same end as if it had never stopped", async () => {
  const whole = await stepsUntil(30, lesson, start, { keep: disk().keep, signal, onStep: nothing });
  const { keep, last } = disk();
  await stepsUntil(7, lesson, start, { keep, signal, onStep: nothing });
  const resumed = await stepsUntil(30, lesson, last(), { keep, signal, onStep: nothing });
  expect(resumed).toEqual(whole);
  expect(new Uint8Array(writeState(resumed))).toEqual(new Uint8Array(writeState(whole)));
});

test("a thread that is killed in step 137 costs the steps since the last that was kept, and nothing of the end", async () => {
  const long = { ...lesson, recipe: { ...lesson.recipe, steps: 160 } };
  const whole = await stepsUntil(160, long, start, { keep: disk().keep, signal, onStep: nothing });
  const { keep, last } = disk();
  const killed = new Error("killed");
  const onStep = ({ step }: LearningState): void => {
    if (step === 137) throw killed;
  };
  await expect(stepsUntil(160, long, start, { keep, signal, onStep })).rejects.toBe(killed);
  expect(last().step).toBe(135);
  const resumed = await stepsUntil(160, long, last(), { keep, signal, onStep: nothing });
  expect(new Uint8Array(writeState(resumed))).toEqual(new Uint8Array(writeState(whole)));
});

test("a stop keeps the very step it fell on; one before the first keeps nothing", async () => {
  const { keep, steps } = disk();
  const stop = new AbortController();
  const onStep = ({ step }: LearningState): void => {
    if (step === 3) stop.abort(aborted());
  };
  await expect(stepsUntil(9, lesson, start, { keep, signal: stop.signal, onStep })).rejects.toSatisfy(isAbort);
  expect(steps()).toEqual([3]);
  await expect(stepsUntil(9, lesson, start, { keep, signal: stop.signal, onStep })).rejects.toSatisfy(isAbort);
  expect(steps()).toEqual([3]);
});

test("a loss that stays no number ends it with a reason, and what was kept before is whole", async () => {
  const { keep, last } = disk();
  const spoilt = stepsUntil(20, lessonTo(noise(2, SHAPE).data, 8), start, { keep, signal, onStep: nothing });
  await expect(spoilt).rejects.toSatisfy((error) => isFailure(error, "output-invalid"));
  expect(last().step).toBe(5);
  expect(last().losses.every(Number.isFinite)).toBe(true);
});

test("a disk that takes no more ends it with that reason", async () => {
  const full = new DOMException("no room", "QuotaExceededError");
  await expect(stepsUntil(9, lesson, start, { keep: () => Promise.reject(full), signal, onStep: nothing })).rejects.toBe(full);
});
