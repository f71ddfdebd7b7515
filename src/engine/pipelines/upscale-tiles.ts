/**
 * @file A master from a network that takes pictures of one size only: square tiles that lie on each other, each faded in over the one before.
 *
 * Such a network sees farther than its tile: there is a seam whatever the overlap. Faded, it is nowhere.
 */
import type { MasterSpec } from "~/contracts/manifest.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { floats, type FloatTensor, output, type Run } from "~/engine/tensor/tensor.ts";

type TileSpec = MasterSpec & { readonly side: number };

/** Where tiles begin along one side of the picture: the last ends with it, and all others lie on the next by two reaches or more. */
export function tileStarts(length: number, { side, reach }: Pick<TileSpec, "side" | "reach">): readonly number[] {
  const last = Math.max(0, length - side);
  const count = 1 + Math.ceil(last / (side - 2 * reach));
  return Array.from({ length: count }, (_, index) => Math.round((last * index) / Math.max(1, count - 1)));
}

/** What the network is shown; a picture that ends before the tile does goes on with its last row and column. */
function tileOf({ width, height, data }: Raster, left: number, top: number, { side, unit }: TileSpec): FloatTensor {
  const tile = floats([1, 3, side, side]);
  const [scale, shift] = unit ? [1 / 255, 0] : [1 / 127.5, -1];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const from = 4 * (Math.min(height - 1, top + y) * width + Math.min(width - 1, left + x));
      for (let c = 0; c < 3; c++) tile.data[(c * side + y) * side + x] = data[from + c]! * scale + shift;
    }
  return tile;
}

/** How much of a tile counts so many pixels from its edge: nothing is left of it where the one before still reaches. */
const faded = (from: number, over: number): number => (from >= over ? 1 : (from + 0.5) / over);

/** @param between called after every tile but the last; throws to stop */
export async function upscaleTiles(
  run: Run,
  spec: TileSpec,
  image: Raster,
  between: () => Promise<void> | void,
): Promise<Raster> {
  const { factor, side, unit } = spec;
  const whole = raster(factor * image.width, factor * image.height);
  const [scale, shift] = unit ? [255, 0] : [127.5, 127.5];
  const rows = tileStarts(image.height, spec);
  const columns = tileStarts(image.width, spec);
  const length = factor * side;
  for (const [row, top] of rows.entries())
    for (const [column, left] of columns.entries()) {
      if (row + column > 0) await between();
      const { data } = output(await run("upscaler", { image: tileOf(image, left, top, spec) }), "master");
      const over = (starts: readonly number[], at: number): number =>
        at === 0 ? 0 : factor * (starts[at - 1]! + side - starts[at]!);
      const [overX, overY] = [over(columns, column), over(rows, row)];
      const [x0, y0] = [factor * left, factor * top];
      for (let y = 0; y < Math.min(length, whole.height - y0); y++)
        for (let x = 0; x < Math.min(length, whole.width - x0); x++) {
          const share = faded(x, overX) * faded(y, overY);
          const to = 4 * ((y0 + y) * whole.width + x0 + x);
          for (let c = 0; c < 3; c++) {
            const value = data[(c * length + y) * length + x]! * scale + shift;
            whole.data[to + c] = share === 1 ? value : whole.data[to + c]! * (1 - share) + value * share;
          }
        }
    }
  return whole;
}
