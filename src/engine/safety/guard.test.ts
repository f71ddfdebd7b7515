/** On a stand-in of Stable Diffusion's safety checker (toolkit/standins/safety.py), against what diffusers makes of the same pictures. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import type { GraphSpec, Pack } from "~/contracts/manifest.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import { requireChecker, whitened, withholdUnsafe } from "./guard.ts";

const golden = JSON.parse(readFileSync("tests/golden/safety.json", "utf8")) as {
  readonly width: number;
  readonly height: number;
  readonly cases: readonly {
    readonly slopes: readonly [number, number];
    readonly unsafe: boolean;
    /** Of the whitened picture. */
    readonly first: readonly number[];
    readonly mean: number;
  }[];
};

const checker: GraphSpec = {
  file: "safety_checker_int32_reduceSum.onnx",
  inputs: {
    image: { name: "clip_input", dtype: "float16", shape: [1, 3, 224, 224] },
    pixels: { name: "images", dtype: "float16", shape: [1, 224, 224, 3] },
  },
  outputs: { unsafe: { name: "has_nsfw_concepts", dtype: "bool", shape: [1] } },
};
const pack: Pack = { ...tinyPack, reads: "photographs", graphs: { ...tinyPack.graphs, safety_checker: checker } };
const run = runInNode(pack.graphs, ({ file }) => `tests/fixtures/standins/safety-checker/${file}`);

function picture([a, b]: readonly [number, number]): Raster {
  const { width, height } = golden;
  const image = raster(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) image.data[4 * (y * width + x) + c] = (a * x + b * y + 60 * c) % 256;
  return image;
}

test("the checker sees what diffusers shows it, and what it finds unsafe is withheld", async () => {
  expect(new Set(golden.cases.map(({ unsafe }) => unsafe)).size).toBe(2);
  for (const { slopes, unsafe, first, mean } of golden.cases) {
    const image = picture(slopes);
    const { data } = whitened(image);
    // One of 255 levels is 0.015 of a deviation.
    first.forEach((value, k) => expect(Math.abs(data[k]! - value)).toBeLessThan(0.016));
    expect(data.reduce((sum, value) => sum + value, 0) / data.length).toBeCloseTo(mean, 2);
    const verdict = await withholdUnsafe(run, pack, image).then(
      () => false,
      (error: unknown) => isFailure(error, "picture-withheld"),
    );
    expect(verdict).toBe(unsafe);
  }
});

test("photographs are not drawn without a checker; drawings need none", async () => {
  expect(() => requireChecker(pack)).not.toThrow();
  expect(() => requireChecker({ ...tinyPack, reads: "photographs" })).toThrowError(
    expect.objectContaining({ code: "pack-unguarded", details: { packId: "tiny" } }),
  );
  expect(() => requireChecker(tinyPack)).not.toThrow();
  await withholdUnsafe(() => Promise.reject(new Error("asked")), tinyPack, picture([1, 1]));
});
