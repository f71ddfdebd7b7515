/**
 * @file Standard normal noise by address: element `i` of stream `s` under a seed is always the same number.
 *
 * Block ⌊i/4⌋ of Philox with key = seed (64 bits, low word first) and counter = (block, 0, stream, 0) gives four words;
 * Box–Muller turns words 0, 1 into elements 0, 1 and words 2, 3 into elements 2, 3 of the block. Doubles throughout,
 * rounded to float32 at the end. toolkit/atelier/golden_philox.py is the same definition in numpy.
 */
import { philox } from "./philox.ts";

const WORD = 2 ** 32;

/** One stream per use of a picture's seed, so that adding a use never moves another's numbers. */
export const STREAMS = { latent: 0, casting: 1 } as const;

/** @param words two uniform 32-bit words; the first is moved off zero so that its logarithm is finite */
function boxMuller(words: readonly [number, number]): [number, number] {
  const radius = Math.sqrt(-2 * Math.log((words[0] + 0.5) / WORD));
  const angle = 2 * Math.PI * (words[1] / WORD);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Elements 0 .. length−1 of one stream; mean 0, variance 1. */
export function normal(seed: number, stream: number, length: number): Float32Array<ArrayBuffer> {
  const key = [seed >>> 0, Math.floor(seed / WORD) >>> 0] as const;
  const values = new Float32Array(length);
  for (let block = 0; block * 4 < length; block++) {
    const [w0, w1, w2, w3] = philox([block, 0, stream, 0], key);
    const four = [...boxMuller([w0, w1]), ...boxMuller([w2, w3])];
    values.set(four.slice(0, Math.min(4, length - block * 4)), block * 4);
  }
  return values;
}
