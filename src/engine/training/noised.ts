/**
 * @file What a step of training shows the denoiser: which picture, how noisy, with which noise and with or without its caption,
 * all decided by the seed and the step's number alone.
 */
import { normal } from "../random/normal.ts";
import { philox } from "../random/philox.ts";
import { floats, type FloatTensor } from "../tensor/tensor.ts";
import type { IdentityTensors } from "~/engine/pipelines/conditions.ts";
import type { FacePlace, Glance } from "./face-place.ts";
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
  /** Of somebody else, who is to be drawn as before: nothing is asked of their face, and their tokens are not learned. */
  readonly other?: IdentityTensors;
}

export interface Noised {
  readonly picture: Picture;
  readonly sample: FloatTensor;
  readonly target: FloatTensor;
  readonly time: number;
  readonly estimate: AtTime["estimate"];
  /** Of the picture's places, at this time. */
  readonly weight: FloatTensor;
  readonly captioned: boolean;
  /** How its face is cut out, and in which light it is seen. */
  readonly glance: Glance;
  readonly light: Light;
}

/** colour · gain + bias, in −1..1. */
export interface Light {
  readonly gain: number;
  readonly bias: number;
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

/** From a number's bits to −most..most. */
const around =
  (most: number) =>
  (bits: number): number =>
    most * (2 * (bits / WORD) - 1);

export interface Chances {
  readonly seed: number;
  /** One of them is drawn, as the denoiser is told it. */
  readonly times: readonly number[];
  readonly captionDropout: number;
  /** How far a face's crop is turned, grown and moved, at most: of a radian, of itself and of its side. */
  readonly crop: number;
  /** How far its light and contrast are changed, at most. */
  readonly light: number;
}

export function noisedAt(
  step: number,
  pictures: readonly Picture[],
  { seed, times, captionDropout, crop, light }: Chances,
  noising: Noising = flowNoising,
): Noised {
  const picture = pictures[placeIn(step, pictures.length, seed)];
  if (picture === undefined) throw new RangeError("no pictures");
  const { shape, data } = picture.latent;
  const words = philox([step, 2, NUMBERS, 0], [seed >>> 0, 0]);
  const time = Math.fround(times[Math.floor((words[1] / WORD) * times.length)] ?? 1);
  const noise = normal(seed, NOISE + step, data.length);
  const { sample, target, estimate, weight } = noising(time);
  const [turn, grow, right] = philox([step, 3, NUMBERS, 0], [seed >>> 0, 0]).map(around(crop));
  const [down] = philox([step, 4, NUMBERS, 0], [seed >>> 0, 0]).map(around(crop));
  const [gain, bias] = philox([step, 5, NUMBERS, 0], [seed >>> 0, 0]).map(around(light));
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
    weight:
      weight === 1
        ? picture.weight
        : floats(
            picture.weight.shape,
            picture.weight.data.map((x) => weight * x),
          ),
    captioned: words[0] / WORD >= captionDropout,
    glance: { mirrored: words[2] / WORD < 0.5, turn: turn ?? 0, grow: grow ?? 0, right: right ?? 0, down: down ?? 0 },
    light: { gain: 1 + (gain ?? 0), bias: bias ?? 0 },
  };
}
