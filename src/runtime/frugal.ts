/**
 * @file How a session is made whose weights leave little room beside them: they are kept as they lie, once.
 *
 * [Note: what a runtime makes of weights] ORT packs weights anew for the processor, folds what is calculated from them alone (halves become
 * singles, twice as large), and keeps memory of a run in an arena that grows by powers of two. On WebAssembly all of that shares four gigabytes.
 */
import type { InferenceSession } from "onnxruntime-web";
import type { Backend } from "./backend.ts";

/** Bytes of weights for which WebAssembly's four gigabytes are short: in halves, they would be singles and, packed, those once more. */
const LARGE = 2 ** 30;

/** @param bytes of weights, in all */
export function optionsFor(
  { options, verdict }: Pick<Backend, "options" | "verdict">,
  bytes: number,
): InferenceSession.SessionOptions {
  if (verdict.backend !== "wasm" || bytes < LARGE) return options;
  return {
    ...options,
    graphOptimizationLevel: "disabled",
    enableCpuMemArena: false,
    enableMemPattern: false,
    extra: { session: { disable_prepacking: "1", use_device_allocator_for_initializers: "1" } },
  };
}
