import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { writeIndividual, readIndividual } from "../pipelines/individual-file.ts";
import { identityRoles } from "../pipelines/learn-identity.ts";
import { normal } from "../random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "../tensor/tensor.ts";

const pack = parseManifest(JSON.parse(readFileSync("models-manifest.json", "utf8"))).packs[0]!;
const run = runInNode(pack.graphs, ({ file }) => `public/${pack.base}${file}`);
const noise = (stream: number, shape: readonly number[]) => floats(shape, normal(3, stream, sizeOf(shape)));

/** One pass over a small picture; `strength` of the identity. */
const feedsOf = (strength: number): Record<string, FloatTensor> => ({
  sample: noise(0, [1, 16, 8, 6]),
  timestep: floats([1], Float32Array.of(0.7)),
  context: noise(1, [1, 64, 192]),
  pose: floats([1, 8]),
  "identity.scale": floats([1], Float32Array.of(strength)),
  ...Object.fromEntries(
    identityRoles(pack).map((role, i) => [role, noise(2 + i, [1, pack.identity.tokens, pack.identity.channels[i >> 1]!])]),
  ),
});

const TARGET = "module.up.0.query";
const deltas = {
  [`delta.${TARGET}.a`]: noise(20, [192, 4]),
  [`delta.${TARGET}.b`]: noise(21, [4, 192]),
};

const predicted = async (feeds: Readonly<Record<string, FloatTensor>>) => (await run("denoiser", feeds))["prediction"]!.data;

test("deltas that are fed change the prediction as strongly as the identity speaks, and off not by a bit", async () => {
  const [on, off] = [feedsOf(1), feedsOf(0)];
  const before = await predicted(on);
  expect(await predicted({ ...on, ...deltas })).not.toEqual(before);
  expect(await predicted({ ...off, ...deltas })).toEqual(await predicted(off));
  expect(await predicted(on), "nobody else is drawn otherwise").toEqual(before);
  // Two sessions of a whole denoiser on one thread: a busy computer needs its time.
}, 180_000);

test("deltas of another architecture are refused by name before anything is run", async () => {
  const feeds = feedsOf(1);
  const others = [
    { "delta.up_blocks.1.attn2.to_q.a": noise(1, [192, 4]), "delta.up_blocks.1.attn2.to_q.b": noise(2, [4, 192]) },
    { ...deltas, [`delta.${TARGET}.b`]: noise(2, [4, 320]) },
    { ...deltas, [`delta.${TARGET}.a`]: noise(2, [192, 8]) },
    { [`delta.${TARGET}.a`]: noise(2, [192, 4]) },
  ];
  for (const other of others)
    await expect(run("denoiser", { ...feeds, ...other })).rejects.toMatchObject({ code: "safetensors-invalid" });
});

test("deltas are kept in a person's file beside their tokens", () => {
  const tensors = Object.fromEntries(
    Object.entries({ ...feedsOf(1), ...deltas }).filter(([name]) => !/scale|sample|time|context|pose/.test(name)),
  );
  const prototype = normal(1, 9, pack.identity.embedding);
  expect(readIndividual(pack, writeIndividual("ana", pack, { prototype, tensors })).tensors).toEqual(tensors);
});
