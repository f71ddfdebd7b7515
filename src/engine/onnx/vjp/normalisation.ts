/**
 * @file Gradients of softmax and of normalisations that subtract a mean and divide by a deviation.
 */
import { float, integer, type Shape } from "../proto.ts";
import { at, axisOf, count, refuse } from "../shapes.ts";
import type { StaticGraph } from "../static-graph.ts";
import { type Rule, type RuleTable, type Step, sumTo } from "./rule.ts";

const mean = (graph: StaticGraph, x: string, axes: readonly number[]): string => {
  const size = count(axes.map((axis) => at(graph.shape(x), axis)));
  return graph.op("Mul", [graph.sum(x, axes, true), graph.scalar(1 / size)]);
};

/** With x̂ = (x − μ)/σ and g its gradient: (g − mean g − x̂ · mean g x̂)/σ. */
function throughStatistics(graph: StaticGraph, g: string, hat: string, reciprocal: string, axes: readonly number[]): string {
  const along = graph.op("Mul", [hat, mean(graph, graph.op("Mul", [g, hat]), axes)]);
  const rest = graph.op("Sub", [graph.op("Sub", [g, mean(graph, g, axes)]), along]);
  return graph.op("Mul", [rest, reciprocal]);
}

/** x̂ and 1/σ, from x. */
function standardise(graph: StaticGraph, x: string, axes: readonly number[], epsilon: number) {
  const centred = graph.op("Sub", [x, mean(graph, x, axes)]);
  const variance = mean(graph, graph.op("Mul", [centred, centred]), axes);
  const reciprocal = graph.op("Reciprocal", [graph.op("Sqrt", [graph.op("Add", [variance, graph.scalar(epsilon)])])]);
  return { hat: graph.op("Mul", [centred, reciprocal]), reciprocal };
}

/** The node's own mean and 1/σ, asked of it as its optional outputs. */
function ownStatistics({ node }: Step) {
  const [, mean = "", reciprocal = ""] = node.output;
  if (mean !== "" && reciprocal !== "") return { mean, reciprocal };
  return refuse(`${node.name} keeps no statistics`);
}

const layer: Rule = (step) => {
  const { graph, node, gradient, wants, input, shape } = step;
  const rank = shape(0).length;
  const first = axisOf(integer(node, "axis", -1), rank);
  const axes = Array.from({ length: rank - first }, (_, i) => first + i);
  const { mean, reciprocal } = ownStatistics(step);
  const hat = graph.op("Mul", [graph.op("Sub", [input(0), mean]), reciprocal]);
  return [
    wants(0) ? throughStatistics(graph, graph.op("Mul", [gradient, input(1)]), hat, reciprocal, axes) : undefined,
    wants(1) ? sumTo(graph, graph.op("Mul", [gradient, hat]), shape(1)) : undefined,
    wants(2) ? sumTo(graph, gradient, shape(2)) : undefined,
  ];
};

/** Statistics over each of `groups` groups of channels; scale and bias per channel, or per group in opset 18. */
function grouped(step: Step, groups: number): (string | undefined)[] {
  const { graph, node, gradient, wants, input, shape } = step;
  const x = shape(0);
  const [n, c] = [at(x, 0), at(x, 1)];
  const split: Shape = [n, groups, count(x) / (n * groups)];
  const perScale = at(shape(1), 0);
  const affine = perScale === c ? x : split;
  const column = [1, perScale, ...affine.slice(2).map(() => 1)];
  const epsilon = float(node, "epsilon", 1e-5);
  const { hat, reciprocal } = standardise(graph, graph.reshape(input(0), split), [2], epsilon);
  const g = graph.reshape(gradient, affine);
  const scaledGradient = graph.op("Mul", [g, graph.reshape(input(1), column)]);
  const through = throughStatistics(graph, graph.reshape(scaledGradient, split), hat, reciprocal, [2]);
  const perChannel = (gradientOf: string) => graph.reshape(sumTo(graph, gradientOf, column), [perScale]);
  return [
    wants(0) ? graph.reshape(through, x) : undefined,
    wants(1) ? perChannel(graph.op("Mul", [g, graph.reshape(hat, affine)])) : undefined,
    wants(2) ? perChannel(g) : undefined,
  ];
}

export const normalisation: RuleTable = {
  Softmax({ graph, node, gradient, shape }) {
    const y = node.output[0] ?? "";
    const axis = axisOf(integer(node, "axis", -1), shape(0).length);
    const g = graph.op("Mul", [gradient, y]);
    return [graph.op("Sub", [g, graph.op("Mul", [y, graph.sum(g, [axis], true)])])];
  },
  LogSoftmax({ graph, node, gradient, shape }) {
    const axis = axisOf(integer(node, "axis", -1), shape(0).length);
    const p = graph.op("Exp", [node.output[0] ?? ""]);
    return [graph.op("Sub", [gradient, graph.op("Mul", [p, graph.sum(gradient, [axis], true)])])];
  },
  LayerNormalization: layer,
  InstanceNormalization: (step) => grouped(step, at(step.shape(0), 1)),
  GroupNormalization: (step) => grouped(step, integer(step.node, "num_groups", 1)),
  /** As in use, with the statistics of training: an affine map. */
  BatchNormalization({ graph, node, gradient, wants, input, shape }) {
    if (integer(node, "training_mode", 0) === 1 || wants(1) || wants(2)) return refuse(`${node.name}: statistics of the batch`);
    const column = [
      1,
      at(shape(1), 0),
      ...shape(0)
        .slice(2)
        .map(() => 1),
    ];
    const deviation = graph.op("Sqrt", [graph.op("Add", [input(4), graph.scalar(float(node, "epsilon", 1e-5))])]);
    return [graph.op("Mul", [gradient, graph.reshape(graph.op("Div", [input(1), deviation]), column)])];
  },
};
