import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { normal } from "~/engine/random/normal.ts";
import { floats, sizeOf } from "~/engine/tensor/tensor.ts";
import { openModel } from "../../../tests/support/run-model.ts";
import { standinFile, standinPack } from "../../../tests/support/standins.ts";
import { weightsApart } from "./apart.ts";

const pack = standinPack("sdxs", true);
const shapes = {
  sample: [1, ...pack.graphs.denoiser!.inputs["sample"]!.shape.slice(1)],
  timestep: [1],
  encoder_hidden_states: [1, 77, 16],
};
const feeds = Object.fromEntries(
  Object.entries(shapes).map(([name, shape], stream) => [name, floats(shape, normal(3, stream, sizeOf(shape)))]),
);

test("a graph that refers to its own file for its weights is small, and says the same to the bit", async () => {
  // A file begins anywhere in the memory that it was read into.
  const stored = readFileSync(standinFile("sdxs", true, pack.graphs.denoiser!));
  const memory = new Uint8Array(stored.length + 3);
  memory.set(stored, 3);
  const file = memory.subarray(3);
  const graph = weightsApart(file, "unet.onnx");
  expect(graph.length).toBeLessThan(file.length / 2);

  const [whole, apart] = [await openModel(file), await openModel(graph, undefined, [{ path: "unet.onnx", data: file }])];
  const [expected, found] = [await whole.run(feeds), await apart.run(feeds)];
  expect(found).toEqual(expected);
});
