/** @file What this browser and device offer, for the screen that says it. */
import type { Pack } from "~/contracts/manifest";
import { capabilities } from "~/platform/capabilities";

export { capabilities, saidFreeBytes } from "~/platform/capabilities";

/** Bytes of memory that are here, where they are certainly too few: browsers round what they admit to. */
export function lackedMemory({ needs }: Pick<Pack, "needs">): number | undefined {
  const { memory } = capabilities();
  return memory !== undefined && 2 * memory <= needs.memory ? memory : undefined;
}
