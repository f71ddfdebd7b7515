/**
 * @file A graph under construction as a model that holds what its outputs need and nothing else.
 */
import { create } from "@bufbuild/protobuf";
import { makeInput, makeNode, makeTensor, type ModelProto, type NodeProto, renamed, type TensorProto } from "./proto.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./schema/onnx_pb.ts";
import type { StaticGraph } from "./static-graph.ts";

/** The oldest file format that opsets 16 to 19 may be written in. */
const IR_VERSION = 8n;

/** @returns the nodes that lead to these tensors, in order, and every tensor that they take */
export function neededFor(
  graph: StaticGraph,
  outputs: Iterable<string>,
): { readonly nodes: NodeProto[]; readonly needed: Set<string> } {
  const needed = new Set(outputs);
  const nodes: NodeProto[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.output.some((name) => needed.has(name))) continue;
    nodes.push(node);
    for (const name of node.input) needed.add(name);
  }
  return { nodes: nodes.toReversed(), needed };
}

/**
 * Nodes that only turn weights around come first. ORT asks backwards from the outputs and, of what a node takes, makes that first which was
 * written last: a turned weight written where it is used would wait for all else that is used there, and with it those of every layer.
 */
function weightsFirst({ inputs }: StaticGraph, nodes: readonly NodeProto[]): NodeProto[] {
  const moving = new Set(inputs.keys());
  const moves = new Set<NodeProto>();
  for (const node of nodes) {
    if (!node.input.some((name) => moving.has(name))) continue;
    moves.add(node);
    for (const name of node.output) moving.add(name);
  }
  return [...nodes.filter((node) => !moves.has(node)), ...nodes.filter((node) => moves.has(node))];
}

/** @param outputs tensor of the graph, by the name it goes out under */
export function emit(graph: StaticGraph, outputs: ReadonlyMap<string, string>): ModelProto {
  const { nodes, needed } = neededFor(graph, outputs.values());
  const initializer: TensorProto[] = [];
  for (const name of needed) {
    const weight = graph.weights.get(name);
    if (weight !== undefined) initializer.push(renamed(weight, name));
    else if (name !== "" && graph.producer(name) === undefined && !graph.inputs.has(name)) {
      const { type, shape, data } = graph.info(name);
      if (data !== undefined) initializer.push(makeTensor(name, type, shape, data));
    }
  }
  const named = [...outputs].map(([output, tensor]) => identity(output, tensor));
  return create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: "likeness",
    opsetImport: [{ domain: "", version: BigInt(graph.opset) }],
    graph: create(GraphProtoSchema, {
      name: "training",
      node: [...weightsFirst(graph, nodes), ...named],
      initializer,
      input: [...graph.inputs].filter(([name]) => needed.has(name)).map(([name, info]) => makeInput(name, info.type, info.shape)),
      output: [...outputs].map(([output, tensor]) => makeInput(output, graph.info(tensor).type, graph.shape(tensor))),
    }),
  });
}

const identity = (output: string, tensor: string): NodeProto => makeNode("Identity", [tensor], [output]);
