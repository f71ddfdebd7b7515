/** @file Why a pack cannot run on this device, as far as that is known. */
import type { Bundle } from "~/contracts/manifest";
import { lackedMemory } from "~/services/device";
import type { Packs } from "~/services/packs";
import { words } from "./words";

export function whyNot(pack: Bundle, packs: Pick<Packs, "lacksGraphics">): string | undefined {
  const there = lackedMemory(pack);
  if (there !== undefined) return words.consent.cannot(there, pack.needs.memory);
  return packs.lacksGraphics(pack) ? words.consent.needsCard : undefined;
}
