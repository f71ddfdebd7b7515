/**
 * @file Reverse-mode differentiation, graph to graph: the gradients of a scalar become more nodes of the same graph, in standard
 * operators, so that whatever runs the forward pass runs the backward pass.
 *
 * First it is marked what depends on a wanted tensor; only there are gradients written (Griewank & Walther 2008, "activity").
 */
import { again, zeroAfter } from "./again.ts";
import { summed } from "./contributions.ts";
import { FLAT, ruleOf } from "./vjp/rules.ts";
import { stepOf, zeros } from "./vjp/rule.ts";
import { count, refuse } from "./shapes.ts";
import { segmentsOf, varyingIn } from "./segments.ts";
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

interface Wanted {
  readonly loss: string;
  readonly wrt: readonly string[];
  /** A scalar that the loss is taken times, so that gradients in half precision neither vanish nor overflow; 1 where absent. */
  readonly scale?: string;
  /**
   * Tensors of the forward pass to cut it at, as `boundariesOf` finds them. What lies between two cuts is not kept but computed once more
   * when its gradient is, so that memory holds what crosses cuts and one stretch between them.
   */
  readonly recompute?: readonly string[];
}

/** @returns for each wanted tensor, the tensor that is its gradient */
export function differentiate(graph: StaticGraph, { loss, wrt, scale, recompute = [] }: Wanted): Map<string, string> {
  if (count(graph.shape(loss)) !== 1) refuse(`${loss} is no scalar`);
  const active = activeFrom(graph, wrt);
  const varying = recompute.length === 0 ? new Set<string>() : varyingIn(graph);
  const segments = segmentsOf(graph.nodes, new Set(recompute)).toReversed();
  const gathered = new Map<string, string[]>([
    [loss, [graph.op("Expand", [scale ?? graph.scalar(1), graph.ints(graph.shape(loss))])]],
  ]);
  const total = (name: string): string | undefined => {
    const parts = gathered.get(name);
    if (parts === undefined) return undefined;
    const sum = summed(graph, parts);
    gathered.set(name, [sum]);
    return sum;
  };
  // Gradients that left the stretch before: with them known, nothing of it is needed any more.
  let left: string[] = [];
  for (const [i, nodes] of segments.entries()) {
    const moving = nodes.filter(({ output }) => output.some((name) => active.has(name)));
    if (moving.length === 0) continue;
    const copies = i === 0 || left.length === 0 ? undefined : again(graph, nodes, zeroAfter(graph, left), varying);
    const own = new Set(nodes.flatMap(({ output }) => output));
    left = [];
    for (const node of moving.toReversed()) {
      const gradients = node.output.map(total);
      if (gradients.every((gradient) => gradient === undefined)) continue;
      const wants = (at: number) => active.has(node.input[at] ?? "");
      const repeated = copies?.get(node) ?? node;
      const results = ruleOf(repeated)(stepOf(graph, repeated, gradients, wants));
      for (const [at, name] of node.input.entries()) {
        const gradient = results[at];
        if (gradient === undefined || !active.has(name)) continue;
        gathered.set(name, [...(gathered.get(name) ?? []), gradient]);
        if (!own.has(name)) left.push(gradient);
      }
    }
  }
  return new Map(wrt.map((name) => [name, total(name) ?? zeros(graph, graph.shape(name))]));
}
