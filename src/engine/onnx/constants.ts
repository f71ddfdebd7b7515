/**
 * @file Small constants as numbers: what shapes, axes and scale factors are made of. Weights are never read.
 */
import { DataType, type Shape, type TensorProto } from "./proto.ts";

export interface Known {
  readonly type: DataType;
  readonly shape: Shape;
  readonly data: readonly number[];
}

/** More elements than this are weights or pictures. */
export const SMALL = 2048;

const READ: Partial<Record<number, readonly [bytes: number, read: (view: DataView, at: number) => number]>> = {
  [DataType.FLOAT]: [4, (view, at) => view.getFloat32(at, true)],
  [DataType.DOUBLE]: [8, (view, at) => view.getFloat64(at, true)],
  [DataType.INT64]: [8, (view, at) => Number(view.getBigInt64(at, true))],
  [DataType.INT32]: [4, (view, at) => view.getInt32(at, true)],
  [DataType.INT8]: [1, (view, at) => view.getInt8(at)],
  [DataType.UINT8]: [1, (view, at) => view.getUint8(at)],
  [DataType.BOOL]: [1, (view, at) => view.getUint8(at)],
};

/** The numbers of a tensor, or undefined where it is large, elsewhere, or of a kind that shapes never are. */
export function knownFrom(tensor: TensorProto): Known | undefined {
  const shape = tensor.dims.map(Number);
  const size = shape.reduce((product, length) => product * length, 1);
  const typed = [tensor.floatData, tensor.int64Data, tensor.int32Data, tensor.doubleData].find((data) => data.length > 0);
  if (size > SMALL) return undefined;
  if (typed !== undefined && tensor.dataType !== DataType.FLOAT16)
    return { type: tensor.dataType, shape, data: Array.from<number | bigint, number>(typed, Number) };
  const kind = READ[tensor.dataType];
  const { rawData } = tensor;
  if (kind === undefined || rawData.length !== size * kind[0]) return undefined;
  const view = new DataView(rawData.buffer, rawData.byteOffset, rawData.byteLength);
  return { type: tensor.dataType, shape, data: Array.from({ length: size }, (_, i) => kind[1](view, i * kind[0])) };
}
