/**
 * @file Learning a persona: one run of the inference worker, with what it reports on the way.
 *
 * The worker stores the model; this holds only progress.
 */
import type { Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { isAbort, toFailure, type Failure } from "~/contracts/failure";
import type { LearnReport, LearnStage, Preview } from "~/contracts/inference-api";
import { holdAwake } from "~/platform/wake-lock";
import { newId } from "~/storage/ids";
import type { Inference } from "./inference";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

export interface Probe {
  readonly index: number;
  readonly preview: Preview;
  readonly likeness: number | null;
}

export type Learning =
  | { readonly phase: "idle" }
  | {
      readonly phase: "running";
      readonly stage: LearnStage | null;
      readonly done: number;
      readonly of: number;
      readonly probes: readonly Probe[];
      readonly startedAt: number;
    }
  | { readonly phase: "done"; readonly modelId: string; readonly probes: readonly Probe[]; readonly seconds: number }
  | { readonly phase: "failed"; readonly failure: Failure };

export interface LearningRoom {
  /** Reactive. */
  of(personaId: string): Learning;
  readonly busy: Accessor<boolean>;
  /** Settles with the model's id. Rejects with the Failure that `of` shows too, or with an AbortError after `cancel`. */
  learn(personaId: string): Promise<string>;
  /** Back to idle; earlier versions stay. */
  cancel(personaId: string): void;
}

const IDLE: Learning = { phase: "idle" };

interface Run {
  readonly jobId: string;
  readonly finished: Promise<string>;
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

  const attempt = (jobId: string, personaId: string): Promise<string> =>
    inference.persist(() =>
      inference.call.learn(jobId, vault.id, packs.current.id, personaId, (report) => follow(personaId, report)),
    );

  async function run(jobId: string, personaId: string): Promise<string> {
    const startedAt = Date.now();
    const letSleep = holdAwake();
    show(personaId, { phase: "running", stage: null, done: 0, of: 0, probes: [], startedAt });
    try {
      const modelId = await attempt(jobId, personaId);
      const state = states[personaId];
      const probes = state?.phase === "running" ? state.probes : [];
      show(personaId, { phase: "done", modelId, probes, seconds: (Date.now() - startedAt) / 1000 });
      return modelId;
    } catch (error) {
      show(personaId, isAbort(error) ? IDLE : { phase: "failed", failure: toFailure(error) });
      throw error;
    } finally {
      letSleep();
      runs.delete(personaId);
    }
  }

  return {
    of: (personaId) => states[personaId] ?? IDLE,
    busy: () => Object.values(states).some((state) => state.phase === "running"),
    learn(personaId) {
      const known = runs.get(personaId);
      if (known) return known.finished;
      const jobId = newId();
      const finished = Promise.resolve().then(() => run(jobId, personaId));
      runs.set(personaId, { jobId, finished });
      return finished;
    },
    cancel(personaId) {
      const known = runs.get(personaId);
      if (known) void inference.call.cancel(known.jobId);
    },
  };
}
