/**
 * @file The attention blocks of a graph, told by their structure: a softmax between two products of what is not constant.
 */
import type { ModelProto, NodeProto } from "./proto.ts";
import { type Projection, projectionAt, type Wiring, wiringOf } from "./projections.ts";

export interface Attention {
  /** `self` where queries and keys come from the same tensor, `given` where keys are an input of the graph. */
  readonly kind: "self" | "cross" | "given";
  readonly query: Projection | undefined;
  readonly key: Projection | undefined;
  readonly value: Projection | undefined;
  readonly output: Projection | undefined;
  /** The values mixed by their weights, per head. */
  readonly mixed: string;
}

/** What keeps or scales the numbers of a tensor; a bias and a mask are added. */
const LINEAR = new Set([
  "Transpose",
  "Reshape",
  "Cast",
  "Slice",
  "Split",
  "Squeeze",
  "Unsqueeze",
  "Mul",
  "Div",
  "Add",
  "Identity",
]);
const TWO_SIDED = new Set(["Mul", "Div", "Add"]);

/** The nearest node upstream that `found` accepts, through linear operators only. */
function upstream<T>(
  wiring: Wiring,
  tensor: string,
  found: (node: NodeProto | undefined, tensor: string) => T | undefined,
): T | undefined {
  const node = wiring.maker.get(tensor);
  const result = found(node, tensor);
  if (result !== undefined || node === undefined || !LINEAR.has(node.opType)) return result;
  for (const input of TWO_SIDED.has(node.opType) ? node.input : node.input.slice(0, 1)) {
    const further = upstream(wiring, input, found);
    if (further !== undefined) return further;
  }
}

/** The nearest node downstream that `found` accepts. */
function downstream<T>(wiring: Wiring, tensor: string, found: (node: NodeProto) => T | undefined): T | undefined {
  for (const node of wiring.takers.get(tensor) ?? []) {
    const result = found(node);
    if (result !== undefined) return result;
    if (!LINEAR.has(node.opType) || node.opType === "Add") continue;
    const further = downstream(wiring, node.output[0] ?? "", found);
    if (further !== undefined) return further;
  }
}

interface Source {
  readonly projection?: Projection;
  /** The tensor that is projected, or the graph's input itself. */
  readonly tensor: string;
}

const sourceOf = (wiring: Wiring, tensor: string): Source | undefined =>
  upstream(wiring, tensor, (node, at) => {
    if (wiring.inputs.has(at)) return { tensor: at };
    const projection = node === undefined ? undefined : projectionAt(wiring, node);
    return projection === undefined ? undefined : { projection, tensor: projection.node.input[0] ?? "" };
  });

function attention(wiring: Wiring, query: string, key: string, value: string, result: string): Attention {
  const [q, k, v] = [query, key, value].map((tensor) => sourceOf(wiring, tensor));
  const kind = k !== undefined && k.projection === undefined ? "given" : q?.tensor === k?.tensor ? "self" : "cross";
  const output = downstream(wiring, result, (node) => projectionAt(wiring, node));
  return { kind, query: q?.projection, key: k?.projection, value: v?.projection, output, mixed: result };
}

function decomposed(wiring: Wiring, softmax: NodeProto): Attention | undefined {
  const product = (node: NodeProto | undefined) =>
    node?.opType === "MatMul" && projectionAt(wiring, node) === undefined ? node : undefined;
  const logits = upstream(wiring, softmax.input[0] ?? "", product);
  const mixed = downstream(wiring, softmax.output[0] ?? "", product);
  if (logits === undefined || mixed === undefined) return undefined;
  return attention(wiring, logits.input[0] ?? "", logits.input[1] ?? "", mixed.input[1] ?? "", mixed.output[0] ?? "");
}

export function describe(model: ModelProto): Attention[] {
  const wiring = wiringOf(model);
  return (model.graph?.node ?? []).flatMap((node) => {
    if (node.opType === "MultiHeadAttention") {
      const [query = "", key = "", value = ""] = node.input;
      return [attention(wiring, query, key, value, node.output[0] ?? "")];
    }
    const found = node.opType === "Softmax" ? decomposed(wiring, node) : undefined;
    return found === undefined ? [] : [found];
  });
}
