/**
 * @file A graph under construction in which every tensor's type and shape are known, and the value of every small constant.
 *
 * Nodes are added in order of evaluation; what can be computed at once is, and becomes no node. Training runs at one size, and
 * with shapes known no gradient needs to ask at run time along which axes a tensor was broadcast.
 */
import { type Known, knownFrom } from "./constants.ts";
import { fold } from "./fold.ts";
import { infer } from "./infer/infer.ts";
import { type Attributes, DataType, makeNode, makeTensor, type NodeProto, type Shape, type TensorProto } from "./proto.ts";
import { count, refuse } from "./shapes.ts";

export interface Info {
  readonly type: DataType;
  readonly shape: Shape;
  readonly data?: readonly number[];
}

export class StaticGraph {
  readonly opset: number;
  readonly nodes: NodeProto[] = [];
  readonly inputs = new Map<string, Info>();
  /** Weights, and constants too large to compute with. */
  readonly weights = new Map<string, TensorProto>();
  private readonly tensors = new Map<string, Info>();
  private readonly producers = new Map<string, NodeProto>();
  private readonly literals = new Map<string, string>();
  private fresh = 0;

  constructor(opset: number) {
    this.opset = opset;
  }

  input(name: string, type: DataType, shape: Shape): string {
    this.inputs.set(name, { type, shape });
    this.tensors.set(name, { type, shape });
    return name;
  }

  weight(name: string, tensor: TensorProto): void {
    const known = knownFrom(tensor);
    if (known === undefined) this.weights.set(name, tensor);
    this.tensors.set(name, known ?? { type: tensor.dataType, shape: tensor.dims.map(Number) });
  }

  /** Appends a node as it is; its inputs must be there. */
  add(node: NodeProto): void {
    const inputs = node.input.map((name) => (name === "" ? undefined : this.info(name)));
    const folded = fold(node, inputs);
    if (folded !== undefined) {
      this.tensors.set(node.output[0] ?? "", folded);
      return;
    }
    for (const [i, info] of infer(node, inputs, this.opset).entries()) {
      const name = node.output[i];
      if (name === undefined || name === "") continue;
      this.tensors.set(name, info);
      this.producers.set(name, node);
    }
    this.nodes.push(node);
  }

  /** Appends a node and names its outputs. */
  ops(op: string, inputs: readonly string[], attributes: Attributes, outputs: number): string[] {
    const names = Array.from({ length: outputs }, () => this.name(op));
    this.add(makeNode(op, inputs, names, attributes));
    return names;
  }

  op(op: string, inputs: readonly string[], attributes: Attributes = {}): string {
    return this.ops(op, inputs, attributes, 1)[0] ?? "";
  }

  info(name: string): Info {
    return this.tensors.get(name) ?? refuse(`no tensor ${name}`);
  }

  /** The numbers of a small constant. */
  known(name: string): Known | undefined {
    const { type, shape, data } = this.info(name);
    return data && { type, shape, data };
  }

  shape(name: string): Shape {
    return this.info(name).shape;
  }

  producer(name: string): NodeProto | undefined {
    return this.producers.get(name);
  }

  constant({ type, shape, data }: Known): string {
    const key = data.length > 64 ? "" : `${type} ${shape.join(",")} ${data.join(",")}`;
    const found = this.literals.get(key);
    if (found !== undefined) return found;
    const name = this.name("constant");
    this.tensors.set(name, { type, shape, data });
    if (key !== "") this.literals.set(key, name);
    return name;
  }

  /** A vector of 64-bit integers, as shapes and axes are given. */
  ints(data: readonly number[]): string {
    return this.constant({ type: DataType.INT64, shape: [data.length], data });
  }

  scalar(value: number): string {
    return this.constant({ type: DataType.FLOAT, shape: [], data: [value] });
  }

  /** Many floats, kept as a weight. */
  matrix(shape: Shape, data: readonly number[]): string {
    const name = this.name("matrix");
    this.weights.set(name, makeTensor(name, DataType.FLOAT, shape, data));
    this.tensors.set(name, { type: DataType.FLOAT, shape });
    return name;
  }

  reshape(x: string, shape: Shape): string {
    if (count(shape) !== count(this.shape(x))) refuse(`[${this.shape(x).join(", ")}] is no [${shape.join(", ")}]`);
    return this.op("Reshape", [x, this.ints(shape)]);
  }

  /** A transpose; of a transpose that it undoes, the original. */
  transpose(x: string, perm: readonly number[]): string {
    const before = this.producer(x);
    if (before?.opType === "Transpose" && before.attribute[0] !== undefined) {
      const first = before.attribute[0].ints.map(Number);
      if (perm.every((axis, i) => first[axis] === i)) return before.input[0] ?? "";
    }
    return this.op("Transpose", [x], { perm });
  }

  /** The last two axes exchanged. */
  transposeMatrix(x: string): string {
    const rank = this.shape(x).length;
    return this.transpose(x, [...Array(rank - 2).keys(), rank - 1, rank - 2]);
  }

  sum(x: string, axes: readonly number[], keepdims: boolean): string {
    return this.op("ReduceSum", [x, this.ints(axes)], { keepdims: Number(keepdims) });
  }

  name(hint: string): string {
    return `~${hint}.${this.fresh++}`;
  }
}
