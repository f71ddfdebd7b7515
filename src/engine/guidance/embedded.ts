/**
 * @file Guidance as an input of the network, for those that were taught to draw as if they had been guided (Meng et al. 2023; Luo et al. 2023).
 *
 * The scale is written in sines and cosines, as times are (Vaswani et al. 2017).
 */

/** The scale's unit is a thousandth, as that of time is. */
const UNITS = 1000;
const LONGEST = 10_000;

const single = Math.fround;

/**
 * In single precision throughout, as the networks were taught it: of angles in the thousands it keeps no more than three digits.
 *
 * @param length of the embedding; sines first
 */
export function embedGuidance(scale: number, length: number): Float32Array {
  const half = length / 2;
  const rate = single(Math.log(LONGEST) / (half - 1));
  const told = single(single(scale - 1) * UNITS);
  const embedding = new Float32Array(length);
  for (let k = 0; k < half; k++) {
    const angle = single(told * single(Math.exp(single(-k * rate))));
    embedding[k] = Math.sin(angle);
    embedding[half + k] = Math.cos(angle);
  }
  return embedding;
}
