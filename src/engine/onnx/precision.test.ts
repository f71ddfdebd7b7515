import { create } from "@bufbuild/protobuf";
import * as ort from "onnxruntime-web/wasm";
import { expect, test } from "vitest";
import { toHalf } from "../tensor/half.ts";
import { differentiate } from "./differentiate.ts";
import { emit } from "./emit.ts";
import { widened } from "./precision.ts";
import { DataType, readModel, writeModel } from "./proto.ts";
import { TensorProto_DataLocation as DataLocation, TensorProtoSchema } from "./schema/onnx_pb.ts";
import { specialise } from "./specialise.ts";
import { StaticGraph } from "./static-graph.ts";

ort.env.wasm.numThreads = 1;

const SIDE = 3;
// All of them halves.
const WEIGHTS = Float32Array.of(1, -2, 0.5, 0.25, 3, -1.5, 2, 0.125, -0.75);

/** y = xW in half precision, W in another file. */
function halfModel(): Uint8Array<ArrayBuffer> {
  const graph = new StaticGraph(17);
  const x = graph.input("x", DataType.FLOAT, [1, SIDE]);
  const length = 2 * WEIGHTS.length;
  graph.weight(
    "w",
    create(TensorProtoSchema, {
      name: "w",
      dataType: DataType.FLOAT16,
      dims: [BigInt(SIDE), BigInt(SIDE)],
      dataLocation: DataLocation.EXTERNAL,
      externalData: [
        { key: "location", value: "weights.bin" },
        { key: "offset", value: "0" },
        { key: "length", value: String(length) },
      ],
    }),
  );
  const product = graph.op("MatMul", [graph.op("Cast", [x], { to: DataType.FLOAT16 }), "w"]);
  return writeModel(emit(graph, new Map([["y", graph.op("Cast", [product], { to: DataType.FLOAT })]])));
}

test("a graph in half precision has gradients in single, and its weights stay halves in their own file", async () => {
  const model = widened(readModel(halfModel()));
  expect(model.graph?.initializer).toMatchObject([
    { name: "w", dataType: DataType.FLOAT16, dataLocation: DataLocation.EXTERNAL },
  ]);
  const graph = specialise(model, { x: [1, SIDE] });
  const loss = graph.sum(graph.op("Mul", ["y", "y"]), [0, 1], false);
  const gradient = differentiate(graph, { loss, wrt: ["x"] }).get("x")!;
  const written = writeModel(emit(graph, new Map([["gradient", gradient]])));
  expect(written.length).toBeLessThan(2000);
  const data = new Uint8Array(toHalf(WEIGHTS).buffer);
  const session = await ort.InferenceSession.create(written, { externalData: [{ path: "weights.bin", data }] });
  // No half is as fine as this: single precision tells it from its neighbours.
  const x = [1 + 2 ** -14, -0.5, 2];
  const found = await session.run({ x: new ort.Tensor("float32", Float32Array.from(x), [1, SIDE]) });
  const at = (row: number, column: number) => WEIGHTS[SIDE * row + column] ?? 0;
  const y = [0, 1, 2].map((column) => x.reduce((sum, value, row) => sum + value * at(row, column), 0));
  const expected = [0, 1, 2].map((row) => y.reduce((sum, value, column) => sum + 2 * value * at(row, column), 0));
  for (const [i, value] of expected.entries()) expect(found["gradient"]?.data[i]).toBeCloseTo(value, 5);
  await session.release();
});
