import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Diffusion, Sampler } from "~/contracts/sampler.ts";
import { normal } from "../random/normal.ts";
import { noisingOf, timesOf } from "./noising.ts";

/** What diffusers' DDPMScheduler and compute_snr give: toolkit/atelier/golden_noising.py. */
interface Golden {
  readonly seed: number;
  readonly length: number;
  readonly times: readonly number[];
  readonly walks: readonly {
    readonly sampler: Diffusion;
    readonly weight: readonly number[];
    readonly sample: readonly (readonly number[])[];
    readonly target: readonly (readonly number[])[];
  }[];
}

const golden = JSON.parse(readFileSync("tests/golden/noising.json", "utf8")) as Golden;
const [picture, noise] = [0, 1].map((stream) => normal(golden.seed, stream, golden.length)) as [Float32Array, Float32Array];

const walkOf = (diffusion: Diffusion): Sampler => ({
  kind: "ddim",
  spacing: "leading",
  offset: 1,
  finalAlphaOne: false,
  ...diffusion,
});
const sumOf = ({ picture: p, noise: n }: { readonly picture: number; readonly noise: number }) =>
  [...picture].map((x, i) => p * x + n * noise[i]!);
const near = (found: readonly number[], expected: readonly number[]) =>
  found.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(2e-5 * Math.max(1, Math.abs(expected[i]!))));

test.each(golden.walks.map((walk) => [`${walk.sampler.betas.schedule} ${walk.sampler.prediction}`, walk] as const))(
  "a diffusion's samples, targets and weights are diffusers': %s",
  (_, { sampler, weight, sample, target }) => {
    const noising = noisingOf(walkOf(sampler));
    for (const [i, time] of golden.times.entries()) {
      const at = noising(time);
      near(sumOf(at.sample), sample[i]!);
      near(sumOf(at.target), target[i]!);
      expect(at.weight / weight[i]!).toBeCloseTo(1, 3);
      // The estimate undoes both: from what was shown and what should be said comes the picture.
      const estimate = sumOf(at.sample).map((x, k) => at.estimate.sample * x + at.estimate.prediction * sumOf(at.target)[k]!);
      expect(Math.max(...estimate.map((x, k) => Math.abs(x - picture[k]!)))).toBeLessThan(1e-3);
    }
  },
);

test("a flow's errors all count alike, and its times are those of a walk", () => {
  const flow = { kind: "flow-euler", shift: 3 } as const;
  expect(timesOf(flow, 4).map((time) => noisingOf(flow)(time).weight)).toEqual([1, 1, 1, 1]);
  expect(timesOf(flow, 4)[0]).toBe(1);
  expect(timesOf(walkOf(golden.walks[0]!.sampler), 4).every(Number.isInteger)).toBe(true);
});
