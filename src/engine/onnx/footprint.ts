/**
 * @file How much memory a graph's tensors take, weights apart, if its nodes are evaluated in order and each tensor is given back after its last taker.
 */
import { neededFor } from "./emit.ts";
import { DataType, type NodeProto } from "./proto.ts";
import { count } from "./shapes.ts";
import type { Info, StaticGraph } from "./static-graph.ts";

const BYTES: Partial<Record<number, number>> = {
  [DataType.FLOAT16]: 2,
  [DataType.INT64]: 8,
  [DataType.DOUBLE]: 8,
  [DataType.BOOL]: 1,
  [DataType.INT8]: 1,
  [DataType.UINT8]: 1,
};

export const bytesOf = ({ type, shape }: Info): number => (BYTES[type] ?? 4) * count(shape);

/** What a runtime gives its input's memory. */
const VIEWS = new Set(["Reshape", "Identity", "Flatten", "Squeeze", "Unsqueeze"]);

export const isView = (node: NodeProto | undefined): boolean => node !== undefined && VIEWS.has(node.opType);

/** @returns bytes at the worst moment */
export function footprint(graph: StaticGraph, outputs: Iterable<string>): number {
  const ends = [...outputs];
  const { nodes } = neededFor(graph, ends);
  const roots = new Map<string, string>();
  const rootOf = (name: string): string => roots.get(name) ?? name;
  for (const node of nodes) if (isView(node)) roots.set(node.output[0] ?? "", rootOf(node.input[0] ?? ""));
  const last = new Map<string, number>();
  for (const [i, node] of nodes.entries()) for (const name of node.input) last.set(rootOf(name), i);
  for (const name of ends) last.set(rootOf(name), nodes.length);
  const freed = new Map<number, number>();
  let [alive, most] = [0, 0];
  for (const [i, node] of nodes.entries()) {
    for (const name of node.output) {
      if (name === "" || rootOf(name) !== name) continue;
      const bytes = bytesOf(graph.info(name));
      const until = last.get(name) ?? i;
      alive += bytes;
      freed.set(until, (freed.get(until) ?? 0) + bytes);
    }
    most = Math.max(most, alive);
    alive -= freed.get(i) ?? 0;
  }
  return most;
}
