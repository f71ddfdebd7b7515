/**
 * What is said of whole pictures, on drawings and on camera photographs as a browser decodes them.
 */
import { expect, test } from "vitest";
import { cameraNoise } from "~/engine/faces/camera-noise";
import { packOf } from "~/storage/manifest";
import { fingerprint, fingerprintDistance } from "./fingerprint";
import type { Raster } from "./raster";

const PEOPLE = ["mara", "ingrid", "kwame", "ana"];
const drawings = PEOPLE.flatMap((name) => Array.from({ length: 8 }, (_, k) => `/samples/${name}/0${k + 1}.webp`));
const photographs = import.meta.glob<string>("../../../tests/fixtures/photographs/*.jpg", {
  eager: true,
  query: "?url",
  import: "default",
});

function draw(bitmap: ImageBitmap, width: number, height: number, filter = "none"): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.filter = filter;
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

const bitmapAt = async (address: string): Promise<ImageBitmap> => createImageBitmap(await (await fetch(address)).blob());

const rasterOf = (canvas: OffscreenCanvas): Raster => {
  const { width, height } = canvas;
  return { width, height, data: canvas.getContext("2d")!.getImageData(0, 0, width, height).data };
};

const load = async (address: string, filter = "none"): Promise<Raster> => {
  const bitmap = await bitmapAt(address);
  return rasterOf(draw(bitmap, bitmap.width, bitmap.height, filter));
};

test("the limit of the shipped pack lies between drawings and photographs, in colour and in grey", async () => {
  const limit = packOf("atelier").faces.photographNoise!;
  expect(Object.keys(photographs)).toHaveLength(3);
  for (const address of drawings) expect(cameraNoise(await load(address)), address).toBeLessThanOrEqual(limit);
  for (const address of Object.values(photographs))
    for (const filter of ["none", "grayscale(1)"])
      expect(cameraNoise(await load(address, filter)), `${address} ${filter}`).toBeGreaterThan(limit);
});

test("a picture saved again, smaller and coarser, keeps its fingerprint; other pictures of the same person do not share it", async () => {
  const prints = await Promise.all(drawings.map(async (address) => fingerprint(await load(address))));
  for (const [i, a] of prints.entries())
    for (const b of prints.slice(i + 1)) expect(fingerprintDistance(a, b)).toBeGreaterThan(0.12);
  for (const [i, address] of drawings.entries()) {
    const bitmap = await bitmapAt(address);
    const again = await draw(bitmap, bitmap.width >> 1, bitmap.height >> 1).convertToBlob({ type: "image/jpeg", quality: 0.5 });
    const copy = await createImageBitmap(again);
    expect(fingerprintDistance(prints[i]!, fingerprint(rasterOf(draw(copy, copy.width, copy.height))))).toBeLessThan(0.09);
  }
});
