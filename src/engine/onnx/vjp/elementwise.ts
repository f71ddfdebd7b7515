/**
 * @file Gradients of arithmetic, element by element, summed over what was broadcast.
 */
import { pointwise, type Rule, type RuleTable, type Step, sumTo } from "./rule.ts";

/** A rule for y = f(a, b) from the gradients with respect to either, before broadcasting is undone. */
const binary =
  (...sides: ((step: Step, a: string, b: string) => string)[]): Rule =>
  (step) =>
    sides.map((side, i) =>
      step.wants(i) ? sumTo(step.graph, side(step, step.input(0), step.input(1)), step.shape(i)) : undefined,
    );

const pass = ({ gradient }: Step): string => gradient;
const times = ({ graph, gradient }: Step, factor: string): string => graph.op("Mul", [gradient, factor]);

/** The gradient goes to the input that is the extreme; where both are, to the first. */
const extreme =
  (comparison: "GreaterOrEqual" | "LessOrEqual"): Rule =>
  (step) => {
    const { graph, gradient, node, wants, input, shape } = step;
    if (node.input.length !== 2) return [];
    const first = graph.op(comparison, [input(0), input(1)]);
    const zero = graph.scalar(0);
    return [
      wants(0) ? sumTo(graph, graph.op("Where", [first, gradient, zero]), shape(0)) : undefined,
      wants(1) ? sumTo(graph, graph.op("Where", [first, zero, gradient]), shape(1)) : undefined,
    ];
  };

export const elementwise: RuleTable = {
  Add: binary(pass, pass),
  Sub: binary(pass, ({ graph, gradient }) => graph.op("Neg", [gradient])),
  Mul: binary(
    (step, _, b) => times(step, b),
    (step, a) => times(step, a),
  ),
  Div: binary(
    ({ graph, gradient }, _, b) => graph.op("Div", [gradient, b]),
    (step, _, b) => {
      const { graph, gradient, node } = step;
      return graph.op("Neg", [graph.op("Div", [graph.op("Mul", [gradient, node.output[0] ?? ""]), b])]);
    },
  ),
  Pow: binary(
    (step, a, b) => {
      const { graph } = step;
      const less = graph.op("Sub", [b, graph.scalar(1)]);
      return times(step, graph.op("Mul", [b, graph.op("Pow", [a, less])]));
    },
    (step, a) => times(step, step.graph.op("Mul", [step.node.output[0] ?? "", step.graph.op("Log", [a])])),
  ),
  Sum: (step) => step.node.input.map((_, i) => (step.wants(i) ? sumTo(step.graph, step.gradient, step.shape(i)) : undefined)),
  Max: extreme("GreaterOrEqual"),
  Min: extreme("LessOrEqual"),
  Where({ graph, gradient, wants, input, shape }) {
    const zero = graph.scalar(0);
    return [
      undefined,
      wants(1) ? sumTo(graph, graph.op("Where", [input(0), gradient, zero]), shape(1)) : undefined,
      wants(2) ? sumTo(graph, graph.op("Where", [input(0), zero, gradient]), shape(2)) : undefined,
    ];
  },
  /** Only what was not cut off moves. */
  Clip({ graph, gradient, node, input }) {
    const bounds = [
      ["LessOrEqual", node.input[1]],
      ["LessOrEqual", node.input[2]],
    ] as const;
    let result = gradient;
    for (const [i, [comparison, bound]] of bounds.entries()) {
      if (bound === undefined || bound === "") continue;
      const inside = graph.op(comparison, i === 0 ? [bound, input(0)] : [input(0), bound]);
      result = graph.op("Where", [inside, result, graph.scalar(0)]);
    }
    return [result];
  },
  Neg: ({ graph, gradient }) => [graph.op("Neg", [gradient])],
  Abs: pointwise((graph, x) => graph.op("Sign", [x])),
  Sqrt: ({ graph, gradient, node }) => [graph.op("Div", [graph.op("Mul", [gradient, graph.scalar(0.5)]), node.output[0] ?? ""])],
  Reciprocal: pointwise((graph, _, y) => graph.op("Neg", [graph.op("Mul", [y, y])])),
  Exp: pointwise((_graph, _x, y) => y),
  Log: ({ graph, gradient, input }) => [graph.op("Div", [gradient, input(0)])],
  Sin: pointwise((graph, x) => graph.op("Cos", [x])),
  Cos: pointwise((graph, x) => graph.op("Neg", [graph.op("Sin", [x])])),
};
