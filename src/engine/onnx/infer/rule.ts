/**
 * @file What a rule of shape inference is.
 */
import type { NodeProto } from "../proto.ts";
import { refuse } from "../shapes.ts";
import type { Info } from "../static-graph.ts";

export interface Inputs {
  readonly node: NodeProto;
  readonly opset: number;
  /** An input that must be there. */
  info(i: number): Info;
  optional(i: number): Info | undefined;
  /** The numbers of an input that decides a shape. */
  numbers(i: number): readonly number[];
  optionalNumbers(i: number): readonly number[] | undefined;
}

export type Infer = (inputs: Inputs) => Info[];

export type InferTable = Readonly<Record<string, Infer>>;

export function inputsOf(node: NodeProto, inputs: readonly (Info | undefined)[], opset: number): Inputs {
  const info = (i: number) => inputs[i] ?? refuse(`${node.opType} ${node.name} lacks input ${i}`);
  const numbers = (i: number) =>
    info(i).data ?? refuse(`${node.opType} ${node.name}: a shape depends on values that are not constant`);
  return {
    node,
    opset,
    info,
    numbers,
    optional: (i) => inputs[i],
    optionalNumbers: (i) => (inputs[i] === undefined ? undefined : numbers(i)),
  };
}
