/**
 * @file Reverse-mode differentiation, graph to graph: the gradients of a scalar become more nodes of the same graph, in standard
 * operators, so that whatever runs the forward pass runs the backward pass.
 *
 * First it is marked what depends on a wanted tensor; only there are gradients written (Griewank & Walther 2008, "activity").
 */
import { summed } from "./contributions.ts";
import { FLAT, ruleOf } from "./vjp/rules.ts";
import { stepOf, zeros } from "./vjp/rule.ts";
import { count, refuse } from "./shapes.ts";
import { isReal } from "./specialise.ts";
import type { StaticGraph } from "./static-graph.ts";

/** Every tensor that moves when a wanted one does. */
function activeFrom(graph: StaticGraph, wrt: readonly string[]): Set<string> {
  const active = new Set(wrt);
  for (const node of graph.nodes) {
    if (FLAT.has(node.opType) || !node.input.some((name) => active.has(name))) continue;
    for (const name of node.output) if (name !== "" && isReal(graph.info(name).type)) active.add(name);
  }
  return active;
}

/** @returns for each wanted tensor, the tensor that is its gradient */
export function differentiate(
  graph: StaticGraph,
  { loss, wrt }: { readonly loss: string; readonly wrt: readonly string[] },
): Map<string, string> {
  if (count(graph.shape(loss)) !== 1) refuse(`${loss} is no scalar`);
  const active = activeFrom(graph, wrt);
  const gathered = new Map<string, string[]>([[loss, [graph.op("Expand", [graph.scalar(1), graph.ints(graph.shape(loss))])]]]);
  const total = (name: string): string | undefined => {
    const parts = gathered.get(name);
    if (parts === undefined) return undefined;
    const sum = summed(graph, parts);
    gathered.set(name, [sum]);
    return sum;
  };
  for (const node of graph.nodes.slice().toReversed()) {
    if (!node.output.some((name) => active.has(name))) continue;
    const gradients = node.output.map(total);
    if (gradients.every((gradient) => gradient === undefined)) continue;
    const wants = (i: number) => active.has(node.input[i] ?? "");
    const results = ruleOf(node)(stepOf(graph, node, gradients, wants));
    for (const [i, name] of node.input.entries()) {
      const gradient = results[i];
      if (gradient === undefined || !active.has(name)) continue;
      gathered.set(name, [...(gathered.get(name) ?? []), gradient]);
    }
  }
  return new Map(wrt.map((name) => [name, total(name) ?? zeros(graph, graph.shape(name))]));
}
