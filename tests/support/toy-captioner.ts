/** @file The captioner's graphs as its stand-in has them (toolkit/standins/captioner.py): fewer layers and smaller lengths, the same names and types. */
import type { GraphSpec, Tool } from "../../src/contracts/manifest.ts";

const LAYERS = 2;
/** Its width, heads and width of a head, by the real one's. */
const LENGTHS = new Map([
  [768, 16],
  [12, 2],
  [64, 8],
]);

const side = (tensors: GraphSpec["inputs"]): GraphSpec["inputs"] =>
  Object.fromEntries(
    Object.entries(tensors)
      .filter(([role]) => Number(/\.(\d+)$/.exec(role)?.[1] ?? 0) < LAYERS)
      .map(([role, tensor]) => [role, { ...tensor, shape: tensor.shape.map((length) => LENGTHS.get(length) ?? length) }]),
  );

export const toyCaptions = (graphs: Tool["graphs"]): Tool["graphs"] =>
  Object.fromEntries(
    Object.entries(graphs).map(([role, graph]) => [role, { ...graph, inputs: side(graph.inputs), outputs: side(graph.outputs) }]),
  );
