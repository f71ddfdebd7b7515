/**
 * @file A stretch of the forward pass once more, late, so that what it makes need not be kept until the backward pass takes it.
 *
 * A runtime evaluates in any order that the inputs allow, and takes two equal nodes for one. So what the copies take is what the first
 * ones took plus nothing, a nothing made of the gradients that have to be there first.
 */
import { DataType, type NodeProto, rewired } from "./proto.ts";
import { count } from "./shapes.ts";
import { isReal } from "./specialise.ts";
import type { StaticGraph } from "./static-graph.ts";

/** Zero, as soon as all of these are known. */
export function zeroAfter(graph: StaticGraph, tensors: readonly string[]): string {
  const firsts = tensors.map((name) => {
    const flat = graph.reshape(name, [count(graph.shape(name))]);
    const one = graph.op("Slice", [flat, graph.ints([0]), graph.ints([1]), graph.ints([0])]);
    return graph.info(one).type === DataType.FLOAT ? one : graph.op("Cast", [one], { to: DataType.FLOAT });
  });
  return graph.reshape(graph.op("Mul", [graph.op("Sum", firsts), graph.scalar(0)]), []);
}

/** @param varying what depends on the graph's inputs; nothing else is repeated @returns each node's copy */
export function again(
  graph: StaticGraph,
  nodes: readonly NodeProto[],
  zero: string,
  varying: ReadonlySet<string>,
): Map<NodeProto, NodeProto> {
  const own = new Set(nodes.flatMap(({ output }) => output));
  const names = new Map<string, string>();
  const late = (name: string): string => {
    if (!varying.has(name)) return name;
    const { type } = graph.info(name);
    const known = names.get(name);
    if (known !== undefined || own.has(name) || !isReal(type)) return known ?? name;
    const nothing = type === DataType.FLOAT ? zero : graph.op("Cast", [zero], { to: type });
    const later = graph.op("Add", [name, nothing]);
    names.set(name, later);
    return later;
  };
  const copies = new Map<NodeProto, NodeProto>();
  for (const node of nodes) {
    if (!node.input.some((name) => varying.has(name))) continue;
    const inputs = node.input.map(late);
    const outputs = node.output.map((name) => (name === "" ? "" : graph.name(name)));
    const copy = rewired(node, outputs[0] ?? "", inputs, outputs);
    graph.add(copy);
    for (const [i, name] of node.output.entries()) if (name !== "") names.set(name, outputs[i] ?? "");
    copies.set(node, copy);
  }
  return copies;
}
