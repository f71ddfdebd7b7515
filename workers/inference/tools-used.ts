/**
 * @file Which tools beside its pack have a part in a picture: those of whose networks one is run for it.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { ToolUsed } from "~/contracts/records.ts";
import type { Run } from "~/engine/tensor/tensor.ts";

export interface Noted {
  /** Does what the other does, and takes note. */
  readonly run: Run;
  /** So far. */
  tools(): readonly ToolUsed[];
}

export function noted(run: Run, { beside = [] }: Pack): Noted {
  const used = new Set<string>();
  return {
    run(graph, feeds) {
      used.add(graph);
      return run(graph, feeds);
    },
    tools: () =>
      beside
        .filter(({ graphs }) => Object.keys(graphs).some((graph) => used.has(graph)))
        .map(({ id, revision }) => ({ id, revision })),
  };
}
