/**
 * @file Gradients of what moves elements: each puts them back where they came from.
 */
import { cutsOf, partsOf } from "../infer/movement.ts";
import { integer, integers, string } from "../proto.ts";
import { at, axisOf, refuse } from "../shapes.ts";
import { type Rule, type RuleTable, sumTo, zeros } from "./rule.ts";

const back: Rule = ({ graph, gradient, shape }) => [graph.reshape(gradient, shape(0))];

const transpose: Rule = ({ graph, node, gradient, shape }) => {
  const perm = integers(node, "perm") ?? shape(0).map((_, i) => shape(0).length - 1 - i);
  return [
    graph.transpose(
      gradient,
      perm.map((_, i) => perm.indexOf(i)),
    ),
  ];
};

export const movement: RuleTable = {
  Identity: ({ gradient }) => [gradient],
  Dropout: ({ gradient }) => [gradient],
  Reshape: back,
  Flatten: back,
  Squeeze: back,
  Unsqueeze: back,
  Transpose: transpose,
  Cast: ({ graph, gradient, input }) => [graph.op("Cast", [gradient], { to: graph.info(input(0)).type })],
  Expand: ({ graph, gradient, shape }) => [sumTo(graph, gradient, shape(0))],
  Concat({ graph, node, gradient, wants, shape }) {
    const axis = axisOf(integer(node, "axis", 0), shape(0).length);
    let from = 0;
    return node.input.map((_, i) => {
      const to = from + at(shape(i), axis);
      const part = wants(i) ? graph.op("Slice", [gradient, graph.ints([from]), graph.ints([to]), graph.ints([axis])]) : undefined;
      from = to;
      return part;
    });
  },
  Split({ graph, node, gradients, shape, inputs }) {
    const axis = axisOf(integer(node, "axis", 0), shape(0).length);
    const parts = partsOf(inputs).map(
      (length, i) =>
        gradients[i] ??
        zeros(
          graph,
          shape(0).map((whole, j) => (j === axis ? length : whole)),
        ),
    );
    return [graph.op("Concat", parts, { axis })];
  },
  Slice({ graph, node, gradient, shape, inputs }) {
    const cuts = cutsOf(inputs);
    const axes = cuts.flatMap(({ start, step, length }, i) =>
      start !== 0 || step !== 1 || length !== at(shape(0), i) ? [i] : [],
    );
    if (cuts.every(({ step }) => step === 1)) {
      const before = cuts.map(({ start }) => start);
      const after = cuts.map(({ start, length }, i) => at(shape(0), i) - start - length);
      return [graph.op("Pad", [gradient, graph.ints([...before, ...after]), graph.scalar(0)])];
    }
    const [axis, ...more] = axes;
    if (axis === undefined || more.length > 0) return refuse(`${node.name}: a stepped slice along several axes`);
    const { start, step, length } = cutAt(cuts, axis);
    // Rows of a one-hot matrix take the place of a scatter along one axis.
    const rows = at(shape(0), axis);
    const hot = Array.from({ length: length * rows }, (_, i) => Number(start + Math.floor(i / rows) * step === i % rows));
    const last = shape(0).length - 1;
    const perm = shape(0).map((_, i) => (i === axis ? last : i === last ? axis : i));
    const moved = graph.transpose(gradient, perm);
    return [graph.transpose(graph.op("MatMul", [moved, graph.matrix([length, rows], hot)]), perm)];
  },
  Pad({ graph, node, gradient, shape, inputs }) {
    if (string(node, "mode", "constant") !== "constant") return refuse(`${node.name}: padding by ${string(node, "mode", "")}`);
    const axes = inputs.optionalNumbers(3) ?? shape(0).map((_, i) => i);
    const before = inputs.numbers(1).slice(0, axes.length);
    const ends = axes.map((axis, i) => at(before, i) + at(shape(0), axis));
    if (before.some((pad) => pad < 0)) return refuse(`${node.name}: negative padding`);
    return [graph.op("Slice", [gradient, graph.ints(before), graph.ints(ends), graph.ints(axes)])];
  },
  Tile({ graph, gradient, shape, inputs }) {
    const repeats = inputs.numbers(1);
    const apart = shape(0).flatMap((length, i) => [at(repeats, i), length]);
    return [
      graph.sum(
        graph.reshape(gradient, apart),
        shape(0).map((_, i) => 2 * i),
        false,
      ),
    ];
  },
  DepthToSpace({ graph, node, gradient, shape }) {
    const [n, c, h, w] = shape(0) as [number, number, number, number];
    const b = integer(node, "blocksize", 1);
    const apart = graph.reshape(gradient, [n, c / (b * b), h, b, w, b]);
    const perm = string(node, "mode", "DCR") === "CRD" ? [0, 1, 3, 5, 2, 4] : [0, 3, 5, 1, 2, 4];
    return [graph.reshape(graph.transpose(apart, perm), [n, c, h, w])];
  },
  SpaceToDepth: ({ graph, node, gradient }) => [
    graph.op("DepthToSpace", [gradient], { blocksize: integer(node, "blocksize", 1), mode: "DCR" }),
  ],
};

const cutAt = <T>(list: readonly T[], i: number): T => list[i] ?? refuse(`no axis ${i}`);
