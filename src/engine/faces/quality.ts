/**
 * @file How usable a face is to learn from: numbers about one aligned crop, or about five points.
 *
 * Limits were read off fifty drawings: the softest has a sharpness of 490, blurring by two pixels leaves 73 in the median; the
 * darkest face has a mean of 43.
 */
import type { Face } from "~/contracts/faces.ts";
import { luma, type Raster } from "~/engine/image/raster.ts";

const SOFTEST = 100;
export const DARKEST = 30;
export const BRIGHTEST = 205;

/** Of the aligned crop's eyes, px. */
const EYES = 35;

/** @param distance of the eyes, px of the picture: a crop that had to be enlarged is softer without having been blurred */
export const softestOf = (distance: number): number => SOFTEST * Math.min(1, distance / EYES) ** 2;

/** Margin of the crop that may lie outside of the photograph, where its edge is repeated. */
const MARGIN = 16;

/** Variance of the Laplacian over the middle of the crop (Pech-Pacheco et al. 2000). */
export function sharpness(crop: Raster): number {
  const { width, height } = crop;
  const y = luma(crop);
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let row = MARGIN; row < height - MARGIN; row++)
    for (let column = MARGIN; column < width - MARGIN; column++) {
      const at = row * width + column;
      const laplacian = 4 * y[at]! - y[at - 1]! - y[at + 1]! - y[at - width]! - y[at + width]!;
      sum += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  return squares / count - (sum / count) ** 2;
}

/** Mean luma of the middle of the crop, 0..255. */
export function brightness(crop: Raster): number {
  const y = luma(crop);
  let sum = 0;
  for (let row = MARGIN; row < crop.height - MARGIN; row++)
    for (let column = MARGIN; column < crop.width - MARGIN; column++) sum += y[row * crop.width + column]!;
  return sum / ((crop.width - 2 * MARGIN) * (crop.height - 2 * MARGIN));
}

export const eyeDistance = ([[lx, ly], [rx, ry]]: Face["landmarks"]): number => Math.hypot(rx - lx, ry - ly);

/** How far the nose tip stands out from the eyes, over the distance of the eyes; fitted on drawings, 1.2° mean error. */
const NOSE = 1.53;

/** Degrees, positive towards the image's right: under rotation the nose moves by its depth times tan(yaw), in eye distances. */
export function yawOf(landmarks: Face["landmarks"]): number {
  const [[lx, ly], [rx, ry], [noseX, noseY]] = landmarks;
  const distance = eyeDistance(landmarks);
  const along = ((noseX - (lx + rx) / 2) * (rx - lx) + (noseY - (ly + ry) / 2) * (ry - ly)) / distance ** 2;
  return (Math.atan(NOSE * along) * 180) / Math.PI;
}
