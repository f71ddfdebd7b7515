/**
 * @file Gradients of sums, means, extremes and running sums along axes.
 */
import { axesOf } from "../infer/movement.ts";
import { integer } from "../proto.ts";
import { at, count } from "../shapes.ts";
import { type Rule, type RuleTable, type Step } from "./rule.ts";

/** The axes that were reduced, and the gradient with them back at length 1. */
function kept({ graph, gradient, shape, inputs }: Step) {
  const given = axesOf(inputs, shape(0).length) ?? [];
  const all = given.length === 0 && integer(inputs.node, "noop_with_empty_axes", 0) === 0;
  const axes = all ? shape(0).map((_, i) => i) : given;
  const ones = shape(0).map((length, i) => (axes.includes(i) ? 1 : length));
  return { axes, ones, gradient: graph.reshape(gradient, ones) };
}

const repeat = ({ graph, shape }: Step, x: string): string => graph.op("Expand", [x, graph.ints(shape(0))]);

/** Shared evenly among equals, as PyTorch's amax does. */
const extreme: Rule = (step) => {
  const { graph, node, input } = step;
  const { axes, ones, gradient } = kept(step);
  const is = graph.op("Equal", [input(0), graph.reshape(node.output[0] ?? "", ones)]);
  const mask = graph.op("Where", [is, graph.scalar(1), graph.scalar(0)]);
  return [graph.op("Mul", [mask, graph.op("Div", [gradient, graph.sum(mask, axes, true)])])];
};

export const reduction: RuleTable = {
  ReduceSum: (step) => [repeat(step, kept(step).gradient)],
  ReduceMean(step) {
    const { axes, gradient } = kept(step);
    const size = count(axes.map((axis) => at(step.shape(0), axis)));
    return [repeat(step, step.graph.op("Mul", [gradient, step.graph.scalar(1 / size)]))];
  },
  ReduceMax: extreme,
  ReduceMin: extreme,
  CumSum({ graph, node, gradient, input }) {
    const reverse = 1 - integer(node, "reverse", 0);
    return [graph.op("CumSum", [gradient, input(1)], { exclusive: integer(node, "exclusive", 0), reverse })];
  },
};
