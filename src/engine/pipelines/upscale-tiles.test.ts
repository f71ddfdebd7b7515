/**
 * Real-ESRGAN as the manifest has it, with its stand-in (toolkit/standins/esrgan.py): its names, its one size, its range, and what PyTorch makes
 * with the same weights.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import { graphFault } from "~/engine/onnx/fitness.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { floatsOf } from "../../../tests/support/standins.ts";
import { upscale } from "./upscale.ts";
import { tileStarts } from "./upscale-tiles.ts";

interface Golden {
  readonly side: number;
  readonly every: number;
  /** Every so many pixels of every so many rows, planes in 0..1, float32 in base64. */
  readonly tile: string;
  readonly width: number;
  readonly height: number;
  readonly whole: string;
}

const FILE = "tests/fixtures/standins/real-esrgan/onnx/model.onnx";
const golden = JSON.parse(readFileSync("tests/golden/real-esrgan.json", "utf8")) as Golden;
const known = JSON.parse(readFileSync("models-manifest.json", "utf8")) as { readonly tools: readonly object[] };
const tool = parseManifest(known).tools.find((each) => each.serves === "masters")!;
const run = runInNode(tool.graphs, () => FILE);
const nothing = (): void => undefined;

/** The stand-in's own formula. */
function picture(width: number, height: number): Raster {
  const image = raster(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        const wave = Math.sin(((3 + c) * x) / 11 + ((5 - c) * y) / 13);
        image.data[4 * (y * width + x) + c] = Math.round(127.5 + 127.5 * wave);
      }
  return image;
}

/** Levels between a master and PyTorch's, pixel by pixel of those that were written down. */
function differences(master: Raster, packed: string): number[] {
  const values = floatsOf(packed);
  const found: number[] = [];
  let at = 0;
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < master.height; y += golden.every)
      for (let x = 0; x < master.width; x += golden.every) {
        const value = 255 * Math.min(1, Math.max(0, values[at++]!));
        found.push(Math.abs(master.data[4 * (y * master.width + x) + c]! - value));
      }
  expect(at).toBe(values.length);
  return found;
}

const decibels = (errors: readonly number[]): number =>
  10 * Math.log10(255 ** 2 / (errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length));

test("the stand-in is what the manifest's entry says", async () => {
  const bytes = readFileSync(FILE);
  const source = {
    length: bytes.length,
    read: async (start: number, end: number) => Uint8Array.from(bytes.subarray(start, end)),
  };
  expect(await graphFault(tool.graphs.upscaler!, source, () => 0)).toBeUndefined();
});

test("a picture of the one size that it takes becomes what PyTorch makes of it", async () => {
  const master = await upscale(run, tool.master, picture(golden.side, golden.side), nothing);
  expect([master.width, master.height]).toEqual([4 * golden.side, 4 * golden.side]);
  // Half a level for the rounding.
  expect(Math.max(...differences(master, golden.tile))).toBeLessThan(0.6);
});

test("a larger picture in tiles is within the network's own borders of what PyTorch makes of it at once", async () => {
  let pauses = 0;
  const master = await upscale(run, tool.master, picture(golden.width, golden.height), () => void pauses++);
  expect([master.width, master.height]).toEqual([4 * golden.width, 4 * golden.height]);
  expect(pauses).toBe(3);
  expect(decibels(differences(master, golden.whole))).toBeGreaterThan(40);
});

test("a picture smaller than the one size is enlarged, and nothing else comes of what surrounds it", async () => {
  const master = await upscale(run, tool.master, picture(20, 12), nothing);
  expect([master.width, master.height]).toEqual([80, 48]);
});

test("tiles cover every pixel, and each lies on the next", () => {
  for (const [side, reach] of [
    [64, 8],
    [32, 4],
  ] as const)
    for (let length = 1; length < 300; length++) {
      const starts = tileStarts(length, { side, reach });
      expect(starts[0]).toBe(0);
      expect(starts.at(-1)).toBe(Math.max(0, length - side));
      for (const [k, start] of starts.slice(1).entries()) expect(starts[k]! + side - start).toBeGreaterThanOrEqual(2 * reach);
    }
});

test("what is thrown between two tiles ends the work", async () => {
  const stop = (): never => {
    throw new DOMException("cancelled", "AbortError");
  };
  await expect(upscale(run, tool.master, picture(90, 20), stop)).rejects.toMatchObject({ name: "AbortError" });
});

test.each([
  ["serves nobody", { serves: "tea" }, "serves nothing that is known"],
  ["has no upscaler", { graphs: {} }, "master and upscaler need each other"],
  ["is all overlap", { master: { factor: 4, reach: 32, side: 64 } }, "bad master"],
  ["claims twenty gigabytes", { files: [{ path: "onnx/model.onnx", bytes: 20e9, sha256: null }] }, "more than anybody is asked"],
  ["names a branch", { source: { ...(known.tools[0] as { source: object }).source, commit: "main" } }, "pins no commit"],
  ["has the id of a pack", { id: "atelier" }, "a pack id appears twice"],
])("a tool that %s is refused with the reason", (_, change, reason) => {
  const wrong = { ...known, tools: [{ ...known.tools[0], ...change }] };
  expect(() => parseManifest(wrong)).toThrowError(
    expect.objectContaining({ details: { reason: expect.stringContaining(reason) } }),
  );
});
