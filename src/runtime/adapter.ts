/** @file What a graphics adapter has to be before anything is drawn on it: real, and large enough for the packs. */
import type { DeviceVerdict } from "~/contracts/inference-api.ts";
import type { PackNeeds } from "~/contracts/manifest.ts";

/** The part of a GPUAdapter that decides. */
export interface AdapterFacts {
  readonly info: { readonly isFallbackAdapter: boolean; readonly architecture: string };
  readonly limits: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
  readonly features: { has(name: string): boolean };
}

const satisfies = ({ limits, features }: AdapterFacts, { buffer, float16 }: PackNeeds): boolean =>
  limits.maxBufferSize >= buffer && limits.maxStorageBufferBindingSize >= buffer && (!float16 || features.has("shader-f16"));

/** Why this adapter is not worth asking; null where it is. A thread has one runtime, so every pack has to fit. */
export function refusalOf(adapter: AdapterFacts | null, needs: readonly PackNeeds[]): DeviceVerdict["webgpuRefusal"] {
  if (adapter === null) return "no-adapter";
  // The processor pretending to be a graphics card.
  if (adapter.info.isFallbackAdapter || adapter.info.architecture === "swiftshader") return "fallback-adapter";
  return needs.every((each) => satisfies(adapter, each)) ? null : "needs";
}
