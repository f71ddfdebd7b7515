import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { relativeError, runModel } from "../../../tests/support/run-model.ts";
import { normal } from "../random/normal.ts";
import { floats } from "../tensor/tensor.ts";
import { affineAddend } from "./affine.ts";
import { emit } from "./emit.ts";
import { DataType, readModel, writeModel } from "./proto.ts";
import { continueWith } from "./specialise.ts";
import { StaticGraph } from "./static-graph.ts";

const SHAPE = [1, 16, 3, 4];

test("of Atelier's decoder it is found, is affine, and is most of the picture", async () => {
  const graph = new StaticGraph(17);
  const latent = graph.input("latent", DataType.FLOAT, SHAPE);
  const decoder = readModel(new Uint8Array(readFileSync("public/packs/atelier/vae_decoder.onnx")));
  const image = continueWith(graph, decoder, latent, "decoder:");
  const part = affineAddend(graph, image, latent)!;
  expect(graph.shape(part)).toEqual([1, 3, 48, 64]);
  const model = writeModel(emit(graph, new Map([["part", part]])));
  expect(readModel(model).graph?.node.filter(({ opType }) => opType === "Sigmoid")).toHaveLength(0);
  const partOf = async (data: Float32Array) => (await runModel(model, { latent: floats(SHAPE, data) }))["part"]!;
  const [a, b] = [normal(1, 0, 192), normal(1, 1, 192)];
  const [ofA, ofB, ofBoth, ofNothing] = [
    await partOf(a),
    await partOf(b),
    await partOf(a.map((x, i) => x + b[i]!)),
    await partOf(new Float32Array(192)),
  ];
  expect(
    relativeError(
      ofBoth,
      ofA.map((x, i) => x + ofB[i]! - ofNothing[i]!),
    ),
  ).toBeLessThan(1e-5);
  const whole = (await runModel(writeModel(emit(graph, new Map([["image", image]]))), { latent: floats(SHAPE, a) }))["image"]!;
  const rest = whole.map((x, i) => x - ofA[i]!);
  expect(Math.hypot(...rest)).toBeLessThan(0.3 * Math.hypot(...whole));
});

test("where nothing is added, or both or neither of what is, there is none", () => {
  const graph = new StaticGraph(17);
  const x = graph.input("x", DataType.FLOAT, [2, 2]);
  const [bent, double] = [graph.op("Tanh", [x]), graph.op("Mul", [x, graph.scalar(2)])];
  expect(affineAddend(graph, graph.op("Add", [bent, double]), x)).toBe(double);
  expect(affineAddend(graph, graph.op("Add", [double, x]), x)).toBeUndefined();
  expect(affineAddend(graph, graph.op("Add", [bent, graph.op("Mul", [x, x])]), x)).toBeUndefined();
  expect(affineAddend(graph, graph.op("Add", [bent, graph.scalar(1)]), x)).toBeUndefined();
  expect(affineAddend(graph, bent, x)).toBeUndefined();
});
