/**
 * @file The scheduler that a pack declares.
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { euler } from "./euler.ts";
import { flowEuler, shiftedSigmas } from "./flow-euler.ts";
import type { Scheduler } from "./scheduler.ts";

/** @param part of the way from noise to picture that is walked, 0..1: the last one, in as many steps */
export function makeScheduler(sampler: Sampler, steps: number, part = 1): Scheduler {
  switch (sampler.kind) {
    case "flow-euler":
      return flowEuler(shiftedSigmas(steps, sampler.shift, part));
    case "euler":
      return euler(sampler, steps, part);
    default:
      return sampler satisfies never;
  }
}
