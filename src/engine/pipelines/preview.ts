/**
 * @file A latent as a small picture, by one matrix: cheap enough for every step, true enough to watch.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import type { FloatTensor } from "~/engine/tensor/tensor.ts";

/** @param latent [1, C, h, w]; the picture has h × w pixels */
export function latentPreview({ matrix, bias }: Pack["preview"], latent: FloatTensor): Raster {
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
