/**
 * @file A training through the training worker: it starts with the work and is ended after it, so that its memory goes too.
 *
 * A thread that is lost, and a graphics device that cannot do it, cost the steps since the last kept state: another takes over from there,
 * in the end without the graphics device.
 */
import { isFailure } from "~/contracts/failure";
import type { TrainReport } from "~/contracts/training-api";
import { openTraining } from "~/threads/training";

const ATTEMPTS = 3;

export interface TrainingRun {
  readonly finished: Promise<void>;
  /** Keeps what has been learned; `finished` then rejects with an AbortError. */
  stop(): void;
}

export function runTraining(jobId: string, vaultId: string, trainingId: string, report: (at: TrainReport) => void): TrainingRun {
  let backend: "best" | "wasm" = "best";
  const thread = openTraining(() => backend);

  const attempt = async (left: number): Promise<void> => {
    try {
      await thread.call.train(jobId, vaultId, trainingId, report);
    } catch (error) {
      if (left === 1 || !(isFailure(error, "device-lost") || (isFailure(error, "graph-failed") && backend === "best")))
        throw error;
      backend = "wasm";
      thread.end();
      await attempt(left - 1);
    }
  };
  return {
    finished: attempt(ATTEMPTS).finally(() => thread.end()),
    stop: () => void thread.call.cancel(jobId),
  };
}
