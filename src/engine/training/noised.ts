/**
 * @file What a step of training shows the denoiser: which photograph, how noisy, with which noise and with or without its caption,
 * all decided by the seed and the step's number alone.
 */
import { normal } from "../random/normal.ts";
import { philox } from "../random/philox.ts";
import { floats, type FloatTensor } from "../tensor/tensor.ts";

export interface Photograph {
  /** [1, C, h, w], unit variance. */
  readonly latent: FloatTensor;
  /** [1, 1, h, w]: how much each place counts. */
  readonly weight: FloatTensor;
  readonly context: FloatTensor;
  readonly pose: FloatTensor;
}

export interface Noised {
  readonly photograph: Photograph;
  readonly sample: FloatTensor;
  /** Flow velocity: noise − latent. */
  readonly target: FloatTensor;
  readonly time: number;
  readonly captioned: boolean;
}

const WORD = 2 ** 32;
/** Streams of noise begin behind those of single numbers. */
const NOISE = 2 ** 31;
const NUMBERS = 2 ** 30;

/** Everybody once, in a new order, before anybody again. */
function placeIn(step: number, count: number, seed: number): number {
  const round = Math.floor(step / count);
  const keys = Array.from({ length: count }, (_, i) => philox([i, 1, NUMBERS + round, 0], [seed >>> 0, 0])[0]);
  const order = keys.map((key, i) => [key, i] as const).sort(([a, i], [b, j]) => a - b || i - j);
  return order[step % count]?.[1] ?? 0;
}

/** @param shift moves times towards noise, as in the schedule that draws */
export function noisedAt(step: number, photographs: readonly Photograph[], seed: number, shift: number, dropout: number): Noised {
  const photograph = photographs[placeIn(step, photographs.length, seed)];
  if (photograph === undefined) throw new RangeError("no photographs");
  const { shape, data } = photograph.latent;
  const middle = 1 / (1 + Math.exp(-(normal(seed, NUMBERS + step, 1)[0] ?? 0)));
  const time = Math.fround((shift * middle) / (1 + (shift - 1) * middle));
  const noise = normal(seed, NOISE + step, data.length);
  return {
    photograph,
    sample: floats(
      shape,
      data.map((x, i) => (1 - time) * x + time * (noise[i] ?? 0)),
    ),
    target: floats(
      shape,
      data.map((x, i) => (noise[i] ?? 0) - x),
    ),
    time,
    captioned: philox([step, 2, NUMBERS, 0], [seed >>> 0, 0])[0] / WORD >= dropout,
  };
}
