import fc from "fast-check";
import { expect, test } from "vitest";
import { openModel } from "../../../tests/support/run-model.ts";
import { normal } from "../random/normal.ts";
import { floats } from "../tensor/tensor.ts";
import { differentiate } from "./differentiate.ts";
import { emit } from "./emit.ts";
import { DataType, makeNode, real, type Shape, writeModel } from "./proto.ts";
import { count } from "./shapes.ts";
import { StaticGraph } from "./static-graph.ts";
import { addUnfused } from "./unfused.ts";

/** Inputs of random shapes, and a graph over them. */
interface Drawn {
  readonly shapes: readonly Shape[];
  readonly build: (graph: StaticGraph, inputs: readonly string[]) => string;
}

const length = fc.integer({ min: 1, max: 5 });
const shape = (rank: number) => fc.array(length, { minLength: rank, maxLength: rank });
const anyShape = fc.integer({ min: 1, max: 4 }).chain(shape);
/** A shape and one that broadcasts with it. */
const pairOfShapes = anyShape.chain((full) =>
  fc
    .tuple(fc.array(fc.boolean(), { minLength: full.length, maxLength: full.length }), fc.nat(full.length - 1))
    .map(([ones, drop]) => [full, full.map((each, i) => (ones[i] === true ? 1 : each)).slice(drop)] as const),
);

const FAMILIES: Readonly<Record<string, fc.Arbitrary<Drawn>>> = {
  "arithmetic with broadcasting": fc
    .tuple(pairOfShapes, fc.constantFrom("Add", "Sub", "Mul"), fc.boolean())
    .map(([[a, b], op, swap]): Drawn => ({
      shapes: swap ? [b, a] : [a, b],
      build: (graph, inputs) => graph.op("Tanh", [graph.op(op, inputs)]),
    })),
  "products of matrices": fc.tuple(pairOfShapes, length, length, length).map(([[a, b], n, k, m]): Drawn => ({
    shapes: [
      [...a.slice(-2), n, k],
      [...b.slice(-2), k, m],
    ],
    build: (graph, inputs) => graph.op("MatMul", inputs),
  })),
  softmax: anyShape.chain((full) =>
    fc
      .nat(full.length - 1)
      .map((axis): Drawn => ({ shapes: [full], build: (graph, [x = ""]) => graph.op("Softmax", [x], { axis }) })),
  ),
  convolutions: fc
    .record({
      group: fc.integer({ min: 1, max: 2 }),
      inside: fc.integer({ min: 1, max: 2 }),
      out: fc.integer({ min: 1, max: 3 }),
      kernel: fc.integer({ min: 1, max: 3 }),
      stride: fc.integer({ min: 1, max: 3 }),
      dilation: fc.integer({ min: 1, max: 2 }),
      pad: fc.nat(2),
      side: fc.integer({ min: 5, max: 8 }),
    })
    .map(({ group, inside, out, kernel, stride, dilation, pad, side }): Drawn => ({
      shapes: [[2, group * inside, side, side + 1]],
      build(graph, [x = ""]) {
        const weights = [group * out, inside, kernel, kernel];
        const w = graph.matrix(weights, [...normal(9, 0, count(weights))]);
        const twice = (each: number) => [each, each];
        return graph.op("Conv", [x, w], {
          kernel_shape: twice(kernel),
          strides: twice(stride),
          dilations: twice(dilation),
          pads: [...twice(pad), ...twice(pad)],
          group,
        });
      },
    })),
  "movement of elements": fc
    .tuple(shape(3), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), fc.nat(2))
    .map(([full, perm, axis]): Drawn => ({
      shapes: [full],
      build(graph, [x = ""]) {
        const moved = graph.op("Transpose", [x], { perm });
        const twice = graph.op("Concat", [moved, graph.op("Mul", [moved, moved])], { axis });
        const cut = graph.op("Slice", [twice, graph.ints([1]), graph.ints([graph.shape(twice)[axis] ?? 1]), graph.ints([axis])]);
        return graph.reshape(cut, [count(graph.shape(cut))]);
      },
    })),
  normalisations: fc
    .record({ of: fc.constantFrom("layer", "instance", "group"), groups: length, own: length, n: length, side: shape(2) })
    .map(({ of, groups, own, n, side }): Drawn => {
      const c = groups * own;
      return {
        // More than one number each, whose deviation is theirs alone.
        shapes: [[n, c, (side[0] ?? 1) + 2, side[1] ?? 1], ...(of === "layer" ? [] : [[c], [c]])],
        build(graph, [x = "", scale = "", bias = ""]) {
          if (of === "instance") return graph.op("InstanceNormalization", [x, scale, bias], { epsilon: real(0.1) });
          const [, , height = 1, width = 1] = graph.shape(x);
          const rows = graph.reshape(x, [n, groups, own * height * width]);
          const ones = graph.matrix([own * height * width], Array<number>(own * height * width).fill(1));
          const names = ["y", "mean", "reciprocal"];
          graph.add(makeNode("LayerNormalization", [rows, ones], names, { axis: -1, epsilon: real(0.1) }));
          const back = graph.reshape("y", [n, c, height, width]);
          if (of === "layer") return back;
          const column = (each: string) => graph.reshape(each, [1, c, 1, 1]);
          return graph.op("Add", [graph.op("Mul", [back, column(scale)]), column(bias)]);
        },
      };
    }),
  activations: fc
    .tuple(anyShape, fc.constantFrom("Sigmoid", "Tanh", "Erf", "Softplus", "Gelu", "FastGelu", "QuickGelu"))
    .map(([full, op]): Drawn => ({
      shapes: [full],
      build(graph, [x = ""]) {
        if (!op.endsWith("Gelu")) return graph.op(op, [x]);
        const node = makeNode(op, [x], ["y"]);
        node.domain = "com.microsoft";
        addUnfused(graph, node);
        return "y";
      },
    })),
  "fused attention": fc
    .record({ batch: length, heads: length, width: length, tokens: length, words: length })
    .map(({ batch, heads, width, tokens, words }): Drawn => ({
      shapes: [tokens, words, words].map((each) => [batch, each, heads * width]),
      build(graph, inputs) {
        const node = makeNode("MultiHeadAttention", inputs, ["y"], { num_heads: heads });
        node.domain = "com.microsoft";
        addUnfused(graph, node);
        return "y";
      },
    })),
  reductions: fc
    .tuple(anyShape, fc.constantFrom("ReduceSum", "ReduceMean"), fc.boolean(), fc.nat(3))
    .map(([full, op, kept, axis]): Drawn => ({
      shapes: [full],
      build(graph, [x = ""]) {
        const square = graph.op("Mul", [x, x]);
        const at = axis % full.length;
        const options = { keepdims: Number(kept) };
        return op === "ReduceSum"
          ? graph.op(op, [square, graph.ints([at])], options)
          : graph.op(op, [square], { ...options, axes: [at] });
      },
    })),
  "padding and repetition": fc
    .tuple(shape(3), fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }), length)
    .map(([full, pads, times]): Drawn => ({
      shapes: [[1, ...full]],
      build(graph, [x = ""]) {
        const wide = graph.op("Expand", [x, graph.ints([times, ...full])]);
        const padded = graph.op("Pad", [wide, graph.ints([0, ...pads.slice(0, 3), 0, ...pads.slice(3)])]);
        return graph.op("Tanh", [graph.op("Tile", [padded, graph.ints([1, 2, 1, 1])])]);
      },
    })),
  "picking by index": fc
    .tuple(shape(3), fc.nat(2), fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }))
    .map(([full, axis, picks]): Drawn => ({
      shapes: [full],
      build(graph, [x = ""]) {
        const rows = full[axis] ?? 1;
        const indices = graph.ints(picks.map((pick) => pick % rows));
        const picked = graph.op("Gather", [graph.op("Mul", [x, x]), indices], { axis });
        // All of it besides, row by row, so that its gradient is laid side by side as well.
        const apart = Array.from({ length: rows }, (_, i) =>
          graph.op("Slice", [x, graph.ints([i]), graph.ints([i + 1]), graph.ints([axis])]),
        );
        return graph.op("Concat", [picked, ...apart.toReversed()], { axis });
      },
    })),
  "resampling by linear interpolation": fc.tuple(shape(2), shape(2)).map(([from, to]): Drawn => ({
    shapes: [[2, 1, ...from]],
    build: (graph, [x = ""]) => graph.op("Resize", [x, "", "", graph.ints([2, 1, ...to])], { mode: "linear" }),
  })),
};

