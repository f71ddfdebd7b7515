/**
 * @file Gradients of bilinear GridSample, for the picture and for the places it is sampled at.
 *
 * Each sample is a weighted sum of four pixels. The picture's gradient is scattered to the four with the same weights; the place's
 * is how the weights change as it moves. A pixel outside weighs nothing, or a place outside is moved to the border.
 */
import { DataType, integer, string } from "../proto.ts";
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
