/**
 * @file Whether a graph's output can be true at all: a lost device or an overflow leaves NaN or one flat value.
 */
import { Failure } from "~/contracts/failure.ts";
import type { GraphRole } from "~/contracts/manifest.ts";

/** @throws Failure `output-invalid` when a value is not finite, or all values are the same */
export function checkOutput(graph: GraphRole, values: Float32Array): void {
  const first = values[0] ?? 0;
  let constant = true;
  // Half a million values of every picture: an iterator takes three times as long.
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) throw new Failure("output-invalid", { graph, reason: "not-finite" });
    if (value !== first) constant = false;
  }
  if (constant) throw new Failure("output-invalid", { graph, reason: "constant" });
}
