/**
 * @file The value of a node whose inputs are small constants: the arithmetic that exported graphs do on their own shapes.
 */
import { type Known, knownFrom, SMALL } from "./constants.ts";
import { infer } from "./infer/infer.ts";
import { cutsOf } from "./infer/movement.ts";
import { inputsOf } from "./infer/rule.ts";
import { DataType, integer, type NodeProto, tensorAttribute } from "./proto.ts";
import { at, axisOf, count, offsets, strides } from "./shapes.ts";
import type { Info } from "./static-graph.ts";

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Min: Math.min,
  Max: Math.max,
  Mod: (a, b) => a - b * Math.floor(a / b),
  Equal: (a, b) => Number(a === b),
  Less: (a, b) => Number(a < b),
  Greater: (a, b) => Number(a > b),
  And: (a, b) => Number(a !== 0 && b !== 0),
};

const UNARY: Readonly<Record<string, (a: number) => number>> = {
  Neg: (a) => -a,
  Sqrt: Math.sqrt,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Abs: Math.abs,
  Not: (a) => Number(a === 0),
};

const SAME = new Set(["Identity", "Cast", "Reshape", "Flatten", "Unsqueeze", "Squeeze"]);

const rounded = (type: DataType, value: number): number =>
  type === DataType.FLOAT ? Math.fround(value) : type === DataType.INT64 || type === DataType.INT32 ? Math.trunc(value) : value;

/** The elements of a constant, repeated to fill `shape`. */
function spread(known: Known, shape: readonly number[]): number[] {
  const own = strides(known.shape);
  const steps = shape.map((_, i) => {
    const axis = i - shape.length + known.shape.length;
    return axis < 0 || known.shape[axis] === 1 ? 0 : (own[axis] ?? 0);
  });
  return offsets(shape, steps).map((offset) => known.data[offset] ?? 0);
}

function concat(known: readonly Known[], axis: number): number[] {
  const inner = known.map(({ shape }) => count(shape.slice(axis)));
  const outer = count(known[0]?.shape.slice(0, axis) ?? []);
  return Array.from({ length: outer }, (_, i) =>
    known.flatMap(({ data }, j) => data.slice(i * (inner[j] ?? 0), (i + 1) * (inner[j] ?? 0))),
  ).flat();
}

function gather(known: readonly Known[], axis: number): number[] {
  const [from, indices] = known as [Known, Known];
  const inner = count(from.shape.slice(axis + 1));
  const length = at(from.shape, axis);
  return Array.from({ length: count(from.shape.slice(0, axis)) }, (_, i) =>
    indices.data.flatMap((index) => {
      const start = (i * length + axisOf(index, length)) * inner;
      return from.data.slice(start, start + inner);
    }),
  ).flat();
}

function valuesOf(node: NodeProto, known: readonly Known[], out: Info): readonly number[] | undefined {
  const [first, second, third] = known;
  const binary = BINARY[node.opType];
  if (node.opType === "ConstantOfShape") {
    const tensor = tensorAttribute(node, "value");
    const value = tensor === undefined ? 0 : (knownFrom(tensor)?.data[0] ?? 0);
    return Array.from({ length: count(out.shape) }, () => value);
  }
  if (first === undefined) return undefined;
  if (SAME.has(node.opType)) return first.data;
  if (binary !== undefined && second !== undefined) {
    const b = spread(second, out.shape);
    return spread(first, out.shape).map((a, i) => binary(a, b[i] ?? 0));
  }
  const unary = UNARY[node.opType];
  if (unary !== undefined) return first.data.map(unary);
  const axis = axisOf(integer(node, "axis", 0), first.shape.length);
  switch (node.opType) {
    case "Where": {
      if (second === undefined || third === undefined) return undefined;
      const [yes, no] = [spread(second, out.shape), spread(third, out.shape)];
      return spread(first, out.shape).map((condition, i) => (condition === 0 ? no[i] : yes[i]) ?? 0);
    }
    case "Expand":
      return spread(first, out.shape);
    case "Concat":
      return concat(known, axis);
    case "Gather":
      return gather(known, axis);
    case "Range":
      return Array.from({ length: count(out.shape) }, (_, i) => (first.data[0] ?? 0) + i * (third?.data[0] ?? 1));
    case "Slice": {
      const cuts = cutsOf(inputsOf(node, known, 0));
      const own = strides(first.shape);
      const start = cuts.reduce((sum, cut, i) => sum + cut.start * (own[i] ?? 0), 0);
      const steps = cuts.map((cut, i) => cut.step * (own[i] ?? 0));
      return offsets(out.shape, steps, start).map((offset) => first.data[offset] ?? 0);
    }
    default:
      return undefined;
  }
}

export function fold(node: NodeProto, inputs: readonly (Info | undefined)[]): Known | undefined {
  if (node.opType === "Constant") {
    const tensor = tensorAttribute(node, "value");
    return tensor === undefined ? undefined : knownFrom(tensor);
  }
  const first = inputs[0];
  if (node.opType === "Shape" && first !== undefined) {
    const { length } = first.shape;
    const data = first.shape.slice(integer(node, "start", 0), axisOf(integer(node, "end", length), length));
    return { type: DataType.INT64, shape: [data.length], data };
  }
  const known: Known[] = [];
  for (const info of inputs) {
    if (info?.data === undefined) return undefined;
    known.push({ type: info.type, shape: info.shape, data: info.data });
  }
  if (known.length === 0) return undefined;
  // Opsets differ only in attributes that no folded operator has.
  const [out] = infer(node, inputs, 17);
  if (out === undefined || count(out.shape) > SMALL) return undefined;
  const data = valuesOf(node, known, out);
  return data === undefined
    ? undefined
    : { type: out.type, shape: out.shape, data: data.map((value) => rounded(out.type, value)) };
}
