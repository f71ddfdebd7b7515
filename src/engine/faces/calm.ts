/**
 * @file How much of a face is calm: the share of its aligned crop where a pixel is as bright as its neighbours.
 *
 * Skin before a camera has pores and a sensor's noise and is calm almost nowhere. A drawing's is modelled in soft tones.
 */
import { luma, type Raster } from "~/engine/image/raster.ts";

/** Of 400 drawings the least calm has 0.10, saved as JPEG of quality 75 one in a hundred 0.08; sharp photographs 0.02 to 0.07. */
export const RESTLESS = 0.06;
/** The same where the picture around it is as noisy as a photograph: of six drawings saved coarsely five have 0.11 and more, of 15 photographs none has 0.08. */
export const CALM = 0.1;
/** Largest difference of luma that is none. */
const SAME = 1;
/** The crop's outer seventh may be hair or background. */
const MARGIN = 16;

export function calm(crop: Raster): number {
  const { width, height } = crop;
  const values = luma(crop).map(Math.round);
  let still = 0;
  for (let row = MARGIN; row < height - MARGIN; row++)
    for (let column = MARGIN; column < width - MARGIN; column++) {
      const at = row * width + column;
      const value = values[at]!;
      if (Math.abs(values[at + 1]! - value) <= SAME && Math.abs(values[at + width]! - value) <= SAME) still += 1;
    }
  return still / ((width - 2 * MARGIN) * (height - 2 * MARGIN));
}
