/**
 * @file The scheduler that a pack declares.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { flowEuler, shiftedSigmas } from "./flow-euler.ts";
import type { Scheduler } from "./scheduler.ts";

/** @param part of the way from noise to picture that is walked, 0..1: the last one, in as many steps */
export function makeScheduler(sampler: Pack["sampler"], steps: number, part = 1): Scheduler {
  switch (sampler.kind) {
    case "flow-euler":
      return flowEuler(shiftedSigmas(steps, sampler.shift, part));
    default:
      return sampler.kind satisfies never;
  }
}
