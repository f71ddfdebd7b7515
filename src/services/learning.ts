/**
 * @file Learning a persona: one run of the inference worker, with what it reports on the way.
 *
 * The worker stores the model; this holds only progress.
 */
import type { Failure } from "~/contracts/failure";
import type { LearnStage, Preview } from "~/contracts/inference-api";

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
  /** Settles with the model's id. Rejects with the Failure that `of` shows too, or with an AbortError after `cancel`. */
  learn(personaId: string): Promise<string>;
  /** Back to idle; earlier versions stay. */
  cancel(personaId: string): void;
}
