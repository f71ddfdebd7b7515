/**
 * @file Shapes of what moves elements and computes nothing.
 */
import { DataType, integer, integers, tensorAttribute } from "../proto.ts";
import { at, axisOf, broadcast, count, refuse } from "../shapes.ts";
import type { Inputs, InferTable } from "./rule.ts";

/** Axes given as an attribute before opset 13 or 18, as an input since. */
export function axesOf({ node, optionalNumbers }: Pick<Inputs, "node" | "optionalNumbers">, rank: number): number[] | undefined {
  const axes = integers(node, "axes") ?? optionalNumbers(1);
  return axes?.map((axis) => axisOf(axis, rank));
}

export interface Cut {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/** What a Slice takes of every axis. */
export function cutsOf({ info, numbers, optionalNumbers }: Inputs): Cut[] {
  const { shape } = info(0);
  const cuts: Cut[] = shape.map((length) => ({ start: 0, step: 1, length }));
  const [starts, ends] = [numbers(1), numbers(2)];
  const axes = optionalNumbers(3) ?? starts.map((_, i) => i);
  const steps = optionalNumbers(4) ?? starts.map(() => 1);
  for (const [i, each] of axes.entries()) {
    const axis = axisOf(each, shape.length);
    const [length, step] = [at(shape, axis), at(steps, i)];
    const place = (index: number, low: number, high: number) => Math.min(Math.max(index < 0 ? index + length : index, low), high);
    const start = step > 0 ? place(at(starts, i), 0, length) : place(at(starts, i), 0, length - 1);
    const end = step > 0 ? place(at(ends, i), 0, length) : place(at(ends, i), -1, length - 1);
    cuts[axis] = { start, step, length: Math.max(0, Math.ceil((end - start) / step)) };
  }
  return cuts;
}

/** Lengths of the parts of a Split. */
export function partsOf({ node, info, optionalNumbers }: Inputs): readonly number[] {
  const length = at(info(0).shape, integer(node, "axis", 0));
  const part = Math.ceil(length / node.output.length);
  const even = node.output.map((_, i) => Math.min(part, length - i * part));
  return integers(node, "split") ?? optionalNumbers(1) ?? even;
}

const reduce = (inputs: Inputs) => {
  const { type, shape } = inputs.info(0);
  const axes = axesOf(inputs, shape.length);
  if ((axes?.length ?? 0) === 0 && integer(inputs.node, "noop_with_empty_axes", 0) === 1) return [{ type, shape }];
  const gone = (i: number) => axes === undefined || axes.length === 0 || axes.includes(i);
  const kept = shape.map((length, i) => (gone(i) ? 1 : length));
  return [{ type, shape: integer(inputs.node, "keepdims", 1) === 1 ? kept : kept.filter((_, i) => !gone(i)) }];
};

export const movement: InferTable = {
  Constant: ({ node }) => {
    const value = tensorAttribute(node, "value") ?? refuse(`${node.name}: a constant without a tensor`);
    return [{ type: value.dataType, shape: value.dims.map(Number) }];
  },
  Shape: ({ info }) => [{ type: DataType.INT64, shape: [info(0).shape.length] }],
  ConstantOfShape({ node, numbers }) {
    return [{ type: tensorAttribute(node, "value")?.dataType ?? DataType.FLOAT, shape: numbers(0) }];
  },
  Range({ info, numbers }) {
    const [from, to, step] = [numbers(0), numbers(1), numbers(2)].map((each) => each[0] ?? 0) as [number, number, number];
    return [{ type: info(0).type, shape: [Math.max(0, Math.ceil((to - from) / step))] }];
  },
  Reshape({ node, info, numbers }) {
    const { type, shape } = info(0);
    const asked = numbers(1).map((length, i) => (length === 0 && integer(node, "allowzero", 0) === 0 ? at(shape, i) : length));
    const known = count(asked.filter((length) => length !== -1));
    return [{ type, shape: asked.map((length) => (length === -1 ? count(shape) / known : length)) }];
  },
  Flatten({ node, info }) {
    const { type, shape } = info(0);
    const axis = axisOf(integer(node, "axis", 1), shape.length);
    return [{ type, shape: [count(shape.slice(0, axis)), count(shape.slice(axis))] }];
  },
  Transpose({ node, info }) {
    const { type, shape } = info(0);
    const perm = integers(node, "perm") ?? shape.map((_, i) => shape.length - 1 - i);
    return [{ type, shape: perm.map((axis) => at(shape, axis)) }];
  },
  Unsqueeze(inputs) {
    const { type, shape } = inputs.info(0);
    const given = integers(inputs.node, "axes") ?? inputs.numbers(1);
    const axes = given.map((axis) => axisOf(axis, shape.length + given.length));
    const rest = [...shape];
    return [
      { type, shape: Array.from({ length: shape.length + axes.length }, (_, i) => (axes.includes(i) ? 1 : (rest.shift() ?? 1))) },
    ];
  },
  Squeeze(inputs) {
    const { type, shape } = inputs.info(0);
    const axes = axesOf(inputs, shape.length);
    return [{ type, shape: shape.filter((length, i) => (axes === undefined ? length !== 1 : !axes.includes(i))) }];
  },
  Concat({ node, info }) {
    const shapes = node.input.map((_, i) => info(i).shape);
    const first = info(0).shape;
    const axis = axisOf(integer(node, "axis", 0), first.length);
    return [
      {
        type: info(0).type,
        shape: first.map((length, i) => (i === axis ? shapes.reduce((sum, shape) => sum + at(shape, axis), 0) : length)),
      },
    ];
  },
  Split(inputs) {
    const { type, shape } = inputs.info(0);
    const axis = axisOf(integer(inputs.node, "axis", 0), shape.length);
    return partsOf(inputs).map((part) => ({ type, shape: shape.map((length, i) => (i === axis ? part : length)) }));
  },
  Slice: (inputs) => [{ type: inputs.info(0).type, shape: cutsOf(inputs).map(({ length }) => length) }],
  Pad({ info, numbers, optionalNumbers }) {
    const { type, shape } = info(0);
    const axes = optionalNumbers(3) ?? shape.map((_, i) => i);
    const pads = numbers(1);
    const grown = [...shape];
    for (const [i, axis] of axes.entries())
      grown[axisOf(axis, shape.length)] = at(shape, axis) + at(pads, i) + at(pads, i + axes.length);
    return [{ type, shape: grown }];
  },
  Expand: ({ info, numbers }) => [{ type: info(0).type, shape: broadcast([info(0).shape, numbers(1)]) }],
  Tile: ({ info, numbers }) => [{ type: info(0).type, shape: info(0).shape.map((length, i) => length * at(numbers(1), i)) }],
  Gather({ node, info }) {
    const { type, shape } = info(0);
    const axis = axisOf(integer(node, "axis", 0), shape.length);
    return [{ type, shape: [...shape.slice(0, axis), ...info(1).shape, ...shape.slice(axis + 1)] }];
  },
  GatherElements: ({ info }) => [{ type: info(0).type, shape: info(1).shape }],
  ScatterND: ({ info }) => [{ type: info(0).type, shape: info(0).shape }],
  ScatterElements: ({ info }) => [{ type: info(0).type, shape: info(0).shape }],
  DepthToSpace({ node, info }) {
    const [n, c, h, w] = info(0).shape as [number, number, number, number];
    const b = integer(node, "blocksize", 1);
    return [{ type: info(0).type, shape: [n, c / (b * b), h * b, w * b] }];
  },
  SpaceToDepth({ node, info }) {
    const [n, c, h, w] = info(0).shape as [number, number, number, number];
    const b = integer(node, "blocksize", 1);
    return [{ type: info(0).type, shape: [n, c * b * b, h / b, w / b] }];
  },
  ReduceSum: reduce,
  ReduceMean: reduce,
  ReduceMax: reduce,
  ReduceMin: reduce,
};
