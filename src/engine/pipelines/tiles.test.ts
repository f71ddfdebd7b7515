/** A decoder's tiles against the same decoder of diffusers, blended in numpy (toolkit/standins/tiled.py). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { GraphRole } from "~/contracts/manifest.ts";
import { normal } from "~/engine/random/normal.ts";
import { type FloatTensor, floats, output, type Run, sizeOf } from "~/engine/tensor/tensor.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { bytesOf, standinFile, standinPack } from "../../../tests/support/standins.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import { fromPlanes } from "../image/planes.ts";
import { starts, throughTiles, tileSide } from "./tiles.ts";

const golden = JSON.parse(readFileSync("tests/golden/tiles.json", "utf8")) as {
  readonly seed: number;
  readonly latent: readonly [number, number, number];
  readonly tile: number;
  /** Planes of bytes in base64. */
  readonly whole: string;
  readonly tiled: string;
  readonly diffusersDecibels: number;
};

const [channels, height, width] = golden.latent;
const shape = [1, channels, height, width];
const latent = floats(shape, normal(golden.seed, 0, sizeOf(shape)));
const pack = standinPack("sd15", true);
const decoder = runInNode(pack.graphs, (spec) => standinFile("sd15", true, spec));

/** Of a picture against planes of bytes. */
function decibels(image: FloatTensor, expected: Uint8Array): number {
  const { data } = fromPlanes(image);
  const area = image.shape[2]! * image.shape[3]!;
  const squares = expected.reduce((sum, value, i) => sum + (value - data[4 * (i % area) + Math.floor(i / area)]!) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / expected.length));
}

test("a picture in tiles is numpy's, and nearer to the picture in one piece than diffusers' tiles are", async () => {
  const image = output(await throughTiles(decoder, pack, golden.tile)("vae_decoder", { latent }), "image");
  expect(image.shape).toEqual([1, 3, 8 * height, 8 * width]);
  expect(decibels(image, bytesOf(golden.tiled))).toBeGreaterThan(55);
  expect(decibels(image, bytesOf(golden.whole))).toBeGreaterThan(golden.diffusersDecibels);
});

test("what fits into one tile goes through in one piece, and so does everything else", async () => {
  const asked: GraphRole[] = [];
  const run: Run = async (graph, feeds) => {
    asked.push(graph);
    return decoder(graph, feeds);
  };
  const tiles = throughTiles(run, pack, height);
  const whole = output(await tiles("vae_decoder", { latent }), "image");
  expect(whole).toEqual(output(await decoder("vae_decoder", { latent }), "image"));
  expect(asked).toEqual(["vae_decoder"]);
});

test("a network that sees only its own patch draws the very same in tiles, down and up", async () => {
  // The toy pack's autoencoder mixes nothing between cells.
  const run = runInNode(tinyPack.graphs, ({ file }) => `tests/fixtures/tiny/${file}`);
  const tiles = throughTiles(run, tinyPack, 4);
  const picture = floats([1, 3, 16 * 9, 16 * 6], normal(3, 0, 3 * 16 * 9 * 16 * 6));
  for (const [graph, feeds, role] of [
    ["vae_encoder", { image: picture }, "latent"],
    ["vae_decoder", { latent: floats([1, 4, 9, 6], normal(4, 0, 4 * 9 * 6)) }, "image"],
  ] as const) {
    const [inTiles, whole] = [output(await tiles(graph, feeds), role), output(await run(graph, feeds), role)];
    expect(inTiles.shape).toEqual(whole.shape);
    expect(Math.max(...inTiles.data.map((value, i) => Math.abs(value - whole.data[i]!)))).toBeLessThan(1e-5);
  }
});

test("tiles lie evenly, cover everything and overlap by a quarter at least", () => {
  for (const [length, tile] of [
    [64, 32],
    [65, 64],
    [20, 8],
    [33, 16],
  ] as const) {
    const at = starts(length, tile);
    expect([at[0], at.at(-1)! + tile]).toEqual([0, length]);
    for (const [i, start] of at.entries()) if (i > 0) expect(start - at[i - 1]!).toBeLessThanOrEqual(0.75 * tile);
  }
  expect(starts(8, 64)).toEqual([0]);
});

test("a tile is as large as a device's tensors may be", () => {
  const large = { latent: { channels: 4, factor: 8, cell: 65_536 } };
  expect(tileSide(large, 2 ** 28)).toBe(64);
  expect(tileSide(large, 2 ** 27)).toBe(40);
  expect(tileSide(large, 2 ** 26)).toBe(32);
  expect(tileSide(large, 1)).toBe(16);
  expect(tileSide(tinyPack, 1)).toBeUndefined();
});
