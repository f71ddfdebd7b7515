/**
 * @file Whether two pictures are the same one, saved twice: a difference hash (Krawetz 2013) that survives resizing and recompression.
 */
import { luma, type Raster } from "./raster.ts";
import { resize } from "./resize.ts";

const SIDE = 16;
const BITS = SIDE * SIDE;

/** One bit per neighbouring pair of a 17×16 miniature: is the right one brighter. */
export function fingerprint(image: Raster): Uint8Array {
  const small = luma(resize(image, SIDE + 1, SIDE));
  const bits = new Uint8Array(BITS);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) {
      const at = y * (SIDE + 1) + x;
      bits[y * SIDE + x] = small[at + 1]! > small[at]! ? 1 : 0;
    }
  return bits;
}

/** Share of bits that differ, 0..1; two unrelated pictures are near 0.5. */
export function fingerprintDistance(a: Uint8Array, b: Uint8Array): number {
  let different = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) different++;
  return different / a.length;
}
