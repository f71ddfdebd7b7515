/**
 * The stand-in of TAESD (toolkit/standins/taesd.py) beside diffusers, which decoded the same latent with the same weights.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { floatsOf } from "../../../tests/support/standins.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats } from "~/engine/tensor/tensor.ts";
import { latentPreview } from "./preview.ts";

const golden = JSON.parse(readFileSync("tests/golden/taesd.json", "utf8")) as {
  readonly seed: number;
  readonly latent: readonly [number, number, number];
  readonly image: string;
};

const watching: Pack = {
  ...tinyPack,
  graphs: {
    preview_decoder: {
      file: "vae_decoder/model.onnx",
      inputs: { latent: { name: "latent_sample", dtype: "float32", shape: [-1, 4, -1, -1] } },
      outputs: { image: { name: "sample", dtype: "float32", shape: [-1, 3, -1, -1] } },
    },
  },
};

test("a pack with a little decoder is watched through it, as diffusers decodes with it", async () => {
  const [channels, height, width] = golden.latent;
  const latent = floats([1, channels, height, width], normal(golden.seed, 0, channels * height * width));
  const run = runInNode(watching.graphs, ({ file }) => `tests/fixtures/standins/taesd/${file}`);
  const seen = await latentPreview(run, watching, latent);
  const expected = fromPlanes(floats([1, 3, 8 * height, 8 * width], floatsOf(golden.image)));
  expect([seen.width, seen.height]).toEqual([8 * width, 8 * height]);
  const apart = seen.data.map((value, i) => Math.abs(value - expected.data[i]!));
  expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  expect(new Set(seen.data).size).toBeGreaterThan(20);
});
