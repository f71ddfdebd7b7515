import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { relativeError, runModel } from "../../../tests/support/run-model.ts";
import { floats } from "../tensor/tensor.ts";
import { differentiate } from "./differentiate.ts";
import { emit } from "./emit.ts";
import { DataType, readModel, writeModel } from "./proto.ts";
import { specialise } from "./specialise.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly name: string;
  readonly model: string;
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly cotangent: Numbers;
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

const { cases } = JSON.parse(readFileSync("tests/golden/gradients.json", "utf8")) as { readonly cases: readonly Case[] };

const feed = ({ shape, data }: Numbers) => floats(shape, Float32Array.from(data));

test.each(cases.map((each) => [each.name, each] as const))("%s has PyTorch's gradients", async (_, golden) => {
  const shapes = Object.fromEntries(Object.entries(golden.inputs).map(([name, { shape }]) => [name, shape]));
  const graph = specialise(readModel(Buffer.from(golden.model, "base64")), shapes);
  const { shape } = golden.cotangent;
  const cotangent = graph.input("cotangent", DataType.FLOAT, shape);
  const product = graph.op("Mul", ["y", cotangent]);
  const loss = shape.length === 0 ? product : graph.sum(product, [...shape.keys()], false);
  const gradients = differentiate(graph, { loss, wrt: Object.keys(golden.gradients) });
  const model = writeModel(emit(graph, new Map([...gradients].map(([name, tensor]) => [`d${name}`, tensor]))));
  const needed = new Set(readModel(model).graph?.input.map(({ name }) => name));
  const feeds = Object.entries({ ...golden.inputs, cotangent: golden.cotangent }).filter(([name]) => needed.has(name));
  const found = await runModel(model, Object.fromEntries(feeds.map(([name, numbers]) => [name, feed(numbers)])));
  for (const [name, expected] of Object.entries(golden.gradients))
    expect(relativeError(found[`d${name}`] ?? [], expected), name).toBeLessThan(1e-4);
});

test("an operator without a rule is refused by name, and only if a gradient would pass through it", () => {
  const golden = cases.find(({ name }) => name === "conv");
  if (golden === undefined) throw new Error("no such case");
  const shapes = Object.fromEntries(Object.entries(golden.inputs).map(([name, { shape }]) => [name, shape]));
  const graph = specialise(readModel(Buffer.from(golden.model, "base64")), shapes);
  const loss = graph.sum("y", [0, 1, 2, 3], false);
  expect(differentiate(graph, { loss, wrt: ["a"] }).size).toBe(1);
  try {
    differentiate(graph, { loss, wrt: ["b"] });
    expect.unreachable();
  } catch (error) {
    expect(isFailure(error, "graph-failed") && error.details.reason).toContain("cannot be learned");
  }
});
