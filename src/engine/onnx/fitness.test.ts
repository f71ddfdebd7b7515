import { readFileSync } from "node:fs";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import type { GraphSpec } from "~/contracts/manifest.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import { graphFault } from "./fitness.ts";
import type { Source } from "./outline.ts";
import { makeNode, type ModelProto, readModel, writeModel } from "./proto.ts";
import { StringStringEntryProtoSchema } from "./schema/onnx_pb.ts";

const file = (name = "denoiser"): Uint8Array => new Uint8Array(readFileSync(`tests/fixtures/tiny/${name}.onnx`));
const spec = tinyPack.graphs.denoiser!;

interface Counted extends Source {
  readonly taken: () => number;
}

function sourceOf(bytes: Uint8Array): Counted {
  let taken = 0;
  return {
    length: bytes.length,
    read(start, end) {
      taken += end - start;
      return Promise.resolve(bytes.slice(start, end));
    },
    taken: () => taken,
  };
}

const changed = (change: (model: ModelProto) => void): Uint8Array => {
  const model = readModel(file());
  change(model);
  return writeModel(model);
};

const away = (location: string) => (model: ModelProto) => {
  const tensor = model.graph!.initializer[0]!;
  tensor.externalData.push(create(StringStringEntryProtoSchema, { key: "location", value: location }));
  tensor.rawData = new Uint8Array(0);
};

const fault = (bytes: Uint8Array, asked: GraphSpec = spec) => graphFault(asked, sourceOf(bytes), () => 50_000);

test("a graph that is what the manifest says has no fault", async () => {
  for (const graph of Object.values(tinyPack.graphs))
    expect(await fault(file(graph.file.replace(".onnx", "")), graph), graph.file).toBeUndefined();
});

test.each<[string, (model: ModelProto) => void, string]>([
  ["lacks an input", (model) => void (model.graph!.input = model.graph!.input.slice(1)), "has no sample"],
  ["lacks its output", (model) => void (model.graph!.output[0]!.name = "other"), "has no prediction"],
  ["wants an operator of Microsoft's", (model) => void (model.graph!.node[0]!.domain = "com.microsoft"), "wants com.microsoft."],
  ["wants an operator of nobody's", (model) => void (model.graph!.node[0]!.domain = "evil"), "wants evil."],
  ["climbs out of its folder", away("../../secret.bin"), "outside of its folder"],
  ["names a path of the computer", away("/etc/passwd"), "outside of its folder"],
  ["names a drive", away("C:\\weights.bin"), "outside of its folder"],
  ["climbs on the way", away("weights/../../x"), "outside of its folder"],
  ["keeps weights where nothing is listed", away("weights.bin"), "keeps weights in weights.bin"],
])("a graph that %s is refused with the reason", async (_, change, words) => {
  expect(await fault(changed(change))).toContain(words);
});

test("weights in a file that the pack lists beside the graph are no fault, as long as they lie within it", async () => {
  const within: GraphSpec = { ...spec, external: ["weights/all.bin"] };
  const at = (offset: string, length: string) =>
    changed((model) => {
      away("weights/all.bin")(model);
      const tensor = model.graph!.initializer[0]!;
      for (const [key, value] of Object.entries({ offset, length }))
        tensor.externalData.push(create(StringStringEntryProtoSchema, { key, value }));
    });
  expect(await fault(at("40000", "10000"), within)).toBeUndefined();
  expect(await fault(at("40000", "10001"), within)).toBe("keeps weights in weights/all.bin behind its end");
  expect(await fault(at("0", "20000000000"), within)).toContain("behind its end");
  expect(await fault(at("-9", "4"), within)).toContain("cannot be read");
  expect(await fault(at("x", "4"), within)).toContain("cannot be read");
});

test("what hides in a branch is found", async () => {
  const bytes = changed((model) => {
    const node = makeNode("If", ["x"], ["y"]);
    const inner = readModel(changed(away("../x"))).graph!;
    const attribute = makeNode("Cast", ["x"], ["y"], { to: 1 }).attribute[0]!;
    attribute.g = inner;
    node.attribute.push(attribute);
    model.graph!.node.push(node);
  });
  expect(await fault(bytes)).toContain("outside of its folder");
});

test("another type and another rank are named", async () => {
  const sample = spec.inputs["sample"]!;
  const asking = (change: Partial<typeof sample>): GraphSpec => ({ ...spec, inputs: { sample: { ...sample, ...change } } });
  expect(await fault(file(), asking({ dtype: "float16" }))).toBe("has sample in another type than float16");
  expect(await fault(file(), asking({ dtype: "float" }))).toBeUndefined();
  expect(await fault(file(), asking({ shape: [1, 4] }))).toBe("has sample of rank 4, not 2");
});

test("a file that was cut anywhere is refused", async () => {
  const whole = file();
  for (let length = 0; length < whole.length; length += 7)
    expect(await fault(whole.slice(0, length)), `${length} bytes`).toBeDefined();
});

test("what is no model is refused", async () => {
  expect(await fault(new TextEncoder().encode("<!doctype html><title>Sign in</title>"))).toContain("cannot be read");
  expect(await fault(new Uint8Array(100).fill(0xff))).toContain("cannot be read");
});

test("weights are passed over: of ten megabytes hardly anything is read", async () => {
  const bytes = changed((model) => void (model.graph!.initializer[0]!.rawData = new Uint8Array(10_000_000)));
  const source = sourceOf(bytes);
  expect(await graphFault(spec, source, () => 0)).toBeUndefined();
  expect(source.taken()).toBeLessThan(300_000);
});
