/** @file The training worker: takes one training further, leg by leg, and is ended. */
import type { TrainingApi } from "~/contracts/training-api.ts";
import { aborted } from "~/contracts/failure.ts";
import { serve } from "~/threads/serve.ts";
import { train } from "./train.ts";

const controllers = new Map<string, AbortController>();

serve({
  async train(jobId, vaultId, trainingId, report) {
    const controller = new AbortController();
    controllers.set(jobId, controller);
    try {
      await train(vaultId, trainingId, report, controller.signal);
    } finally {
      controllers.delete(jobId);
    }
  },
  cancel: (jobId) => controllers.get(jobId)?.abort(aborted()),
} satisfies TrainingApi);
