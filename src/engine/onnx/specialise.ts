/**
 * @file A model at one size: every symbolic length given a number, every computation on shapes done.
 */
import { DataType, elementType, type ModelProto, type NodeProto, type Shape, tensorAttribute, withOutputs } from "./proto.ts";
import { refuse } from "./shapes.ts";
import { StaticGraph } from "./static-graph.ts";

export function specialise(model: ModelProto, shapes: Readonly<Record<string, Shape>>): StaticGraph {
  const { graph: from, opsetImport } = model;
  if (from === undefined) return refuse("a model without a graph");
  const graph = new StaticGraph(Number(opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx")?.version ?? 0n));
  if (graph.opset < 16) refuse(`opset ${graph.opset} lacks what gradients are written in; 16 has it`);
  for (const tensor of from.initializer) graph.weight(tensor.name, tensor);
  for (const input of from.input) {
    if (graph.weights.has(input.name)) continue;
    graph.input(input.name, elementType(input), shapes[input.name] ?? refuse(`no shape for ${input.name}`));
  }
  for (const node of from.node) {
    const value = node.opType === "Constant" ? tensorAttribute(node, "value") : undefined;
    if (value === undefined) graph.add(node.opType === "LayerNormalization" ? withStatistics(node) : node);
    else graph.weight(node.output[0] ?? "", value);
  }
  return graph;
}

/** The node with its optional outputs, mean and reciprocal deviation, which its gradient takes up. */
const withStatistics = (node: NodeProto): NodeProto =>
  withOutputs(
    node,
    ["", "mean", "reciprocal"].map((kind, i) => node.output[i] ?? `${node.output[0] ?? ""}.${kind}`),
  );

export const isReal = (type: DataType): boolean =>
  type === DataType.FLOAT || type === DataType.FLOAT16 || type === DataType.DOUBLE;
