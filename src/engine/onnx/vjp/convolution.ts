/**
 * @file Gradients of convolutions and pooling with respect to their input. Their weights are never learned.
 */
import { windowOf, type Window } from "../infer/convolution.ts";
import { integer, integers, type NodeProto } from "../proto.ts";
import { at, count, refuse } from "../shapes.ts";
import type { StaticGraph } from "../static-graph.ts";
import type { RuleTable } from "./rule.ts";

/** Weights [out, in/g, …] of a convolution turned into those [in, out/g, …] that carry gradients back at stride 1. */
function reversed(graph: StaticGraph, weights: string, group: number): string {
  const [out, own, ...kernel] = graph.shape(weights) as [number, number, ...number[]];
  const axes = kernel.map((_, i) => i + 2);
  const flipped =
    count(kernel) === 1
      ? weights
      : graph.op("Slice", [
          weights,
          graph.ints(axes.map(() => -1)),
          graph.ints(axes.map(() => -(2 ** 31))),
          graph.ints(axes),
          graph.ints(axes.map(() => -1)),
        ]);
  if (own === 1 && out === group) return flipped;
  const parts = graph.reshape(flipped, [group, out / group, own, ...kernel]);
  const swapped = graph.transpose(parts, [0, 2, 1, ...axes.map((axis) => axis + 1)]);
  return graph.reshape(swapped, [group * own, out / group, ...kernel]);
}

/** A transposed convolution from `gradient` back onto `shape`. */
function spreadBack(graph: StaticGraph, gradient: string, weights: string, w: Window, shape: readonly number[]): string {
  const g = graph.shape(gradient).slice(2);
  const reached = g.map((length, i) => (length - 1) * at(w.strides, i) + (at(w.kernel, i) - 1) * at(w.dilations, i) + 1);
  const rest = reached.map((length, i) => at(shape, i) - length + at(w.pads, i) + at(w.pads, i + g.length));
  return graph.op("ConvTranspose", [gradient, weights], {
    kernel_shape: w.kernel,
    strides: w.strides,
    dilations: w.dilations,
    pads: w.pads,
    group: w.group,
    output_padding: rest,
  });
}

function inputGradient(graph: StaticGraph, node: NodeProto, gradient: string, weights: string, shape: readonly number[]): string {
  const w = windowOf(node, graph.shape(weights).slice(2));
  if (w.strides.some((stride) => stride !== 1)) return spreadBack(graph, gradient, weights, w, shape.slice(2));
  const pads = w.pads.map((pad, i) => {
    const axis = i % w.kernel.length;
    return (at(w.kernel, axis) - 1) * at(w.dilations, axis) - pad;
  });
  if (pads.some((pad) => pad < 0)) return spreadBack(graph, gradient, weights, w, shape.slice(2));
  return graph.op("Conv", [gradient, reversed(graph, weights, w.group)], {
    kernel_shape: w.kernel,
    dilations: w.dilations,
    pads,
    group: w.group,
  });
}

export const convolution: RuleTable = {
  Conv({ graph, node, gradient, wants, input, shape }) {
    if (wants(1)) return refuse(`${node.name}: the weights of a convolution cannot be learned`);
    return [
      wants(0) ? inputGradient(graph, node, gradient, input(1), shape(0)) : undefined,
      undefined,
      wants(2)
        ? graph.sum(
            gradient,
            [
              0,
              ...shape(0)
                .slice(2)
                .map((_, i) => i + 2),
            ],
            false,
          )
        : undefined,
    ];
  },
  ConvTranspose({ graph, node, gradient, wants, input, shape }) {
    if (wants(1)) return refuse(`${node.name}: the weights of a convolution cannot be learned`);
    const { kernel, strides, dilations, pads, group } = windowOf(node, shape(1).slice(2));
    const extra = integers(node, "output_padding") ?? kernel.map(() => 0);
    // What output_padding added on the far side saw no kernel; the window stops before it as rounding down does.
    const covered = extra.every((length, i) => length < at(strides, i)) ? pads : refuse(`${node.name}: output padding`);
    return [
      wants(0)
        ? graph.op("Conv", [gradient, input(1)], { kernel_shape: kernel, strides, dilations, pads: covered, group })
        : undefined,
      undefined,
      wants(2) ? graph.sum(gradient, [0, ...kernel.map((_, i) => i + 2)], false) : undefined,
    ];
  },
  AveragePool({ graph, node, gradient, shape }) {
    const w = windowOf(node, integers(node, "kernel_shape") ?? []);
    if (w.pads.some((pad) => pad !== 0) && integer(node, "count_include_pad", 0) === 0)
      return refuse(`${node.name}: pooling that leaves padding out of the mean`);
    const channels = at(shape(0), 1);
    const share = Array.from({ length: channels * count(w.kernel) }, () => 1 / count(w.kernel));
    const weights = graph.matrix([channels, 1, ...w.kernel], share);
    return [spreadBack(graph, gradient, weights, { ...w, group: channels }, shape(0).slice(2))];
  },
};
