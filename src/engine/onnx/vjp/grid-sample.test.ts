import * as ort from "onnxruntime-web";
import { expect, test } from "vitest";
import { differentiate } from "../differentiate.ts";
import { emit } from "../emit.ts";
import { DataType, writeModel } from "../proto.ts";
import { StaticGraph } from "../static-graph.ts";

// Before the first session: several threads at once are what is asked about.
ort.env.wasm.numThreads = 4;

/** Every sample of a picture of 3 by 3 lies in its middle; the loss is their sum. */
async function openMiddle(samples: number) {
  const graph = new StaticGraph(17);
  const picture = graph.input("picture", DataType.FLOAT, [1, 4, 3, 3]);
  const places = graph.input("places", DataType.FLOAT, [1, samples, 1, 2]);
  const options = { mode: "bilinear", padding_mode: "zeros", align_corners: 0 };
  const loss = graph.sum(graph.op("GridSample", [picture, places], options), [0, 1, 2, 3], false);
  const gradient = differentiate(graph, { loss, wrt: [picture] }).get(picture)!;
  return ort.InferenceSession.create(writeModel(emit(graph, new Map([["gradient", gradient]]))));
}

test("no thread loses what another adds to the same pixel", async () => {
  const samples = 60_000;
  const session = await openMiddle(samples);
  const places = new ort.Tensor("float32", new Float32Array(2 * samples), [1, samples, 1, 2]);
  const picture = new ort.Tensor("float32", new Float32Array(36), [1, 4, 3, 3]);
  const feeds = session.inputNames.includes("picture") ? { picture, places } : { places };
  const expected = Float32Array.from({ length: 36 }, (_, i) => (i % 9 === 4 ? samples : 0));
  for (let turn = 0; turn < 10; turn++) expect((await session.run(feeds))["gradient"]?.data).toEqual(expected);
  await session.release();
});
