/**
 * @file A graph's nodes in consecutive stretches, and where to cut them so that little crosses a cut.
 */
import type { NodeProto } from "./proto.ts";
import { bytesOf, isView } from "./footprint.ts";
import { isReal } from "./specialise.ts";
import type { StaticGraph } from "./static-graph.ts";

/** @param boundaries each stretch but the last ends with the maker of one */
export function segmentsOf(nodes: readonly NodeProto[], boundaries: ReadonlySet<string>): NodeProto[][] {
  const segments: NodeProto[][] = [[]];
  for (const node of nodes) {
    segments.at(-1)?.push(node);
    if (node.output.some((name) => boundaries.has(name))) segments.push([]);
  }
  return segments.filter((nodes) => nodes.length > 0);
}

/** What changes with the graph's inputs: all but weights and what is made of weights alone. */
export function varyingIn(graph: StaticGraph): Set<string> {
  const varying = new Set(graph.inputs.keys());
  for (const node of graph.nodes)
    if (node.input.some((name) => varying.has(name))) for (const name of node.output) if (name !== "") varying.add(name);
  return varying;
}

/** Bytes of an activation; 0 for what is a weight, or another tensor's memory under another shape. */
function weigher(graph: StaticGraph): (name: string) => number {
  const varying = varyingIn(graph);
  const counts = (name: string) => varying.has(name) && isReal(graph.info(name).type) && !isView(graph.producer(name));
  return (name) => (name !== "" && counts(name) ? bytesOf(graph.info(name)) : 0);
}

const weightOf = ({ output }: NodeProto, weigh: (name: string) => number): number =>
  output.reduce((sum, name) => sum + weigh(name), 0);

/** Bytes of everything that a forward pass makes, which a backward pass without recomputation keeps about half of. */
export function activationBytes(graph: StaticGraph): number {
  const weigh = weigher(graph);
  return graph.nodes.reduce((sum, node) => sum + weightOf(node, weigh), 0);
}

const MOST = 32;

interface Cuts {
  /** Places of the nodes that a stretch ends with. */
  readonly ends: readonly number[];
  /** Bytes that cross the cuts, and of the fullest stretch. */
  readonly cost: number;
}

/**
 * Boundaries of about the least memory: what crosses them is kept from the forward pass, and of what lies between two of them only one
 * stretch at a time is there (Chen et al. 2016, "Training deep nets with sublinear memory cost").
 */
export function boundariesOf(graph: StaticGraph): string[] {
  const { nodes } = graph;
  const weigh = weigher(graph);
  const made = nodes.map((node) => weightOf(node, weigh));
  const [born, last] = [new Map<string, number>(), new Map<string, number>()];
  for (const [i, node] of nodes.entries()) {
    for (const name of node.input) last.set(name, i);
    for (const name of node.output) if (name !== "") born.set(name, i);
  }
  const crossing = new Float64Array(nodes.length);
  const long = [...born].filter(([name, from]) => (last.get(name) ?? from) > from && weigh(name) > 0);
  for (const [name, from] of long) for (let i = from; i < (last.get(name) ?? 0); i++) crossing[i]! += weigh(name);
  const total = made.reduce((sum, bytes) => sum + bytes, 0);
  const cutInto = (count: number): Cuts => {
    const share = total / count;
    const ends: number[] = [];
    let [filled, fullest, best] = [0, 0, -1];
    let afterBest = 0;
    for (let i = 0; i < nodes.length - 1; i++) {
      filled += made[i] ?? 0;
      afterBest += made[i] ?? 0;
      if (filled < share / 2) continue;
      if (best === -1 || crossing[i]! <= crossing[best]!) [best, afterBest] = [i, 0];
      if (filled < (3 * share) / 2) continue;
      ends.push(best);
      fullest = Math.max(fullest, filled - afterBest);
      [filled, best] = [afterBest, -1];
    }
    const kept = long.filter(([name, from]) => ends.some((end) => from <= end && end < (last.get(name) ?? 0)));
    return { ends, cost: kept.reduce((sum, [name]) => sum + weigh(name), 0) + Math.max(fullest, filled) };
  };
  const [cheapest] = Array.from({ length: MOST }, (_, i) => cutInto(i + 1)).toSorted((a, b) => a.cost - b.cost);
  return (cheapest?.ends ?? []).map((end) => nodes[end]?.output[0] ?? "");
}
