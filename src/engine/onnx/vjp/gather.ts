/**
 * @file Gradients of picking elements by index: added up at the index they were picked from.
 */
import { integer, string } from "../proto.ts";
import { at, axisOf, count } from "../shapes.ts";
import { type RuleTable, zeros } from "./rule.ts";

export const gather: RuleTable = {
  Gather({ graph, node, gradient, input, shape }) {
    const x = shape(0);
    const axis = axisOf(integer(node, "axis", 0), x.length);
    const before = count(x.slice(0, axis));
    const after = count(x.slice(axis + 1));
    const picked = count(shape(1));
    const { data } = graph.info(input(1));
    if (picked === 1 && data !== undefined) {
      const from = axisOf(data[0] ?? 0, at(x, axis));
      const pads = [...x.map((_, i) => (i === axis ? from : 0)), ...x.map((length, i) => (i === axis ? length - from - 1 : 0))];
      const one = graph.reshape(
        gradient,
        x.map((length, i) => (i === axis ? 1 : length)),
      );
      return [graph.op("Pad", [one, graph.ints(pads), graph.scalar(0)])];
    }
    const rows = [before, picked, after];
    const indices = graph.op("Expand", [graph.reshape(input(1), [1, picked, 1]), graph.ints(rows)]);
    const added = graph.op(
      "ScatterElements",
      [zeros(graph, [before, at(x, axis), after]), indices, graph.reshape(gradient, rows)],
      {
        axis: 1,
        reduction: "add",
      },
    );
    return [graph.reshape(added, x)];
  },
  GatherElements({ graph, node, gradient, input, shape }) {
    const axis = integer(node, "axis", 0);
    return [graph.op("ScatterElements", [zeros(graph, shape(0)), input(1), gradient], { axis, reduction: "add" })];
  },
  /** What was added lands unchanged; without a reduction, what was overwritten gets none. */
  ScatterElements({ graph, node, gradient, wants, input, shape }) {
    const axis = integer(node, "axis", 0);
    const adds = string(node, "reduction", "none") === "add";
    const cleared = () => graph.op("ScatterElements", [gradient, input(1), zeros(graph, shape(2))], { axis });
    return [
      wants(0) ? (adds ? gradient : cleared()) : undefined,
      undefined,
      wants(2) ? graph.op("GatherElements", [gradient, input(1)], { axis }) : undefined,
    ];
  },
};
