/**
 * @file The precision that a graph calculates in: half, where its exporter narrowed it, or single. Gradients are taken in single precision, and
 * what a graph is given besides comes in single precision too.
 */
import { create } from "@bufbuild/protobuf";
import { fromHalf } from "../tensor/half.ts";
import { SMALL } from "./constants.ts";
import { describe } from "./describe.ts";
import { DataType, elementType, integer, makeNode, type ModelProto, type NodeProto, rewired, type TensorProto } from "./proto.ts";
import { type Wiring, wiringOf } from "./projections.ts";
import {
  type AttributeProto,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProtoSchema,
} from "./schema/onnx_pb.ts";

/** Whether anything is calculated in half precision; weights that are only stored in it are widened where they are used. */
export function narrows({ graph }: ModelProto): boolean {
  const { FLOAT16 } = DataType;
  return (
    graph?.input.some((input) => elementType(input) === FLOAT16) === true ||
    graph?.node.some((node) => node.opType === "Cast" && integer(node, "to", 0) === FLOAT16) === true
  );
}

/** Weights, which stay what and where they are: the runtime widens them, once. */
const isLarge = ({ dataLocation, dims }: TensorProto): boolean =>
  dataLocation === DataLocation.EXTERNAL || dims.reduce((product, length) => product * Number(length), 1) > SMALL;

function wideTensor(tensor: TensorProto): TensorProto {
  if (tensor.dataType !== DataType.FLOAT16 || isLarge(tensor)) return tensor;
  const { $typeName: _type, $unknown: _unknown, ...fields } = tensor;
  // A view of a file begins anywhere; halves have to begin at an even byte.
  const halves =
    tensor.int32Data.length > 0 ? Uint16Array.from(tensor.int32Data) : new Uint16Array(tensor.rawData.slice().buffer);
  const rawData = new Uint8Array(fromHalf(halves).buffer);
  return create(TensorProtoSchema, { ...fields, dataType: DataType.FLOAT, int32Data: [], rawData });
}

function wideNode(node: NodeProto): NodeProto {
  const wide = (attribute: AttributeProto): AttributeProto => {
    const { $typeName: _type, $unknown: _unknown, ...fields } = attribute;
    if (node.opType === "Cast" && attribute.name === "to" && Number(attribute.i) === DataType.FLOAT16)
      return create(AttributeProtoSchema, { ...fields, i: BigInt(DataType.FLOAT) });
    return attribute.t?.dataType === DataType.FLOAT16
      ? create(AttributeProtoSchema, { ...fields, t: wideTensor(attribute.t) })
      : attribute;
  };
  const attribute = node.attribute.map(wide);
  if (attribute.every((each, i) => each === node.attribute[i])) return node;
  const { $typeName: _type, $unknown: _unknown, ...fields } = node;
  return create(NodeProtoSchema, { ...fields, attribute });
}

/** The same model in single precision throughout; itself where it is. */
export function widened(model: ModelProto): ModelProto {
  const { graph } = model;
  if (graph === undefined || !narrows(model)) return model;
  const border = <Info extends (typeof graph.input)[number]>(info: Info): Info => {
    const type = info.type?.value;
    if (type?.case === "tensorType" && type.value.elemType === DataType.FLOAT16) type.value.elemType = DataType.FLOAT;
    return info;
  };
  const kept = new Set(
    graph.initializer.filter((each) => each.dataType === DataType.FLOAT16 && isLarge(each)).map(({ name }) => name),
  );
  const wide = (name: string): string => (kept.has(name) ? `${name}.wide` : name);
  const casts = [...kept].map((name) => makeNode("Cast", [name], [wide(name)], { to: DataType.FLOAT }));
  const rewire = (node: NodeProto): NodeProto =>
    node.input.some((name) => kept.has(name)) ? rewired(node, node.name, node.input.map(wide), node.output) : node;
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  return create(ModelProtoSchema, {
    ...rest,
    graph: create(GraphProtoSchema, {
      ...parts,
      node: [...casts, ...graph.node.map(wideNode).map(rewire)],
      initializer: graph.initializer.map(wideTensor),
      input: graph.input.map(border),
      output: graph.output.map(border),
      valueInfo: [],
    }),
  });
}

/** What a constant is as it is used; undefined for what is calculated. */
function typeOf({ weights, maker }: Wiring, name: string): DataType | undefined {
  for (let at = name; ;) {
    const weight = weights.get(at);
    if (weight !== undefined) return weight.dataType;
    const node = maker.get(at);
    if (node === undefined) return undefined;
    if (node.opType === "Cast") return integer(node, "to", DataType.FLOAT);
    at = node.input[0] ?? "";
  }
}

/** What its attention is calculated in. */
export function attentionType(model: ModelProto): DataType {
  const wiring = wiringOf(model);
  const [first] = describe(model).flatMap(({ key, query }) => key ?? query ?? []);
  return (first && typeOf(wiring, first.node.input[1] ?? "")) ?? DataType.FLOAT;
}

/** The model with these inputs in single precision, whatever it calculates in. */
export function withWideInputs(model: ModelProto, names: ReadonlySet<string>, type: DataType): ModelProto {
  const { graph } = model;
  if (graph === undefined || type === DataType.FLOAT || names.size === 0) return model;
  const narrow = (name: string): string => (names.has(name) ? `${name}.narrow` : name);
  const casts = [...names].map((name) => makeNode("Cast", [name], [narrow(name)], { to: type }));
  const nodes = graph.node.map((node) =>
    node.input.some((name) => names.has(name)) ? rewired(node, node.name, node.input.map(narrow), node.output) : node,
  );
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  return create(ModelProtoSchema, { ...rest, graph: create(GraphProtoSchema, { ...parts, node: [...casts, ...nodes] }) });
}
