/**
 * @file Where each graph of a pack is evaluated in a thread that has a graphics device: there, if the pack is no too large for it and the graph's
 * first answer on it can be true; otherwise on the processor. What was found is remembered for the pack's revision and this device.
 *
 * On the processor there are no trials: nothing is left to fall back to, and what is drawn is looked at at every step (engine/tensor/check).
 */
import type { Bundle, GraphRole } from "~/contracts/manifest.ts";
import { beginTrial, endTrial, noteUnsuited, readTrials, type Verdict } from "~/storage/trials.ts";
import { bindable, suits } from "./adapter.ts";
import type { Backend } from "./backend.ts";
import { allowedToFail } from "./device-loss.ts";

/** Bytes of the largest tensor on the processor, whose graphs share four gigabytes with their weights. */
const PROCESSOR_BYTES = 2 ** 26;

export interface Places {
  /** Bytes of the largest tensor that should be made there. */
  readonly bytes: number;
  /**
   * @param trial evaluates the graph on the device; rejects where its answer cannot be true
   * @throws Failure `device-lost`
   */
  of(graph: GraphRole, trial: () => Promise<void>): Promise<Backend>;
}

/** Where a pack's graphs are evaluated. */
export async function placesOf(backend: Backend, pack: Bundle): Promise<Places> {
  const { graphics, guard } = backend;
  if (graphics === undefined) return { bytes: PROCESSOR_BYTES, of: async () => backend };
  const { name, adapter, processor } = graphics;
  if (!suits(adapter, pack.needs)) {
    await noteUnsuited(pack, name);
    return { bytes: PROCESSOR_BYTES, of: async () => processor() };
  }
  const known = new Map<string, Verdict>(await readTrials(pack, name));
  return {
    bytes: bindable(adapter),
    async of(graph, trial) {
      if (known.get(graph) === "works") return backend;
      if (known.get(graph) === "fails") return processor();
      await beginTrial(pack, name, graph);
      const works = (await allowedToFail(guard, async () => (await trial(), true))) ?? false;
      await endTrial(pack, name, graph, works);
      known.set(graph, works ? "works" : "fails");
      return works ? backend : processor();
    },
  };
}
