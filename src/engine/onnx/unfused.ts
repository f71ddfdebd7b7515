/**
 * @file Operators that ONNX Runtime fuses (domain com.microsoft, as optimised exports have them), taken apart into those of ONNX, for which
 * there are gradients. It knows their definitions and no model.
 */
import { float, integer, makeNode, type NodeProto } from "./proto.ts";
import { at, refuse } from "./shapes.ts";
import type { StaticGraph } from "./static-graph.ts";

/** Adds what the node computes to the graph. @returns its result */
type Parts = (graph: StaticGraph, node: NodeProto) => string;

const given = (name: string | undefined): name is string => name !== undefined && name !== "";

const first = ({ name, input }: NodeProto): string => input[0] ?? refuse(`${name} lacks an input`);

/** x · gate, x with its bias where there is one. */
const gated =
  (gate: (graph: StaticGraph, x: string, node: NodeProto) => string): Parts =>
  (graph, node) => {
    const [, bias] = node.input;
    const x = given(bias) ? graph.op("Add", [first(node), bias]) : first(node);
    return graph.op("Mul", [x, gate(graph, x, node)]);
  };

/** (1 + f(x)) / 2 */
const half = (graph: StaticGraph, f: string): string =>
  graph.op("Mul", [graph.op("Add", [f, graph.scalar(1)]), graph.scalar(0.5)]);

const byErf = gated((graph, x) => half(graph, graph.op("Erf", [graph.op("Mul", [x, graph.scalar(Math.SQRT1_2)])])));

const byTanh = gated((graph, x) => {
  const square = graph.op("Mul", [graph.op("Mul", [x, x]), graph.scalar(0.044715)]);
  const bent = graph.op("Mul", [x, graph.op("Add", [square, graph.scalar(1)])]);
  return half(graph, graph.op("Tanh", [graph.op("Mul", [bent, graph.scalar(Math.sqrt(2 / Math.PI))])]));
});

const bySigmoid = gated((graph, x, node) =>
  graph.op("Sigmoid", [graph.op("Mul", [x, graph.scalar(float(node, "alpha", 1.702))])]),
);

/** Queries, keys and values come as [batch, tokens, heads · width], with one bias for the three where there is one. */
const attention: Parts = (graph, node) => {
  const [query, key, value, bias, mask, added, ...past] = node.input;
  const heads = integer(node, "num_heads", 1);
  if (given(mask) || past.some(given) || node.output.slice(1).some(given) || integer(node, "unidirectional", 0) === 1)
    return refuse(`${node.name}: attention with a mask of keys, a past, or one that looks back only`);
  let from = 0;
  const apart = (x: string | undefined, perm: readonly number[]) => {
    const [batch, tokens, width] = given(x) ? graph.shape(x) : [];
    if (x === undefined || batch === undefined || tokens === undefined || width === undefined || graph.shape(x).length !== 3)
      return refuse(`${node.name}: attention to packed keys or values`);
    const own = bias && graph.op("Slice", [bias, graph.ints([from]), graph.ints([from + width]), graph.ints([0])]);
    from += width;
    const told = given(own) ? graph.op("Add", [x, own]) : x;
    return graph.transpose(graph.reshape(told, [batch, tokens, heads, width / heads]), perm);
  };
  const q = apart(query, [0, 2, 1, 3]);
  const k = apart(key, [0, 2, 3, 1]);
  const v = apart(value, [0, 2, 1, 3]);
  const [batch = 0, , tokens = 0, width = 0] = graph.shape(q);
  const scale = float(node, "scale", 0) || 1 / Math.sqrt(width);
  const logits = graph.op("MatMul", [graph.op("Mul", [q, graph.scalar(scale)]), k]);
  const weights = graph.op("Softmax", [given(added) ? graph.op("Add", [logits, added]) : logits], { axis: -1 });
  const mixed = graph.transpose(graph.op("MatMul", [weights, v]), [0, 2, 1, 3]);
  return graph.reshape(mixed, [batch, tokens, heads * at(graph.shape(v), 3)]);
};

const FUSED: Readonly<Record<string, Parts>> = {
  MultiHeadAttention: attention,
  Gelu: byErf,
  BiasGelu: byErf,
  FastGelu: byTanh,
  QuickGelu: bySigmoid,
};

/** Adds a node to the graph, taken apart where it is a fused one. */
export function addUnfused(graph: StaticGraph, node: NodeProto): void {
  const parts = node.domain === "com.microsoft" ? FUSED[node.opType] : undefined;
  if (parts === undefined) graph.add(node);
  else graph.add(makeNode("Identity", [parts(graph, node)], node.output.slice(0, 1)));
}
