/** @file Why a pack cannot run on this device, as far as that is known before it is here. */
import type { DeviceVerdict } from "~/contracts/inference-api";
import type { Bundle } from "~/contracts/manifest";
import { lackedMemory } from "~/services/device";
import { words } from "./words";

/** @param verdict null until the thread that draws has been asked */
export function whyNot({ needs }: Bundle, verdict: DeviceVerdict | null): string | undefined {
  const there = lackedMemory({ needs });
  if (there !== undefined) return words.consent.cannot(there, needs.memory);
  return needs.graphics && verdict?.backend === "wasm" ? words.consent.needsCard : undefined;
}
