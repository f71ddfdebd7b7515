/**
 * @file What of a sum is an affine function of a tensor, told by structure. Beside what is bent and corrected it costs next to nothing, there
 * and back.
 */
import type { NodeProto } from "./proto.ts";
import type { StaticGraph } from "./static-graph.ts";

/** Affine in their first input, where nothing else that they take moves. */
const OF_THE_FIRST = new Set(
  "Cast Conv ConvTranspose DepthToSpace Flatten Gemm Identity Reshape Slice SpaceToDepth Transpose".split(" "),
);
/** Affine in either, where the other does not move. */
const OF_EITHER = new Set(["MatMul", "Mul"]);
const OF_BOTH = new Set(["Add", "Sub"]);

type Kind = "still" | "affine" | "curved";

/** @returns of a sum of two, the one that is affine in `from` where the other is not; undefined of anything else */
export function affineAddend(graph: StaticGraph, sum: string, from: string): string | undefined {
  const found = new Map<string, Kind>([[from, "affine"]]);
  const kindOf = (name: string): Kind => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const node = graph.producer(name);
    const kind = node === undefined ? "still" : resultOf(node);
    found.set(name, kind);
    return kind;
  };
  const resultOf = ({ opType, input }: NodeProto): Kind => {
    const kinds = input.filter((name) => name !== "").map(kindOf);
    const moving = kinds.filter((kind) => kind !== "still");
    if (moving.length === 0) return "still";
    if (moving.includes("curved")) return "curved";
    const alone = moving.length === 1;
    const affine =
      OF_BOTH.has(opType) || (alone && (OF_EITHER.has(opType) || (OF_THE_FIRST.has(opType) && kinds[0] === "affine")));
    return affine ? "affine" : "curved";
  };
  const node = graph.producer(sum);
  if (node?.opType !== "Add") return undefined;
  const affine = node.input.find((name) => kindOf(name) === "affine");
  const curved = node.input.some((name) => kindOf(name) === "curved");
  return curved ? affine : undefined;
}
