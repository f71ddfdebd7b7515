/**
 * @file Learning a persona: the inference worker looks at the photographs and projects them, the training worker takes its steps, the
 * inference worker draws what came of it.
 *
 * The workers store everything; this holds only progress. One tab at a time trains a persona.
 */
import type { Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { aborted, Failure, isAbort, isFailure, toFailure, type FailureCode } from "~/contracts/failure";
import type { LearnReport, LearnStage, Preview } from "~/contracts/inference-api";
import { BRIEF_STEPS, type Care, type Wish } from "~/contracts/recipe";
import type { TrainingRow } from "~/contracts/records";
import type { TrainReport } from "~/contracts/training-api";
import { createLive } from "~/platform/live";
import { holdAwake } from "~/platform/wake-lock";
import { newId } from "~/storage/ids";
import { trainingLock } from "~/storage/locks";
import { dropTraining, trainingOf } from "~/storage/trainings";
import type { Inference } from "./inference";
import type { Packs } from "./packs";
import { packOfPersona } from "./persona-pack";
import { runTraining, type TrainingRun } from "./training-thread";
import type { Vault } from "./vault";

export interface Probe {
  readonly index: number;
  readonly preview: Preview;
  readonly likeness: number | null;
}

/** A training by gradients, as far as it has been told. */
export interface Course {
  readonly step: number;
  /** Measured; null before there is a measure. */
  readonly secondsLeft: number | null;
  /** Pictures of the latest look. */
  readonly pictures: readonly Preview[];
  /** Whether the thread or its graphics device was lost on the way, and another went on from what was kept. */
  readonly lost: boolean;
}

export type Learning =
  | { readonly phase: "idle" }
  | {
      readonly phase: "running";
      readonly stage: LearnStage | null;
      readonly done: number;
      readonly of: number;
      readonly course: Course;
      readonly probes: readonly Probe[];
      readonly startedAt: number;
    }
  | { readonly phase: "done"; readonly modelId: string; readonly probes: readonly Probe[]; readonly seconds: number }
  | { readonly phase: "failed"; readonly failure: Failure };

export interface LearningRoom {
  /** Reactive. */
  of(personaId: string): Learning;
  /** The training that waits to be gone on with, or runs; null where there is none, undefined until storage has been read. */
  unfinished(personaId: Accessor<string>): Accessor<TrainingRow | null | undefined>;
  readonly busy: Accessor<boolean>;
  /**
   * Settles with the model's id. Goes on with an unfinished training of the same photographs. Rejects with the Failure that `of` shows too, or
   * with an AbortError after `pause` or `cancel`.
   *
   * @param how as chosen for this device unless it is said
   */
  learn(personaId: string, how?: Care | Wish): Promise<string>;
  /** Back to idle; what the steps came to is kept, and earlier versions stay. */
  pause(personaId: string): void;
  /** Back to idle, and the steps are thrown away; earlier versions stay. */
  cancel(personaId: string): void;
  /** Throws away what waits. */
  discard(training: TrainingRow): Promise<void>;
}

const IDLE: Learning = { phase: "idle" };
const NOTHING: Course = { step: 0, secondsLeft: null, pictures: [], lost: false };

/** After these an unfinished training is worth nothing: the next attempt begins anew. */
const SPOILT: readonly FailureCode[] = [
  "output-invalid",
  "training-damaged",
  "training-drifted",
  "model-foreign",
  "photograph-missing",
  "model-stale",
  "safetensors-invalid",
];

interface Run {
  readonly jobId: string;
  finished: Promise<string>;
  training: TrainingRun | undefined;
  stopped: "paused" | "cancelled" | undefined;
}

export function createLearning({ vault, inference, packs }: { vault: Vault; inference: Inference; packs: Packs }): LearningRoom {
  const [states, setStates] = createStore<Record<string, Learning>>({});
  const runs = new Map<string, Run>();
  const show = (personaId: string, state: Learning): void => setStates(personaId, reconcile(state, { key: null }));

  const follow = (personaId: string, report: LearnReport): void => {
    const state = states[personaId];
    // A report may arrive after its run has settled.
    if (state?.phase !== "running") return;
    if (report.kind === "stage") return show(personaId, { ...state, stage: report.stage, done: report.done, of: report.of });
    const { index, preview, likeness } = report;
    const others = state.probes.filter((probe) => probe.index !== index);
    show(personaId, { ...state, probes: [...others, { index, preview, likeness }].sort((a, b) => a.index - b.index) });
  };

  const followSteps = (personaId: string, steps: number, at: TrainReport): void => {
    const state = states[personaId];
    if (state?.phase !== "running") return;
    const { course } = state;
    if (at.kind === "preparing") return show(personaId, { ...state, stage: "rehearse", done: at.done, of: at.of });
    if (at.kind === "step") {
      const { step, secondsLeft } = at;
      return show(personaId, { ...state, stage: "steps", done: step, of: steps, course: { ...course, step, secondsLeft } });
    }
    const pictures = [...course.pictures.slice(0, at.index), at.preview, ...course.pictures.slice(at.index + 1)];
    show(personaId, { ...state, stage: "steps", done: at.step, of: steps, course: { ...course, step: at.step, pictures } });
  };

  const followLoss = (personaId: string): void => {
    const state = states[personaId];
    if (state?.phase === "running") show(personaId, { ...state, course: { ...state.course, lost: true } });
  };

  const throwIfStopped = ({ stopped }: Run): void => {
    if (stopped !== undefined) throw aborted();
  };

  async function inSteps(run: Run, personaId: string, wish: Wish): Promise<string> {
    const { jobId } = run;
    const pack = await packOfPersona(vault, packs, personaId);
    const tell = (report: LearnReport): void => follow(personaId, report);
    const trainingId = await inference.persist(() => inference.call.begin(jobId, vault.id, pack.id, personaId, wish, tell));
    throwIfStopped(run);
    // Two threads that hold the same networks would take twice the memory.
    inference.rest();
    const row = await trainingOf(vault.id, personaId);
    const onGraphics = (): boolean => inference.verdict()?.backend === "webgpu";
    const all = row?.recipe.steps ?? 0;
    run.training = runTraining(jobId, vault.id, trainingId, {
      onGraphics,
      report: (at) => followSteps(personaId, all, at),
      onLost: () => followLoss(personaId),
    });
    try {
      throwIfStopped(run);
      await run.training.finished;
    } finally {
      run.training = undefined;
    }
    throwIfStopped(run);
    return inference.persist(() => inference.call.finish(jobId, vault.id, trainingId, tell));
  }

  const stepsOf = (care: Care): number | null =>
    typeof care === "number" ? care : { briefly: BRIEF_STEPS, thoroughly: null }[care];

  const wishFor = (how: Care | Wish): Wish => (typeof how === "object" ? how : { steps: stepsOf(how), learned: vault.learned() });

  const attempt = (run: Run, personaId: string, how: Care | Wish): Promise<string> =>
    navigator.locks.request(trainingLock(personaId), { ifAvailable: true }, async (lock) => {
      if (lock === null) throw new Failure("training-elsewhere", { personaId });
      return inSteps(run, personaId, wishFor(how));
    });

  async function forget(personaId: string): Promise<void> {
    const row = await trainingOf(vault.id, personaId);
    if (row) await dropTraining(vault.id, row.id);
  }

  async function runFor(run: Run, personaId: string, how: Care | Wish): Promise<string> {
    const startedAt = Date.now();
    const letSleep = holdAwake();
    try {
      show(personaId, { phase: "running", stage: null, done: 0, of: 0, course: NOTHING, probes: [], startedAt });
      const modelId = await attempt(run, personaId, how);
      const state = states[personaId];
      const probes = state?.phase === "running" ? state.probes : [];
      show(personaId, { phase: "done", modelId, probes, seconds: (Date.now() - startedAt) / 1000 });
      return modelId;
    } catch (error) {
      if (run.stopped === "cancelled" || SPOILT.some((code) => isFailure(error, code))) await forget(personaId);
      show(personaId, isAbort(error) ? IDLE : { phase: "failed", failure: toFailure(error) });
      throw error;
    } finally {
      letSleep();
      runs.delete(personaId);
    }
  }

  const stop = (personaId: string, how: NonNullable<Run["stopped"]>): void => {
    const run = runs.get(personaId);
    if (!run) return;
    run.stopped = how;
    if (run.training) run.training.stop();
    else void inference.call.cancel(run.jobId);
  };

  return {
    of: (personaId) => states[personaId] ?? IDLE,
    unfinished: (personaId) => createLive(personaId, async (id) => (await trainingOf(vault.id, id)) ?? null),
    busy: () => Object.values(states).some((state) => state.phase === "running"),
    learn(personaId, how = vault.care()) {
      const known = runs.get(personaId);
      if (known) return known.finished;
      const run: Run = { jobId: newId(), finished: Promise.resolve(""), training: undefined, stopped: undefined };
      run.finished = Promise.resolve().then(() => runFor(run, personaId, how));
      runs.set(personaId, run);
      return run.finished;
    },
    pause: (personaId) => stop(personaId, "paused"),
    cancel: (personaId) => stop(personaId, "cancelled"),
    discard: ({ id }) => dropTraining(vault.id, id),
  };
}
