/**
 * @file A model at one size: every symbolic length given a number, every computation on shapes done. Another model can follow on it.
 */
import {
  DataType,
  elementType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  rewired,
  type Shape,
  tensorAttribute,
  withOutputs,
} from "./proto.ts";
import { widened } from "./precision.ts";
import { opsetOf, raised } from "./raised.ts";
import { refuse } from "./shapes.ts";
import { StaticGraph } from "./static-graph.ts";
import { addUnfused } from "./unfused.ts";

export function specialise(model: ModelProto, shapes: Readonly<Record<string, Shape>>): StaticGraph {
  const { graph: from } = model;
  if (from === undefined) return refuse("a model without a graph");
  const graph = new StaticGraph(opsetOf(model));
  if (graph.opset < 16) refuse(`opset ${graph.opset} lacks what gradients are written in; 16 has it`);
  for (const input of givenOf(from))
    graph.input(input.name, elementType(input), shapes[input.name] ?? refuse(`no shape for ${input.name}`));
  fill(graph, from, (name) => name);
  return graph;
}

/**
 * Continues a graph with a model of one input and one output, whose names get the prefix.
 *
 * @returns the model's output
 */
export function continueWith(graph: StaticGraph, model: ModelProto, input: string, prefix: string): string {
  const { graph: from } = raised(widened(model), graph.opset);
  if (from === undefined) return refuse("a model without a graph");
  const given = givenOf(from);
  const [result] = from.output;
  if (given.length !== 1 || from.output.length !== 1 || result === undefined)
    return refuse(`${given.length} inputs and ${from.output.length} outputs cannot be continued with`);
  const own = (name: string) => (name === given[0]?.name ? input : name === "" ? "" : `${prefix}${name}`);
  fill(graph, from, own);
  return own(result.name);
}

/** What a graph is told; older exporters list its weights as well. */
function givenOf({ initializer, input }: GraphProto) {
  const weights = new Set(initializer.map(({ name }) => name));
  return input.filter(({ name }) => !weights.has(name));
}

function fill(graph: StaticGraph, from: GraphProto, named: (name: string) => string): void {
  for (const tensor of from.initializer) graph.weight(named(tensor.name), tensor);
  for (const each of from.node) {
    const node = rewired(each, named(each.name), each.input.map(named), each.output.map(named));
    const value = node.opType === "Constant" ? tensorAttribute(node, "value") : undefined;
    if (value === undefined) addUnfused(graph, node.opType === "LayerNormalization" ? withStatistics(node) : node);
    else graph.weight(node.output[0] ?? "", value);
  }
}

/** The node with its optional outputs, mean and reciprocal deviation, which its gradient takes up. */
const withStatistics = (node: NodeProto): NodeProto =>
  withOutputs(
    node,
    ["", "mean", "reciprocal"].map((kind, i) => node.output[i] ?? `${node.output[0] ?? ""}.${kind}`),
  );

export const isReal = (type: DataType): boolean =>
  type === DataType.FLOAT || type === DataType.FLOAT16 || type === DataType.DOUBLE;
