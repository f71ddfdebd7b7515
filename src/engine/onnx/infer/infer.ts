/**
 * @file Type and shape of every output of a node whose inputs are known.
 */
import type { NodeProto } from "../proto.ts";
import { refuse } from "../shapes.ts";
import type { Info } from "../static-graph.ts";
import { convolution } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { matrix } from "./matrix.ts";
import { movement } from "./movement.ts";
import { type InferTable, inputsOf } from "./rule.ts";

const TABLE: InferTable = { ...elementwise, ...matrix, ...convolution, ...movement };

export function infer(node: NodeProto, inputs: readonly (Info | undefined)[], opset: number): Info[] {
  const rule = node.domain === "" || node.domain === "ai.onnx" ? TABLE[node.opType] : undefined;
  return (rule ?? refuse(`no shape rule for ${node.domain} ${node.opType}`))(inputsOf(node, inputs, opset));
}
