/**
 * @file UniPC of second order with B₂(h), predicting pictures (Zhao et al. 2023, algorithms 5 and 7): every step first corrects the one before
 * it by what the network says where that led, then predicts the next.
 */
import type { Sampler } from "~/contracts/sampler.ts";
import { levelOf, pictureWeights } from "./levels.ts";
import { lambdaOf, multistepLevels } from "./multistep.ts";
import type { Scheduler } from "./scheduler.ts";
import { preserved } from "./variance.ts";

type Facts = Extract<Sampler, { readonly kind: "unipc" }>;

/** Where a step of the method was taken from. */
interface Taken {
  /** The sample, corrected. */
  readonly sample: Float32Array;
  readonly picture: Float32Array;
  readonly order: number;
}

/** What corrects a step of λ's length h: weights of the slopes before it and along it. `ratio` is r₁, of the former step to this one. */
function correction(h: number, ratio: number | null): { readonly before: number; readonly along: number } {
  if (ratio === null) return { before: 0, along: 0.5 };
  const phi = Math.expm1(-h);
  const first = phi / -h - 1;
  const second = first / -h - 1 / 2;
  const [b1, b2] = [first / phi, (2 * second) / phi];
  const before = (b1 - b2) / (1 - ratio);
  return { before, along: b1 - before };
}

export function unipc(facts: Facts, steps: number, part: number): Scheduler {
  const { sigmas, timesteps } = multistepLevels(facts, steps, part);
  const taken: Taken[] = [];
  /** r₁ of the step from `i`: how far back the former level lies, over how far this step leads; always below 0. */
  const ratioAt = (i: number): number =>
    (lambdaOf(sigmas[i - 1]!) - lambdaOf(sigmas[i]!)) / (lambdaOf(sigmas[i + 1]!) - lambdaOf(sigmas[i]!));

  /** The part of a step that every order has, from `at` to the next level; `lean` adds what the slopes say. */
  function advance(at: number, { sample, picture }: Omit<Taken, "order">, lean: (k: number) => number): Float32Array {
    const [from, to] = [levelOf(sigmas[at]!), levelOf(sigmas[at + 1]!)];
    const gained = to.alpha * (1 - sigmas[at + 1]! / sigmas[at]!);
    return sample.map((value, k) => (to.s / from.s) * value + gained * (picture[k]! + lean(k)));
  }

  function corrected(i: number, now: Float32Array): Float32Array | null {
    const last = taken.at(-1);
    if (last === undefined) return null;
    const former = last.order === 2 ? taken.at(-2)!.picture : null;
    const ratio = former && ratioAt(i - 1);
    const { before, along } = correction(lambdaOf(sigmas[i]!) - lambdaOf(sigmas[i - 1]!), ratio);
    return advance(i - 1, last, (k) => {
      const slope = former && ratio ? (before * (former[k]! - last.picture[k]!)) / ratio : 0;
      return slope + along * (now[k]! - last.picture[k]!);
    });
  }

  return {
    ...preserved(sigmas, timesteps),
    step(i, sample, prediction) {
      const weights = pictureWeights(facts.prediction, levelOf(sigmas[i]!));
      const picture = sample.map((value, k) => weights.sample * value + weights.prediction * prediction[k]!);
      const from = corrected(i, picture) ?? sample.slice();
      const former = taken.at(-1)?.picture;
      const order = former === undefined ? 1 : Math.min(2, steps - i);
      const ratio = order === 2 ? ratioAt(i) : null;
      sample.set(advance(i, { sample: from, picture }, (k) => (former && ratio ? (former[k]! - picture[k]!) / ratio / 2 : 0)));
      taken.push({ sample: from, picture, order });
      if (taken.length > 2) taken.shift();
      return picture.slice();
    },
  };
}
