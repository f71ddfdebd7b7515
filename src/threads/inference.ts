/** @file Starts the inference worker. */
import { WASM_ONLY, type InferenceApi } from "~/contracts/inference-api";
import { spawn, type Thread } from "./spawn.ts";

/** @param backend "wasm" after the graphics device was lost twice: the worker then does not ask for one */
export const openInference = (backend: () => "best" | "wasm"): Thread<InferenceApi> =>
  spawn(
    () =>
      new Worker(new URL("../../workers/inference/main.ts", import.meta.url), {
        type: "module",
        name: backend() === "wasm" ? WASM_ONLY : "inference",
      }),
  );
