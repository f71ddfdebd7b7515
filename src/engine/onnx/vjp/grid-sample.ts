/**
 * @file Gradients of bilinear GridSample, for the picture and for the places it is sampled at.
 *
 * Each sample is a weighted sum of four pixels. The picture's gradient is scattered to the four with the same weights; the place's
 * is how the weights change as it moves. A pixel outside weighs nothing, or a place outside is moved to the border.
 */
import { DataType, integer, type Shape, string } from "../proto.ts";
import { at, refuse } from "../shapes.ts";
import type { StaticGraph } from "../static-graph.ts";
import { type Rule, zeros } from "./rule.ts";

interface Axis {
  readonly low: string;
  /** Weight of the pixel at `low`, and of the next. */
  readonly weights: readonly [string, string];
  /** Pixels that a step of 1 on the grid covers; zero where the place was moved. */
  readonly pace: string;
}

/** Places along one axis of the grid, [N, P] in −1..1, in pixels of an axis of this length. */
function along(graph: StaticGraph, place: string, length: number, corners: boolean, border: boolean): Axis {
  const pace = graph.scalar(corners ? (length - 1) / 2 : length / 2);
  const middle = graph.scalar((length - 1) / 2);
  const x = graph.op("Add", [graph.op("Mul", [place, pace]), middle]);
  const [first, last] = [graph.scalar(0), graph.scalar(length - 1)];
  const kept = border ? graph.op("Min", [graph.op("Max", [x, first]), last]) : x;
  const low = graph.op("Floor", [kept]);
  const next = graph.op("Sub", [kept, low]);
  const inside = graph.op("And", [graph.op("Greater", [x, first]), graph.op("Less", [x, last])]);
  return {
    low,
    weights: [graph.op("Sub", [graph.scalar(1), next]), next],
    pace: border ? graph.op("Where", [inside, pace, graph.scalar(0)]) : pace,
  };
}

interface Corner {
  /** [N, 1, P], into the picture's rows laid end to end. */
  readonly index: string;
  /** 1 where there is such a pixel, [N, P]. */
  readonly there: string;
  readonly weights: readonly [y: string, x: string];
}

function cornersOf(graph: StaticGraph, y: Axis, x: Axis, height: number, width: number): Corner[] {
  const zero = graph.scalar(0);
  const pixel = (low: string, step: number, length: number) => {
    const moved = step === 0 ? low : graph.op("Add", [low, graph.scalar(1)]);
    const held = graph.op("Min", [graph.op("Max", [moved, zero]), graph.scalar(length - 1)]);
    return { held, there: graph.op("Equal", [moved, held]) };
  };
  return [0, 1].flatMap((dy) =>
    [0, 1].map((dx) => {
      const [row, column] = [pixel(y.low, dy, height), pixel(x.low, dx, width)];
      const flat = graph.op("Add", [graph.op("Mul", [row.held, graph.scalar(width)]), column.held]);
      const index = graph.op("Cast", [graph.op("Unsqueeze", [flat, graph.ints([1])])], { to: DataType.INT64 });
      const there = graph.op("Where", [graph.op("And", [row.there, column.there]), graph.scalar(1), zero]);
      return { index, there, weights: [y.weights[dy as 0 | 1], x.weights[dx as 0 | 1]] };
    }),
  );
}

/**
 * Elements that one ScatterND adds. ORT shares larger ones out among threads, which then write to one place at a time no more
 * (ThreadPool::ParallelFor's cost model: two threads from 210 000 on).
 */
const ADDED_AT_ONCE = 160_000;

/** `rows` [R, K] added up where `index` [R, 1] says, in a table of `length` rows. */
function addedUp(graph: StaticGraph, index: string, rows: string, length: number): string {
  const [count, width] = graph.shape(rows) as [number, number];
  const most = Math.max(1, Math.floor(ADDED_AT_ONCE / width));
  let table = zeros(graph, [length, width]);
  for (let from = 0; from < count; from += most) {
    const part = (x: string) =>
      graph.op("Slice", [x, graph.ints([from]), graph.ints([Math.min(count, from + most)]), graph.ints([0])]);
    table = graph.op("ScatterND", [table, part(index), part(rows)], { reduction: "add" });
  }
  return table;
}

/**
 * The picture's gradient where there are more samples than pixels. All that a sample gives its four pixels goes to one place, a row of a table
 * with a row more and a column more than the picture; four shifted copies of the table are the picture. Scattering rows costs a tenth
 * of scattering elements.
 */
