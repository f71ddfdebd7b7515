/**
 * @file What a step of training shows the denoiser: which picture, how noisy, with which noise and with or without its caption,
 * all decided by the seed and the step's number alone.
 */
import { normal } from "../random/normal.ts";
import { philox } from "../random/philox.ts";
import { floats, type FloatTensor } from "../tensor/tensor.ts";
import type { FacePlace } from "./face-place.ts";
import { type AtTime, flowNoising, type Noising } from "./noising.ts";

export interface Picture {
  /** [1, C, h, w], unit variance. */
  readonly latent: FloatTensor;
  /** [1, 1, h, w]: how much each place counts. */
  readonly weight: FloatTensor;
  readonly context: FloatTensor;
  readonly pose: FloatTensor;
  /** Where likeness is asked of it. */
  readonly face?: FacePlace;
}

export interface Noised {
  readonly picture: Picture;
  readonly sample: FloatTensor;
  readonly target: FloatTensor;
  readonly time: number;
  readonly estimate: AtTime["estimate"];
  readonly captioned: boolean;
  /** Whether its face is looked at from right to left. */
  readonly mirrored: boolean;
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

/** @param times one of them is drawn, as the denoiser is told it */
export function noisedAt(
  step: number,
  pictures: readonly Picture[],
  { seed, times, captionDropout }: { readonly seed: number; readonly times: readonly number[]; readonly captionDropout: number },
  noising: Noising = flowNoising,
): Noised {
  const picture = pictures[placeIn(step, pictures.length, seed)];
  if (picture === undefined) throw new RangeError("no pictures");
  const { shape, data } = picture.latent;
  const words = philox([step, 2, NUMBERS, 0], [seed >>> 0, 0]);
  const time = Math.fround(times[Math.floor((words[1] / WORD) * times.length)] ?? 1);
  const noise = normal(seed, NOISE + step, data.length);
  const { sample, target, estimate } = noising(time);
  const sum = (shares: AtTime["sample"]): FloatTensor =>
    floats(
      shape,
      data.map((x, i) => shares.picture * x + shares.noise * (noise[i] ?? 0)),
    );
  return {
    picture,
    sample: sum(sample),
    target: sum(target),
    time,
    estimate,
    captioned: words[0] / WORD >= captionDropout,
    mirrored: words[2] / WORD < 0.5,
  };
}
