/** @file Starts the training worker. */
import { WASM_ONLY } from "~/contracts/inference-api";
import type { TrainingApi } from "~/contracts/training-api";
import { spawn, type Thread } from "./spawn.ts";

/** @param backend "wasm" after the graphics device failed at it: the worker then does not ask for one */
export const openTraining = (backend: () => "best" | "wasm"): Thread<TrainingApi> =>
  spawn(
    () =>
      new Worker(new URL("../../workers/training/main.ts", import.meta.url), {
        type: "module",
        name: backend() === "wasm" ? WASM_ONLY : "training",
      }),
  );
