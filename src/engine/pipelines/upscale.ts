/**
 * @file A master: a drawn picture enlarged by the pack's upscaler, strip by strip, so that memory does not grow with the picture.
 *
 * Every strip is given as much of its surroundings as decides its pixels: the seams are not there, instead of being hidden.
 */
import type { MasterSpec } from "~/contracts/manifest.ts";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";
import { upscaleTiles } from "./upscale-tiles.ts";

/** Rows of the drawn picture that are enlarged at once; even. Fewer would mostly enlarge surroundings. */
const STRIP = 128;

const rows = ({ width, data }: Raster, from: number, to: number): Raster => ({
  width,
  height: to - from,
  data: data.subarray(4 * width * from, 4 * width * to),
});

/**
 * @param image of even sides, unless the network takes one size only
 * @param between called after every strip but the last; throws to stop
 * @param strip rows at once; even
 */
export async function upscale(
  run: Run,
  spec: MasterSpec,
  image: Raster,
  between: () => Promise<void> | void,
  strip = STRIP,
): Promise<Raster> {
  if (spec.side !== undefined) return upscaleTiles(run, { ...spec, side: spec.side }, image, between);
  const { factor, reach } = spec;
  const { width, height } = image;
  const whole = raster(factor * width, factor * height);
  for (let top = 0; top < height; top += strip) {
    if (top > 0) await between();
    const bottom = Math.min(height, top + strip);
    const [from, to] = [Math.max(0, top - reach), Math.min(height, bottom + reach)];
    const planes = toPlanes(rows(image, from, to), RGB, 1 / 127.5, -1);
    const enlarged = fromPlanes(output(await run("upscaler", { image: planes }), "master"));
    const [first, last] = [factor * (top - from), factor * (bottom - from)];
    whole.data.set(rows(enlarged, first, last).data, 4 * whole.width * factor * top);
  }
  return whole;
}
