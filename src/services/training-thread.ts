/**
 * @file A training through the training worker: it starts with the work and is ended after it, so that its memory goes too.
 *
 * A thread that is lost, and a graphics device that cannot do it or falls silent, cost the steps since the last kept state: another takes
 * over from there, without the graphics device.
 */
import { isFailure } from "~/contracts/failure";
import type { TrainReport } from "~/contracts/training-api";
import { openTraining } from "~/threads/training";

const ATTEMPTS = 3;

/** On a graphics device that answers, whatever comes before the next report is far shorter than this. */
const SILENCE_MS = 120_000;

export interface TrainingRun {
  readonly finished: Promise<void>;
  /** Keeps what has been learned; `finished` then rejects with an AbortError. */
  stop(): void;
}

interface Told {
  /** Whether this device draws on a graphics device; WebAssembly never hangs, and may be slow for good reason. */
  readonly onGraphics: () => boolean;
  readonly report: (at: TrainReport) => void;
  /** The thread or its device is lost, and another goes on from what was kept. */
  readonly onLost: () => void;
  /** The way to a thread; the app's training worker unless said otherwise. */
  readonly open?: typeof openTraining;
}

export function runTraining(
  jobId: string,
  vaultId: string,
  trainingId: string,
  { onGraphics, report, onLost, open = openTraining }: Told,
): TrainingRun {
  let backend: "best" | "wasm" = "best";
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const thread = open(() => backend);

  const listen = (): void => {
    clearTimeout(quiet);
    if (backend === "best" && onGraphics()) quiet = setTimeout(() => thread.end(), SILENCE_MS);
  };
  const attempt = async (left: number): Promise<void> => {
    listen();
    try {
      await thread.call.train(jobId, vaultId, trainingId, (at) => {
        listen();
        report(at);
      });
    } catch (error) {
      const lost = isFailure(error, "device-lost") || (isFailure(error, "graph-failed") && backend === "best");
      if (left === 1 || !lost) throw error;
      backend = "wasm";
      thread.end();
      onLost();
      await attempt(left - 1);
    }
  };
  const settle = (): void => {
    clearTimeout(quiet);
    thread.end();
  };
  return {
    finished: attempt(ATTEMPTS).finally(settle),
    stop: () => void thread.call.cancel(jobId),
  };
}
