/**
 * @file The scheduler that a pack declares.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { flowEuler, shiftedSigmas } from "./flow-euler.ts";
import type { Scheduler } from "./scheduler.ts";

export function makeScheduler(sampler: Pack["sampler"], steps: number): Scheduler {
  switch (sampler.kind) {
    case "flow-euler":
      return flowEuler(shiftedSigmas(steps, sampler.shift));
    default:
      return sampler.kind satisfies never;
  }
}
