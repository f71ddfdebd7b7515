/**
 * @file The scheduler that a pack declares.
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { ddim } from "./ddim.ts";
import { dpmpp2m } from "./dpmpp-2m.ts";
import { eulerAncestral } from "./euler-ancestral.ts";
import { euler } from "./euler.ts";
import { flowEuler, shiftedSigmas } from "./flow-euler.ts";
import { lcm } from "./lcm.ts";
import type { Scheduler } from "./scheduler.ts";
import { unipc } from "./unipc.ts";

/** @param part of the way from noise to picture that is walked, 0..1: the last one, in as many steps */
export function makeScheduler(sampler: Sampler, steps: number, part = 1): Scheduler {
  switch (sampler.kind) {
    case "flow-euler":
      return flowEuler(shiftedSigmas(steps, sampler.shift, part));
    case "euler":
      return euler(sampler, steps, part);
    case "euler-ancestral":
      return eulerAncestral(sampler, steps, part);
    case "ddim":
      return ddim(sampler, steps, part);
    case "dpmpp-2m":
      return dpmpp2m(sampler, steps, part);
    case "unipc":
      return unipc(sampler, steps, part);
    case "lcm":
      return lcm(sampler, steps, part);
    default:
      return sampler satisfies never;
  }
}
