/**
 * @file ONNX files as messages of the published schema, and the few words that make nodes and read their attributes.
 *
 * Weights stay views of the file they came from, and tensors kept in another file stay references to it: editing a model
 * copies none of them. It knows no operator.
 */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  AttributeProto_AttributeType as AttributeType,
  AttributeProtoSchema,
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProto_DataType,
  type TensorProto,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./schema/onnx_pb.ts";

export const DataType = TensorProto_DataType;

/** The schema keeps element types as plain numbers. */
export type DataType = number;

export type { GraphProto, ModelProto, NodeProto, TensorProto };

export type Shape = readonly number[];

export const readModel = (file: Uint8Array): ModelProto => fromBinary(ModelProtoSchema, file);

export const writeModel = (model: ModelProto): Uint8Array<ArrayBuffer> => toBinary(ModelProtoSchema, model);

/** A number in an attribute is an integer unless it says otherwise. */
export const real = (f: number): { readonly f: number } => ({ f });

export type Attributes = Readonly<Record<string, number | string | readonly number[] | { readonly f: number }>>;

const utf8 = new TextEncoder();
const text = new TextDecoder();

function attributeOf(name: string, value: Attributes[string]) {
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: BigInt(value) });
  if (typeof value === "string") return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: utf8.encode(value) });
  if ("f" in value) return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value.f });
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: value.map(BigInt) });
}

export function makeNode(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Attributes = {},
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) => attributeOf(name, value));
  return create(NodeProtoSchema, { opType, name: output[0] ?? "", input: [...input], output: [...output], attribute });
}

const find = (node: NodeProto, name: string) => node.attribute.find((attribute) => attribute.name === name);

export const integer = (node: NodeProto, name: string, otherwise: number): number => {
  const found = find(node, name);
  return found === undefined ? otherwise : Number(found.i);
};

export const float = (node: NodeProto, name: string, otherwise: number): number => find(node, name)?.f ?? otherwise;

export const integers = (node: NodeProto, name: string): readonly number[] | undefined => find(node, name)?.ints.map(Number);

export const string = (node: NodeProto, name: string, otherwise: string): string => {
  const found = find(node, name);
  return found === undefined ? otherwise : text.decode(found.s);
};

export const tensorAttribute = (node: NodeProto, name: string): TensorProto | undefined => find(node, name)?.t;

export function makeInput(name: string, elemType: DataType, shape: readonly (number | string)[]): ValueInfoProto {
  const dim = shape.map((length) => ({
    value:
      typeof length === "string"
        ? { case: "dimParam" as const, value: length }
        : { case: "dimValue" as const, value: BigInt(length) },
  }));
  return create(ValueInfoProtoSchema, { name, type: { value: { case: "tensorType", value: { elemType, shape: { dim } } } } });
}

export function elementType(info: ValueInfoProto): DataType {
  return info.type?.value.case === "tensorType" ? info.type.value.value.elemType : DataType.UNDEFINED;
}

/** "To the end" is written as the largest integer, which a double rounds up by one. */
const int64 = (value: number): bigint => (value >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(value));

function packed(type: DataType, values: readonly number[]): Uint8Array<ArrayBuffer> {
  if (type === DataType.INT64) return new Uint8Array(BigInt64Array.from(values, int64).buffer);
  if (type === DataType.INT32) return new Uint8Array(Int32Array.from(values).buffer);
  if (type === DataType.DOUBLE) return new Uint8Array(Float64Array.from(values).buffer);
  return type === DataType.FLOAT ? new Uint8Array(Float32Array.from(values).buffer) : Uint8Array.from(values);
}

/** A constant of floats, doubles, integers, bytes or booleans. */
export function makeTensor(name: string, dataType: DataType, shape: Shape, values: readonly number[]): TensorProto {
  return create(TensorProtoSchema, { name, dataType, dims: shape.map(BigInt), rawData: packed(dataType, values) });
}

/** A message's prototype holds its defaults, so that a copy has to be made by the schema. */
export function renamed(tensor: TensorProto, name: string): TensorProto {
  const { $typeName: _type, $unknown: _unknown, ...fields } = tensor;
  return create(TensorProtoSchema, { ...fields, name });
}

export function rewired(node: NodeProto, name: string, input: string[], output: string[]): NodeProto {
  const { $typeName: _type, $unknown: _unknown, ...fields } = node;
  return create(NodeProtoSchema, { ...fields, name, input, output });
}

export const withOutputs = (node: NodeProto, output: string[]): NodeProto => rewired(node, node.name, node.input, output);
