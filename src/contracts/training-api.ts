/**
 * @file The training worker's promise: takes a training that storage holds to its end, through the state and the looks that it keeps there.
 *
 * Ids go in; embeddings, gradients and what is learned stay in the worker and in storage. Rejects with a `Failure`, or with an AbortError
 * when `cancel(jobId)` was called; the state of the last whole step is then kept.
 */
import type { Preview } from "./inference-api.ts";

export type TrainReport =
  /** Before the first step: what learning starts from is drawn and opened. */
  | { readonly kind: "preparing"; readonly done: number; readonly of: number }
  | {
      readonly kind: "step";
      /** Steps taken since the training began, on whatever day that was. */
      readonly step: number;
      readonly loss: number;
      /** Of the steps that are left, looks included, measured; null before there is a measure. */
      readonly secondsLeft: number | null;
    }
  /** A picture of the look at `step`, being drawn. */
  | { readonly kind: "look"; readonly step: number; readonly index: number; readonly preview: Preview };

export interface TrainingApi {
  /** Goes on from the kept state to the end; keeps states and looks on the way. */
  train(jobId: string, vaultId: string, trainingId: string, report: (at: TrainReport) => void): Promise<void>;
  /** Stops after the step under way. */
  cancel(jobId: string): void;
}
