import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describe } from "./describe.ts";
import { readModel, writeModel } from "./proto.ts";

const file = new Uint8Array(readFileSync("public/packs/atelier/denoiser.onnx"));

test("a model that is read and written again is the same file, and its weights were not copied", () => {
  const model = readModel(file);
  expect(model.graph?.initializer[0]?.rawData.buffer).toBe(file.buffer);
  expect(Buffer.compare(Buffer.from(writeModel(model)), Buffer.from(writeModel(readModel(writeModel(model)))))).toBe(0);
});

test("finds the attention of the denoiser by its structure, and nothing else that has a softmax", () => {
  const found = describe(readModel(file)).map(({ kind, query, key, value, output }) => [
    kind,
    ...[query, key, value, output].map((projection) => projection && `${projection.name} ${projection.from} ${projection.to}`),
  ]);
  const block = (name: string, width: number) => [
    ["given", `module.${name}.query ${width} ${width}`, undefined, undefined, `module.${name}.identity_out ${width} ${width}`],
    [
      "cross",
      `module.${name}.query ${width} ${width}`,
      `module.${name}.text_kv 192 ${2 * width}`,
      `module.${name}.text_kv 192 ${2 * width}`,
      `module.${name}.text_out ${width} ${width}`,
    ],
  ];
  const self = (name: string, width: number) => {
    const fused = `module.${name}.self_qkv ${width} ${3 * width}`;
    return ["self", fused, fused, fused, `module.${name}.self_out ${width} ${width}`];
  };
  expect(found).toEqual([
    self("bottom.0", 256),
    ...block("bottom.0", 256),
    self("bottom.1", 256),
    ...block("bottom.1", 256),
    ...block("up.0", 192),
  ]);
});
