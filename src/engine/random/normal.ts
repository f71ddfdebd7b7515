/**
 * @file Standard normal noise by address: element `i` of stream `s` under a seed is always the same number.
 *
 * Block ⌊i/4⌋ of Philox with key = seed (64 bits, low word first) and counter = (block, 0, stream, 0) gives four words;
 * Box–Muller turns words 0, 1 into elements 0, 1 and words 2, 3 into elements 2, 3 of the block. Doubles throughout,
 * rounded to float32 at the end. toolkit/atelier/golden_philox.py is the same definition in numpy.
 */
import { philox } from "./philox.ts";

const WORD = 2 ** 32;

/** One stream per use of a picture's seed, so that adding a use never moves another's numbers; from `steps` on one per step. */
export const STREAMS = { latent: 0, casting: 1, kind: 2, steps: 1024 } as const;

/**
 * Two elements of two uniform 32-bit words; the first word is moved off zero so that its logarithm is finite.
 *
 * @param at what would lie past the end is dropped
 */
function boxMuller(values: Float32Array, at: number, first: number, second: number): void {
  const radius = Math.sqrt(-2 * Math.log((first + 0.5) / WORD));
  const angle = 2 * Math.PI * (second / WORD);
  values[at] = radius * Math.cos(angle);
  values[at + 1] = radius * Math.sin(angle);
}

/** Elements 0 .. length−1 of one stream; mean 0, variance 1. */
export function normal(seed: number, stream: number, length: number): Float32Array<ArrayBuffer> {
  const key = [seed >>> 0, Math.floor(seed / WORD) >>> 0] as const;
  const values = new Float32Array(length);
  for (let block = 0; block * 4 < length; block++) {
    const [w0, w1, w2, w3] = philox([block, 0, stream, 0], key);
    boxMuller(values, block * 4, w0, w1);
    boxMuller(values, block * 4 + 2, w2, w3);
  }
  return values;
}
