/**
 * @file A picture in memory, as every host of the engine can hold one.
 */

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row, 0..255; alpha is ignored. */
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export const raster = (width: number, height: number): Raster => ({
  width,
  height,
  data: new Uint8ClampedArray(4 * width * height).fill(255),
});

/** Rec. 601 luma, 0..255, one value per pixel. */
export function luma({ width, height, data }: Raster): Float32Array {
  const values = new Float32Array(width * height);
  for (let i = 0; i < values.length; i++) values[i] = 0.299 * data[4 * i]! + 0.587 * data[4 * i + 1]! + 0.114 * data[4 * i + 2]!;
  return values;
}

/** Mirrored left to right. */
export function flipped({ width, height, data }: Raster): Raster {
  const out = raster(width, height);
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(out.data.buffer);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) to[y * width + x] = from[y * width + (width - 1 - x)]!;
  return out;
}
