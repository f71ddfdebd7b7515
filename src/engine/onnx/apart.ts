/**
 * @file A graph whose weights stay in the file that they came in: it refers to their places there.
 *
 * A runtime that is given a file in one piece copies it, reads messages out of the copy and makes tensors of the messages. What it is
 * referred to it reads once, where it lies.
 */
import { create } from "@bufbuild/protobuf";
import { readModel, writeModel } from "./proto.ts";
import { StringStringEntryProtoSchema, TensorProto_DataLocation as DataLocation } from "./schema/onnx_pb.ts";

/** Smaller constants are read by whoever looks at shapes, and cost nothing. */
const LEAST = 1024;

/** @param name what the graph is to call its own file */
export function weightsApart(file: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  const model = readModel(file);
  for (const tensor of model.graph?.initializer ?? []) {
    const { rawData } = tensor;
    if (rawData.length < LEAST) continue;
    const place = { location: name, offset: rawData.byteOffset - file.byteOffset, length: rawData.length };
    tensor.externalData = Object.entries(place).map(([key, value]) =>
      create(StringStringEntryProtoSchema, { key, value: String(value) }),
    );
    tensor.dataLocation = DataLocation.EXTERNAL;
    tensor.rawData = new Uint8Array(0);
  }
  return writeModel(model);
}
