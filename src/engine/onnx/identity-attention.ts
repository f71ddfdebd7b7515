/**
 * @file Decoupled cross-attention as more inputs of a graph (Ye et al. 2023, IP-Adapter): beside its words, each cross-attention also
 * looks at keys and values of its own that are given, and what it finds there is added, scaled, before the output projection.
 *
 * The way from a projection to the product is copied from the words' own, whatever the exporter wrote for heads and scaling, so that
 * queries are shared. With `identity.scale` 0 the graph computes what it did before.
 */
import { create } from "@bufbuild/protobuf";
import { type Attention, describe } from "./describe.ts";
import { DataType, makeInput, makeNode, type ModelProto, type NodeProto, rewired, withOutputs } from "./proto.ts";
import { wiringOf } from "./projections.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./schema/onnx_pb.ts";
import { refuse } from "./shapes.ts";

export const IDENTITY_SCALE = "identity.scale";

const FIRST = "identity.k.0";

/** Nodes that lead from any of `from` to `to`, in order. */
function between(nodes: readonly NodeProto[], from: readonly string[], to: string): NodeProto[] {
  const reached = new Set(from);
  const after = nodes.filter((node) => {
    const reaches = node.input.some((name) => reached.has(name)) && !node.output.some((name) => from.includes(name));
    if (reaches) for (const name of node.output) reached.add(name);
    return reaches;
  });
  const needed = new Set([to]);
  const path = after.toReversed().filter((node) => {
    const leads = node.output.some((name) => needed.has(name));
    if (leads) for (const name of node.input) needed.add(name);
    return leads;
  });
  return path.toReversed();
}

/** The attention's nodes under the name of what it mixes, and behind them those that mix in what is given. */
function beside(nodes: readonly NodeProto[], { key, value, mixed }: Attention, index: number): NodeProto[] {
  const [k = "", v = ""] = [key?.node.output[0], value?.node.output[0]];
  const renames = new Map([
    [k, `identity.k.${index}`],
    [v, `identity.v.${index}`],
  ]);
  const copies = between(nodes, [k, v], mixed).map((node) => {
    const outputs = node.output.map((name) => `${name}.identity`);
    const copy = rewired(
      node,
      // Not every exporter names its nodes.
      `${node.output[0] ?? ""}.identity`,
      node.input.map((name) => renames.get(name) ?? name),
      outputs,
    );
    for (const [i, name] of node.output.entries()) renames.set(name, outputs[i] ?? "");
    return copy;
  });
  const found = renames.get(mixed) ?? refuse(`attention ${index} does not mix its own values`);
  return [
    ...copies,
    makeNode("Mul", [found, IDENTITY_SCALE], [`${mixed}.identity.scaled`]),
    makeNode("Add", [`${mixed}.words`, `${mixed}.identity.scaled`], [mixed]),
  ];
}

/** Whether a graph is told who somebody is, and could only be by this. */
export const lacksIdentity = ({ graph }: ModelProto): boolean => graph?.input.every(({ name }) => name !== FIRST) === true;

/** @returns the model with `identity.k.i` and `identity.v.i`, [batch, tokens, width], for every cross-attention i, and `identity.scale` */
export function addIdentityAttention(model: ModelProto): ModelProto {
  const { graph } = model;
  if (graph === undefined) return refuse("a model without a graph");
  const crossed = describe(model).filter(({ kind }) => kind === "cross");
  if (crossed.length === 0) return refuse("no cross-attention to tell anybody's identity to");
  const { maker } = wiringOf(model);
  const more = new Map<NodeProto, NodeProto[]>();
  const inputs = crossed.flatMap((attention, i) => {
    const { key, value, mixed } = attention;
    const product = maker.get(mixed);
    if (key === undefined || value === undefined || product === undefined)
      return refuse(`cross-attention ${i} has no projections`);
    more.set(product, [withOutputs(product, [`${mixed}.words`]), ...beside(graph.node, attention, i)]);
    const given = (kind: string, width: number) => makeInput(`identity.${kind}.${i}`, DataType.FLOAT, ["batch", "tokens", width]);
    return [given("k", key.to), given("v", value.to)];
  });
  const node = graph.node.flatMap((each) => more.get(each) ?? [each]);
  const input = [...graph.input, ...inputs, makeInput(IDENTITY_SCALE, DataType.FLOAT, [1])];
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  return create(ModelProtoSchema, { ...rest, graph: create(GraphProtoSchema, { ...parts, node, input }) });
}