function pictureByRows(graph: StaticGraph, g: string, y: Axis, x: Axis, picture: Shape): string {
  const [n, c, height, width] = picture as [number, number, number, number];
  const samples = at(graph.shape(g), 2);
  const [zero, before] = [graph.scalar(0), graph.scalar(-1)];
  const side = ({ low, weights }: Axis, length: number) => {
    const held = graph.op("Min", [graph.op("Max", [low, before]), graph.scalar(length - 1)]);
    const there = graph.op("Equal", [low, held]);
    const [first, second] = weights;
    const kept = (weight: string) => graph.op("Where", [there, weight, zero]);
    return { held, weights: [kept(first), kept(second)] };
  };
  const [down, across] = [side(y, height), side(x, width)];
  const own = graph.constant({
    type: DataType.FLOAT,
    shape: [n, 1],
    data: Array.from({ length: n }, (_, i) => i * (height + 1) + 1),
  });
  const row = graph.op("Mul", [graph.op("Add", [down.held, own]), graph.scalar(width + 1)]);
  const place = graph.op("Cast", [graph.op("Add", [graph.op("Add", [row, across.held]), graph.scalar(1)])], {
    to: DataType.INT64,
  });
  const corners = down.weights.flatMap((wy) => across.weights.map((wx) => graph.op("Mul", [wy, wx])));
  const shares = graph.op(
    "Concat",
    corners.map((weight) => graph.op("Unsqueeze", [weight, graph.ints([1])])),
    { axis: 1 },
  );
  // [N, K, P] as rows [N, P, 4C], each number where `from` says: a product with ones and zeros, for a product takes a transpose for nothing.
  const laid = (x: string, from: (column: number) => number) => {
    const rows = at(graph.shape(x), 1);
    const hot = Array.from({ length: rows * 4 * c }, (_, i) => Number(from(i % (4 * c)) === Math.floor(i / (4 * c))));
    return graph.op("MatMul", [graph.transpose(x, [0, 2, 1]), graph.matrix([rows, 4 * c], hot)]);
  };
  const [ofGradient, ofWeights] = [laid(g, (column) => column % c), laid(shares, (column) => Math.floor(column / c))];
  const rows = graph.reshape(graph.op("Mul", [ofGradient, ofWeights]), [n * samples, 4 * c]);
  const table = addedUp(graph, graph.reshape(place, [n * samples, 1]), rows, n * (height + 1) * (width + 1));
  const planes = graph.transpose(graph.reshape(table, [n, height + 1, width + 1, 4 * c]), [0, 3, 1, 2]);
  const corner = (dy: number, dx: number) => {
    const from = [c * (2 * dy + dx), 1 - dy, 1 - dx];
    const to = [c, height, width].map((length, i) => length + (from[i] ?? 0));
    return graph.op("Slice", [planes, graph.ints(from), graph.ints(to), graph.ints([1, 2, 3])]);
  };
  return graph.op("Add", [graph.op("Add", [corner(0, 0), corner(0, 1)]), graph.op("Add", [corner(1, 0), corner(1, 1)])]);
}

export const gridSample: Rule = ({ graph, node, gradient, wants, input, shape }) => {
  const padding = string(node, "padding_mode", "zeros");
  if (!["bilinear", "linear"].includes(string(node, "mode", "linear")) || !["zeros", "border"].includes(padding))
    return refuse(`${node.name}: only bilinear sampling with zeros or the border around`);
  if (shape(0).length !== 4) return refuse(`${node.name}: sampling in three dimensions`);
  const [n, c, height, width] = shape(0) as [number, number, number, number];
  const samples = at(shape(1), 1) * at(shape(1), 2);
  const places = graph.reshape(input(1), [n, samples, 2]);
  const [px = "", py = ""] = [0, 1].map((i) =>
    graph.op("Gather", [places, graph.constant({ type: DataType.INT64, shape: [], data: [i] })], { axis: 2 }),
  );
  const aligned = integer(node, "align_corners", 0) === 1;
  const x = along(graph, px, width, aligned, padding === "border");
  const y = along(graph, py, height, aligned, padding === "border");
  const corners = cornersOf(graph, y, x, height, width);
  const g = graph.reshape(gradient, [n, c, samples]);
  const everyChannel = (index: string) => graph.op("Expand", [index, graph.ints([n, c, samples])]);
  const row = (weights: string) => graph.op("Unsqueeze", [weights, graph.ints([1])]);

  const picture = () => {
    if (samples > height * width) return pictureByRows(graph, g, y, x, shape(0));
    const shares = corners.map(({ there, weights: [wy, wx] }) =>
      graph.op("Mul", [g, row(graph.op("Mul", [there, graph.op("Mul", [wy, wx])]))]),
    );
    const indices = graph.op(
      "Concat",
      corners.map(({ index }) => everyChannel(index)),
      { axis: 2 },
    );
    const added = graph.op(
      "ScatterElements",
      [zeros(graph, [n, c, height * width]), indices, graph.op("Concat", shares, { axis: 2 })],
      { axis: 2, reduction: "add" },
    );
    return graph.reshape(added, shape(0));
  };

  const grid = () => {
    const pixels = graph.reshape(input(0), [n, c, height * width]);
    // How much each corner's pixel, over all channels, adds to the loss: [N, P].
    const pulls = corners.map(({ index, there }) => {
      const values = graph.op("GatherElements", [pixels, everyChannel(index)], { axis: 2 });
      return graph.op("Mul", [graph.sum(graph.op("Mul", [g, values]), [1], false), there]);
    });
    const [p00 = "", p01 = "", p10 = "", p11 = ""] = pulls;
    const blend = ([w0, w1]: Axis["weights"], a: string, b: string, c: string, d: string) =>
      graph.op("Add", [graph.op("Mul", [w0, graph.op("Sub", [a, b])]), graph.op("Mul", [w1, graph.op("Sub", [c, d])])]);
    const dx = graph.op("Mul", [blend(y.weights, p01, p00, p11, p10), x.pace]);
    const dy = graph.op("Mul", [blend(x.weights, p10, p00, p11, p01), y.pace]);
    const both = [dx, dy].map((each) => graph.op("Unsqueeze", [each, graph.ints([2])]));
    return graph.reshape(graph.op("Concat", both, { axis: 2 }), shape(1));
  };

  return [wants(0) ? picture() : undefined, wants(1) ? grid() : undefined];
};
