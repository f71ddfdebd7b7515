/**
 * @file Gradients of matrix products.
 */
import { float, integer, real } from "../proto.ts";
import { at, count } from "../shapes.ts";
import type { StaticGraph } from "../static-graph.ts";
import { type RuleTable, type Step, sumTo } from "./rule.ts";

const scaled = (graph: StaticGraph, x: string, factor: number): string =>
  factor === 1 ? x : graph.op("Mul", [x, graph.scalar(factor)]);

/** One matrix that every batch shares needs one product over all rows, and no product per batch to sum up afterwards. */
function shared({ graph, gradient, input, shape }: Step): string {
  const [rows, columns] = [at(shape(1), 0), at(shape(1), 1)];
  const batch = count(shape(0)) / rows;
  const x = graph.reshape(input(0), [batch, rows]);
  return graph.op("Gemm", [x, graph.reshape(gradient, [batch, columns])], { transA: 1 });
}

export const matrix: RuleTable = {
  MatMul(step) {
    const { graph, wants, input, shape } = step;
    const [a, b] = [shape(0), shape(1)];
    // A vector is a matrix of one row or one column.
    const left = a.length === 1 ? graph.reshape(input(0), [1, ...a]) : input(0);
    const right = b.length === 1 ? graph.reshape(input(1), [...b, 1]) : input(1);
    const out = [...graph.shape(step.gradient)];
    if (a.length === 1) out.splice(b.length === 1 ? out.length : -1, 0, 1);
    if (b.length === 1) out.push(1);
    const gradient = graph.reshape(step.gradient, out);
    const undo = (x: string, of: string, was: typeof a) => graph.reshape(sumTo(graph, x, graph.shape(of)), was);
    return [
      wants(0) ? undo(graph.op("MatMul", [gradient, graph.transposeMatrix(right)]), left, a) : undefined,
      wants(1)
        ? b.length === 2 && a.length > 1
          ? shared(step)
          : undo(graph.op("MatMul", [graph.transposeMatrix(left), gradient]), right, b)
        : undefined,
    ];
  },
  Gemm({ graph, node, gradient, wants, input, shape }) {
    const [transA, transB] = [integer(node, "transA", 0), integer(node, "transB", 0)];
    const alpha = float(node, "alpha", 1);
    const [a, b] = [() => input(0), () => input(1)];
    const product = (x: string, y: string, tx: number, ty: number) =>
      graph.op("Gemm", [x, y], { transA: tx, transB: ty, alpha: real(alpha) });
    return [
      wants(0) ? (transA === 1 ? product(b(), gradient, transB, 1) : product(gradient, b(), 0, 1 - transB)) : undefined,
      wants(1) ? (transB === 1 ? product(gradient, a(), 1, transA) : product(a(), gradient, 1 - transA, 0)) : undefined,
      wants(2) ? sumTo(graph, scaled(graph, gradient, float(node, "beta", 1)), shape(2)) : undefined,
    ];
  },
};
