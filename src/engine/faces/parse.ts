/**
 * @file What each pixel of a portrait belongs to, by the pack's parser.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { RGB, toPixels, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";
import { withoutIslands } from "./islands.ts";

/** In the order of the parser's classes, which is that of MediaPipe's multiclass selfie segmenter. */
export const PARTS = ["background", "hair", "body", "face", "clothes", "other"] as const;

export type Part = (typeof PARTS)[number];

/** The parser takes pictures of this size only. */
export const SIDE = 256;

type Networks = Pick<Pack, "graphs">;

/** @returns [parts, SIDE, SIDE]: how much each of its pixels looks like each part */
export async function partLogits(run: Run, { graphs }: Networks, picture: Raster): Promise<Float32Array> {
  const small = resize(picture, SIDE, SIDE);
  if (graphs.parser?.inputs["pixels"] === undefined)
    return output(await run("parser", { image: toPlanes(small, RGB, 1 / 255) }), "logits").data;
  const { data } = output(await run("parser", { pixels: toPixels(small, 1 / 255) }), "logits");
  const [area, parts] = [SIDE * SIDE, PARTS.length];
  return Float32Array.from({ length: data.length }, (_, i) => data[(i % area) * parts + Math.floor(i / area)]!);
}

const HEAD = (["hair", "face"] as const).map((part) => PARTS.indexOf(part));

/** @returns for each pixel of the picture, row by row, the index of its part */
export async function parsePortrait(run: Run, pack: Networks, picture: Raster): Promise<Uint8Array> {
  const { width, height } = picture;
  const logits = await partLogits(run, pack, picture);
  const seen = new Uint8Array(SIDE * SIDE);
  for (let at = 0; at < seen.length; at++) {
    let best = 0;
    for (let k = 1; k < PARTS.length; k++) if (logits[k * SIDE * SIDE + at]! > logits[best * SIDE * SIDE + at]!) best = k;
    seen[at] = best;
  }
  const settled = withoutIslands(seen, SIDE, HEAD, PARTS.indexOf("face"));
  const found = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // The parser's pixel under the middle of the picture's.
      const at = Math.floor(((y + 0.5) * SIDE) / height) * SIDE + Math.floor(((x + 0.5) * SIDE) / width);
      found[y * width + x] = settled[at]!;
    }
  return found;
}
