/**
 * @file What a vector-Jacobian rule is: from the gradients of a node's outputs, those of its inputs, as more nodes.
 */
import { inputsOf, type Inputs } from "../infer/rule.ts";
import type { NodeProto, Shape } from "../proto.ts";
import { count, refuse, repeatedAxes } from "../shapes.ts";
import type { StaticGraph } from "../static-graph.ts";

export interface Step {
  readonly graph: StaticGraph;
  readonly node: NodeProto;
  /** Gradient of the first output. */
  readonly gradient: string;
  /** Gradient of any output; undefined where nothing depends on it. */
  readonly gradients: readonly (string | undefined)[];
  /** Whether anybody asks for the gradient of this input. */
  readonly wants: (i: number) => boolean;
  readonly input: (i: number) => string;
  readonly shape: (i: number) => Shape;
  readonly inputs: Inputs;
}

/** One gradient per input; undefined where none is wanted or there is none. */
export type Rule = (step: Step) => (string | undefined)[];

export type RuleTable = Readonly<Record<string, Rule>>;

export function stepOf(
  graph: StaticGraph,
  node: NodeProto,
  gradients: readonly (string | undefined)[],
  wants: (i: number) => boolean,
): Step {
  const input = (i: number) => node.input[i] ?? refuse(`${node.name} lacks input ${i}`);
  const info = node.input.map((name) => (name === "" ? undefined : graph.info(name)));
  return {
    graph,
    node,
    gradient: gradients[0] ?? "",
    gradients,
    wants,
    input,
    shape: (i) => graph.shape(input(i)),
    inputs: inputsOf(node, info, graph.opset),
  };
}

/** The transpose of broadcasting: sums over whatever was repeated. */
export function sumTo(graph: StaticGraph, gradient: string, shape: Shape): string {
  const axes = repeatedAxes(shape, graph.shape(gradient));
  const summed = axes.length === 0 ? gradient : graph.sum(gradient, axes, true);
  return graph.shape(summed).length === shape.length ? summed : graph.reshape(summed, shape);
}

/** A rule for y = f(x): the gradient times f′(x), given x and y. */
export const pointwise =
  (slope: (graph: StaticGraph, x: string, y: string, step: Step) => string): Rule =>
  (step) => {
    const { graph, node, gradient, input } = step;
    return [graph.op("Mul", [gradient, slope(graph, input(0), node.output[0] ?? "", step)])];
  };

export const zeros = (graph: StaticGraph, shape: Shape): string =>
  count(shape) === 0 ? refuse("an empty tensor") : graph.op("Expand", [graph.scalar(0), graph.ints(shape)]);
