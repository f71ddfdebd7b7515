/**
 * @file What a graph of a fixed batch is told of one person, for every row of it: inputs of one row, laid under themselves before anything reads
 * them. Their gradients are then the sum of all rows'.
 */
import { create } from "@bufbuild/protobuf";
import { makeNode, type ModelProto, rewired } from "./proto.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./schema/onnx_pb.ts";

/** @param names of inputs; the same model for a batch of one or of any size */
export function forEveryRow(model: ModelProto, names: ReadonlySet<string>, rows: number): ModelProto {
  const { graph } = model;
  if (graph === undefined || rows <= 1 || names.size === 0) return model;
  const laid = (name: string): string => (names.has(name) ? `${name}.rows` : name);
  const joined = [...names].map((name) => makeNode("Concat", Array<string>(rows).fill(name), [laid(name)], { axis: 0 }));
  const nodes = graph.node.map((node) =>
    node.input.some((name) => names.has(name)) ? rewired(node, node.name, node.input.map(laid), node.output) : node,
  );
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  return create(ModelProtoSchema, { ...rest, graph: create(GraphProtoSchema, { ...parts, node: [...joined, ...nodes] }) });
}
