import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Manifest } from "~/contracts/manifest.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { upscale } from "./upscale.ts";

interface Golden {
  /** Of the file with the weights. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly every: number;
  readonly rgb: readonly number[];
  /** -1..1, planes of every so many pixels of every so many rows. */
  readonly master: readonly number[];
}

const golden = JSON.parse(readFileSync("tests/golden/upscaler.json", "utf8")) as Golden;
const { packs } = JSON.parse(readFileSync("models-manifest.json", "utf8")) as Manifest;
const pack = packs[0]!;
const run = runInNode(pack.graphs, ({ file }) => `public/${pack.base}${file}`);
const nothing = (): void => undefined;

const picture = ((): Raster => {
  const image = raster(golden.width, golden.height);
  for (let pixel = 0; pixel < golden.width * golden.height; pixel++)
    for (let c = 0; c < 3; c++) image.data[4 * pixel + c] = golden.rgb[3 * pixel + c]!;
  return image;
})();

test("the numbers were written for the shipped file", () => {
  const { file } = pack.graphs.upscaler!;
  const { sha256 } = pack.files.find(({ path }) => path === file)!;
  expect(golden.sha256, "run python -m atelier.golden_upscaler").toBe(sha256);
});

test("a master is what PyTorch makes of the same picture with the same weights", async () => {
  const master = await upscale(run, pack.master!, picture, nothing);
  const { factor } = pack.master!;
  expect([master.width, master.height]).toEqual([factor * golden.width, factor * golden.height]);
  let at = 0;
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < master.height; y += golden.every)
      for (let x = 0; x < master.width; x += golden.every) {
        const value = Math.min(255, Math.max(0, (golden.master[at++]! + 1) * 127.5));
        // A thousandth of the range, and half a level for the rounding.
        expect(Math.abs(master.data[4 * (y * master.width + x) + c]! - value)).toBeLessThan(0.5 + 0.255);
      }
  expect(at).toBe(golden.master.length);
});

test("strips leave no seam: the master is the same, however many there were", async () => {
  const whole = await upscale(run, pack.master!, picture, nothing, golden.height);
  for (const strip of [2, 14, 26]) {
    let pauses = 0;
    const pieces = await upscale(run, pack.master!, picture, () => void pauses++, strip);
    expect(pauses).toBe(Math.ceil(golden.height / strip) - 1);
    let most = 0;
    for (let i = 0; i < whole.data.length; i++) most = Math.max(most, Math.abs(whole.data[i]! - pieces.data[i]!));
    expect(most, `strips of ${strip} rows`).toBeLessThanOrEqual(1);
  }
});

test("what is thrown between two strips ends the work", async () => {
  const stop = (): never => {
    throw new DOMException("cancelled", "AbortError");
  };
  await expect(upscale(run, pack.master!, picture, stop, 26)).rejects.toMatchObject({ name: "AbortError" });
});
