/**
 * @file Low-rank deltas as inputs of a graph (Hu et al. 2021, LoRA): y = xW + scale · (xA)B beside every chosen projection.
 *
 * The weights stay as they are and where they are. With `delta.scale` 0 the graph computes what it did before.
 */
import { create } from "@bufbuild/protobuf";
import { DataType, makeInput, makeNode, type ModelProto, type NodeProto, withOutputs } from "./proto.ts";
import { type Projection, projectionAt, wiringOf } from "./projections.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./schema/onnx_pb.ts";
import { refuse } from "./shapes.ts";

export const DELTA_SCALE = "delta.scale";

export const deltaNames = (target: string): { readonly a: string; readonly b: string } => ({
  a: `delta.${target}.a`,
  b: `delta.${target}.b`,
});

const PART = /^delta\.(.+)\.([ab])$/;

/** What a tensor is of a delta, by its name; null for any other tensor. */
export function partsOf(name: string): { readonly target: string; readonly part: "a" | "b" } | null {
  const [, target, part] = PART.exec(name) ?? [];
  return target === undefined ? null : { target, part: part === "a" ? "a" : "b" };
}

const LAST = [0, 2, 3, 1];
const SECOND = [0, 3, 1, 2];

/** The projection's node under another output name, and what makes the old name of it and the delta. */
function beside({ name, node }: Projection): NodeProto[] {
  const [x = "", y = ""] = [node.input[0], node.output[0]];
  const own = (part: string) => `${y}.delta.${part}`;
  const { a, b } = deltaNames(name);
  const image = node.opType === "Conv";
  const rows = image ? own("rows") : x;
  const turned = image ? own("planes") : own("columns");
  return [
    withOutputs(node, [own("base")]),
    ...(image ? [makeNode("Transpose", [x], [rows], { perm: LAST })] : []),
    makeNode("MatMul", [rows, a], [own("narrow")]),
    makeNode("MatMul", [own("narrow"), b], [own("columns")]),
    ...(image ? [makeNode("Transpose", [own("columns")], [turned], { perm: SECOND })] : []),
    makeNode("Mul", [turned, DELTA_SCALE], [own("scaled")]),
    makeNode("Add", [own("base"), own("scaled")], [y]),
  ];
}

/** @param targets names of projections, as `describe` gives them */
export function addLowRank(model: ModelProto, targets: readonly string[], rank: number): ModelProto {
  const { graph } = model;
  if (graph === undefined) return refuse("a model without a graph");
  const wiring = wiringOf(model);
  const chosen = new Map<string, Projection>();
  const node = graph.node.flatMap((each) => {
    const projection = projectionAt(wiring, each);
    if (projection === undefined || !targets.includes(projection.name)) return [each];
    if (chosen.has(projection.name)) return refuse(`${projection.name} is used twice`);
    chosen.set(projection.name, projection);
    return beside(projection);
  });
  const deltas = targets.flatMap((target) => {
    const { from, to } = chosen.get(target) ?? refuse(`no projection ${target}`);
    const { a, b } = deltaNames(target);
    return [makeInput(a, DataType.FLOAT, [from, rank]), makeInput(b, DataType.FLOAT, [rank, to])];
  });
  const input = [...graph.input, ...deltas, makeInput(DELTA_SCALE, DataType.FLOAT, [1])];
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  return create(ModelProtoSchema, { ...rest, graph: create(GraphProtoSchema, { ...parts, node, input }) });
}
