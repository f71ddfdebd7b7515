/**
 * @file A latent as a picture to watch, by one matrix: cheap enough for every step, and true enough.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import type { Window } from "~/engine/image/window.ts";
import type { FloatTensor } from "~/engine/tensor/tensor.ts";

/** @param latent as it is walked: [1, C, h, w]; the picture has h × w pixels */
export function latentPreview({ preview: { matrix, bias } }: Pick<Pack, "preview">, latent: FloatTensor): Raster {
  const [, channels, height, width] = latent.shape as [number, number, number, number];
  const area = width * height;
  const picture = raster(width, height);
  for (let c = 0; c < 3; c++) {
    const row = matrix[c]!;
    const start = bias[c]!;
    for (let i = 0; i < area; i++) {
      let value = start;
      for (let k = 0; k < channels; k++) value += row[k]! * latent.data[k * area + i]!;
      picture.data[4 * i + c] = (value + 1) * 127.5;
    }
  }
  return picture;
}

/** How many pixels of a picture one of its preview stands for. */
const COARSE = 8;

/** A picture as small as it is watched: what is drawn through windows is laid into it. */
export function watched(picture: Raster): { lay(preview: Raster, window: Window): Raster } {
  const small = resize(picture, Math.ceil(picture.width / COARSE), Math.ceil(picture.height / COARSE));
  return {
    lay(preview, { left, top, width, height }) {
      const part = resize(preview, Math.ceil(width / COARSE), Math.ceil(height / COARSE));
      const [x, y] = [Math.round(left / COARSE), Math.round(top / COARSE)];
      const [from, to] = [Math.max(0, x), Math.min(small.width, x + part.width)];
      for (let row = Math.max(0, y); row < Math.min(small.height, y + part.height); row++)
        small.data.set(
          part.data.subarray(4 * ((row - y) * part.width + from - x), 4 * ((row - y) * part.width + to - x)),
          4 * (row * small.width + from),
        );
      return { ...small, data: small.data.slice() };
    },
  };
}
