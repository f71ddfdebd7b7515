/**
 * @file A model of an older operator set in the words of a newer one, as far as networks of faces need it.
 */
import { create } from "@bufbuild/protobuf";
import { DataType, integers, makeTensor, type ModelProto, type NodeProto } from "./proto.ts";
import { GraphProtoSchema, ModelProtoSchema, NodeProtoSchema } from "./schema/onnx_pb.ts";
import { refuse } from "./shapes.ts";

/** Since set 11, as networks in use have them, they mean what they meant. */
const UNCHANGED = new Set(
  (
    "Abs Add AveragePool BatchNormalization Cast Clip Concat Constant Conv Div Exp Flatten Gather Gemm GlobalAveragePool Identity " +
    "LeakyRelu MatMul Max MaxPool Min Mul Neg PRelu Pow Reciprocal Relu Reshape Shape Sigmoid Slice Sqrt Sub Tanh Transpose"
  ).split(" "),
);
/** Their axes became an input with set 13. */
const WITH_AXES = new Set(["ReduceSum", "Squeeze", "Unsqueeze"]);
const OLDEST = 11;
const AXES_MOVED = 13;

export const opsetOf = ({ opsetImport }: ModelProto): number =>
  Number(opsetImport.find(({ domain }) => domain === "" || domain === "ai.onnx")?.version ?? 0n);

/** @returns the model itself where it is of this set already */
export function raised(model: ModelProto, opset: number): ModelProto {
  const from = opsetOf(model);
  const { graph } = model;
  if (graph === undefined || from === opset) return model;
  if (from < OLDEST || from > opset) return refuse(`opset ${from} after ${opset}`);
  const axes: ReturnType<typeof makeTensor>[] = [];
  const raise = (node: NodeProto): NodeProto => {
    if (UNCHANGED.has(node.opType)) return node;
    const { $typeName: _type, $unknown: _unknown, ...fields } = node;
    // Nothing is left out where a network is in use.
    if (node.opType === "Dropout")
      return create(NodeProtoSchema, {
        ...fields,
        opType: "Identity",
        attribute: [],
        input: node.input.slice(0, 1),
        output: node.output.slice(0, 1),
      });
    if (!WITH_AXES.has(node.opType)) return refuse(`${node.opType} of opset ${from} after ${opset}`);
    const given = integers(node, "axes");
    if (from >= AXES_MOVED || given === undefined) return node;
    const name = `${node.output[0] ?? ""}.axes`;
    axes.push(makeTensor(name, DataType.INT64, [given.length], given));
    const attribute = node.attribute.filter((each) => each.name !== "axes");
    return create(NodeProtoSchema, { ...fields, attribute, input: [...node.input, name] });
  };
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  const node = graph.node.map(raise);
  const opsetImport = model.opsetImport.map((each) => ({ ...each, version: BigInt(opset) }));
  return create(ModelProtoSchema, {
    ...rest,
    opsetImport,
    graph: create(GraphProtoSchema, { ...parts, node, initializer: [...graph.initializer, ...axes] }),
  });
}
