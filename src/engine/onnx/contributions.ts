/**
 * @file What several takers of a tensor say of its gradient, as one sum. Those who took disjoint parts along one axis are laid side by
 * side, where a sum would pad each with zeros and add them all.
 */
import type { StaticGraph } from "./static-graph.ts";
import { at } from "./shapes.ts";

interface Part {
  readonly padded: string;
  /** Before it was padded. */
  readonly own: string;
  readonly axis: number;
  readonly start: number;
  readonly end: number;
}

/** A gradient that lies in a part of its tensor, with zeros around it along one axis. */
function partOf(graph: StaticGraph, padded: string): Part | undefined {
  const node = graph.producer(padded);
  if (node?.opType !== "Pad" || node.input.length > 3) return undefined;
  const [own = "", pads = "", zero = ""] = node.input;
  const numbers = graph.known(pads)?.data ?? [];
  const rank = graph.shape(padded).length;
  const axes = [...Array(rank).keys()].filter((axis) => numbers[axis] !== 0 || numbers[axis + rank] !== 0);
  const [axis] = axes;
  if (axis === undefined || axes.length > 1 || graph.known(zero)?.data[0] !== 0) return undefined;
  const start = at(numbers, axis);
  return { padded, own, axis, start, end: start + at(graph.shape(own), axis) };
}

/** Parts that together are the whole, without a gap and without sharing a place; else undefined. */
function sideBySide(graph: StaticGraph, parts: readonly Part[]): string | undefined {
  const [first, ...rest] = parts.toSorted((a, b) => a.start - b.start);
  if (first === undefined || rest.length === 0) return undefined;
  const { axis, padded } = first;
  let { end } = first;
  for (const part of rest) {
    if (part.axis !== axis || part.start !== end) return undefined;
    end = part.end;
  }
  if (first.start !== 0 || end !== at(graph.shape(padded), axis)) return undefined;
  return graph.op(
    "Concat",
    [first, ...rest].map(({ own }) => own),
    { axis },
  );
}

export function summed(graph: StaticGraph, gradients: readonly string[]): string {
  const parts = gradients.map((gradient) => partOf(graph, gradient));
  const whole = sideBySide(
    graph,
    parts.filter((part) => part !== undefined),
  );
  const others = whole === undefined ? gradients : [...gradients.filter((_, i) => parts[i] === undefined), whole];
  return others.reduce((a, b) => graph.op("Add", [a, b]));
}
