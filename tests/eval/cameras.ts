/**
 * @file What a camera and its owner do to a photograph: cropped, lit otherwise, out of focus, noisy, saved small and coarse.
 */
import { decode, encode } from "jpeg-js";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import type { Chance } from "./chance.ts";

export function cropped(image: Raster, left: number, top: number, width: number, height: number): Raster {
  const out = raster(width, height);
  for (let y = 0; y < height; y++) {
    const from = 4 * ((top + y) * image.width + left);
    out.data.set(image.data.subarray(from, from + 4 * width), 4 * y * width);
  }
  return out;
}

/** Softer by being made smaller and large again. */
const defocused = (image: Raster, by: number): Raster =>
  resize(resize(image, Math.round(image.width / by), Math.round(image.height / by)), image.width, image.height);

/** In place: a colour cast, and noise that grows with light as a sensor's does. */
function exposed(image: Raster, chance: Chance): Raster {
  const exposure = chance.between(0.75, 1.25);
  const gains = [chance.between(0.88, 1.12), 1, chance.between(0.88, 1.12)].map((gain) => gain * exposure);
  const noise = chance.uniform() < 0.35 ? 0 : chance.between(1, 9);
  const grey = chance.uniform() < 0.1;
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const luma = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
    for (let c = 0; c < 3; c++) {
      const light = gains[c]! * (grey ? luma : data[at + c]!);
      data[at + c] = light + noise * Math.sqrt((light + 20) / 148) * chance.normal();
    }
  }
  return image;
}

/** Another photograph of the same: never larger than what it is taken from. */
export function retaken(image: Raster, chance: Chance): Raster {
  const share = chance.between(0.45, 1);
  const [width, height] = [Math.round(image.width * share), Math.round(image.height * share)];
  const left = Math.floor(chance.between(0, image.width - width + 1));
  const top = Math.floor(chance.between(0, image.height - height + 1));
  const part = cropped(image, left, top, width, height);
  const side = Math.min(Math.max(width, height), chance.between(320, 640));
  const scale = side / Math.max(width, height);
  const small = resize(part, Math.round(width * scale), Math.round(height * scale));
  const soft = chance.uniform() < 0.5 ? small : defocused(small, chance.between(1.2, 2.5));
  const quality = Math.round(chance.between(40, 95));
  const saved = encode({ width: soft.width, height: soft.height, data: exposed(soft, chance).data }, quality).data;
  const { width: savedWidth, height: savedHeight, data } = decode(saved, { useTArray: true });
  return { width: savedWidth, height: savedHeight, data: new Uint8ClampedArray(data) };
}
