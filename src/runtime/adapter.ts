/** @file What a graphics adapter has to be before anything is drawn on it: real; and for a pack, large enough. */
import type { DeviceVerdict } from "~/contracts/inference-api.ts";
import { Failure } from "~/contracts/failure.ts";
import type { Bundle, PackNeeds } from "~/contracts/manifest.ts";

/** The part of a GPUAdapter that decides. */
export interface AdapterFacts {
  readonly info: { readonly isFallbackAdapter: boolean; readonly architecture: string };
  readonly limits: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
  readonly features: { has(name: string): boolean };
}

/** Bytes of one tensor that a kernel can be given at once. */
export const bindable = ({ limits }: Pick<AdapterFacts, "limits">): number =>
  Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);

/** Whether a pack's networks can be evaluated on it. */
export const suits = (adapter: AdapterFacts, { buffer, float16 }: PackNeeds): boolean =>
  bindable(adapter) >= buffer && (!float16 || adapter.features.has("shader-f16"));

/**
 * Before gigabytes are read.
 *
 * @param adapter of the card that draws; undefined where the processor does
 * @throws Failure `graphics-missing` where only a graphics card has room for the pack's networks, and none that suits it draws
 */
export function checkGraphics(adapter: AdapterFacts | undefined, { id, needs }: Pick<Bundle, "id" | "needs">): void {
  if (needs.graphics && !(adapter && suits(adapter, needs))) throw new Failure("graphics-missing", { packId: id });
}

/** Why this adapter is not worth asking; null where it is. */
export function refusalOf(adapter: AdapterFacts | null): DeviceVerdict["webgpuRefusal"] {
  if (adapter === null) return "no-adapter";
  // The processor pretending to be a graphics card.
  return adapter.info.isFallbackAdapter || adapter.info.architecture === "swiftshader" ? "fallback-adapter" : null;
}