/** Directional derivative by central differences of a function that changes slowly, and by gradients: ⟨∇f, v⟩. */
async function compare(
  { shapes, build }: Drawn,
  seed: number,
): Promise<{ byGradient: number; byDifference: number; scale: number }> {
  const graph = new StaticGraph(17);
  const names = shapes.map((each, i) => graph.input(`x${i}`, DataType.FLOAT, each));
  const y = build(graph, names);
  const cotangent = graph.input("cotangent", DataType.FLOAT, graph.shape(y));
  const loss = graph.sum(graph.op("Mul", [y, cotangent]), [...graph.shape(y).keys()], false);
  const gradients = differentiate(graph, { loss, wrt: names });
  const outputs = new Map([["loss", loss], ...[...gradients].map(([name, tensor]) => [`d${name}`, tensor] as const)]);
  const session = await openModel(writeModel(emit(graph, outputs)));
  const draw = (stream: number, of: Shape) => normal(seed, stream, count(of));
  const at = names.map((_, i) => draw(2 * i, shapes[i] ?? []));
  const along = names.map((_, i) => draw(2 * i + 1, shapes[i] ?? []));
  const STEP = 1 / 64;
  const loses = (step: number) =>
    session.run({
      cotangent: floats(graph.shape(y), draw(99, graph.shape(y))),
      ...Object.fromEntries(
        names.map((name, i) => [
          name,
          floats(
            shapes[i] ?? [],
            (at[i] ?? new Float32Array()).map((x, j) => x + step * (along[i]?.[j] ?? 0)),
          ),
        ]),
      ),
    });
  const [before, middle, after] = [await loses(-STEP), await loses(0), await loses(STEP)];
  await session.release();
  let [byGradient, squares] = [0, 0];
  for (const [i, name] of names.entries())
    for (const [j, slope] of (middle[`d${name}`] ?? new Float32Array()).entries()) {
      byGradient += slope * (along[i]?.[j] ?? 0);
      squares += (slope * (along[i]?.[j] ?? 0)) ** 2;
    }
  const byDifference = ((after["loss"]?.[0] ?? Number.NaN) - (before["loss"]?.[0] ?? Number.NaN)) / (2 * STEP);
  return { byGradient, byDifference, scale: Math.sqrt(squares) + Math.abs(middle["loss"]?.[0] ?? 0) + 1e-3 };
}

test.each(Object.entries(FAMILIES))("%s: gradients are what finite differences say, whatever the shapes", async (_, drawn) => {
  await fc.assert(
    fc.asyncProperty(drawn, fc.nat(1000), async (each, seed) => {
      const { byGradient, byDifference, scale } = await compare(each, seed);
      expect(Math.abs(byGradient - byDifference) / scale).toBeLessThan(5e-3);
    }),
    { numRuns: 25, seed: 4 },
  );
});
