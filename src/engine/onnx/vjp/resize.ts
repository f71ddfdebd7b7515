/**
 * @file Gradient of Resize. Along each axis it is a product with a matrix that the two lengths decide, so its gradient is a product
 * with the transpose.
 */
import { integer, type NodeProto, string } from "../proto.ts";
import { at, refuse, sameShape } from "../shapes.ts";
import type { Rule } from "./rule.ts";

/** Where in the source the middle of element `i` of the result lies. */
function source(mode: string, i: number, scale: number, from: number, to: number): number {
  switch (mode) {
    case "asymmetric":
      return i / scale;
    case "align_corners":
      return to === 1 ? 0 : (i * (from - 1)) / (to - 1);
    case "pytorch_half_pixel":
      return to > 1 ? (i + 0.5) / scale - 0.5 : 0;
    case "half_pixel":
      return (i + 0.5) / scale - 0.5;
    default:
      return refuse(`Resize by ${mode}`);
  }
}

const NEAREST: Readonly<Record<string, (x: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
};

/** [to, from], rows of weights that sum to 1. */
function interpolation(node: NodeProto, from: number, to: number, scale: number): number[] {
  const matrix = Array.from({ length: from * to }, () => 0);
  const add = (row: number, column: number, weight: number) => {
    const place = row * from + Math.min(Math.max(column, 0), from - 1);
    matrix[place] = (matrix[place] ?? 0) + weight;
  };
  const mode = string(node, "mode", "nearest");
  const round = NEAREST[string(node, "nearest_mode", "round_prefer_floor")];
  for (let i = 0; i < to; i++) {
    const x = source(string(node, "coordinate_transformation_mode", "half_pixel"), i, scale, from, to);
    if (mode === "nearest") add(i, round?.(x) ?? refuse(`${node.name}: unknown rounding`), 1);
    else if (mode === "linear") {
      add(i, Math.floor(x), 1 - (x - Math.floor(x)));
      add(i, Math.floor(x) + 1, x - Math.floor(x));
    } else refuse(`${node.name}: Resize by ${mode}`);
  }
  return matrix;
}

export const resize: Rule = ({ graph, node, gradient, shape, inputs }) => {
  if (integer(node, "antialias", 0) === 1) refuse(`${node.name}: Resize with antialiasing`);
  const [from, to] = [shape(0), graph.shape(gradient)];
  if (!sameShape(from.slice(0, -2), to.slice(0, -2))) refuse(`${node.name}: Resize of more than two axes`);
  const scales = inputs.optionalNumbers(2);
  const matrixOf = (axis: number) => {
    const [a, b] = [at(from, axis), at(to, axis)];
    const given = scales === undefined || scales.length === 0 ? b / a : at(scales, axis);
    return graph.matrix([b, a], interpolation(node, a, b, given));
  };
  // With Y = R X Cᵀ: dX = Rᵀ dY C.
  const columns = at(from, -1) === at(to, -1) ? gradient : graph.op("MatMul", [gradient, matrixOf(-1)]);
  if (at(from, -2) === at(to, -2)) return [columns];
  return [graph.op("MatMul", [graph.transposeMatrix(matrixOf(-2)), columns])];
};
