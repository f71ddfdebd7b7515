import { expect, test } from "vitest";
import { floats } from "../tensor/tensor.ts";
import { type Chances, noisedAt, type Picture } from "./noised.ts";

const TIMES = [0.2, 0.5, 0.8, 1];
const chances: Chances = { seed: 3, times: TIMES, captionDropout: 0.05, crop: 0.03, light: 0.1 };

const pictures = Array.from({ length: 12 }, (_, i): Picture => ({
  latent: floats([1, 1, 1, 2], Float32Array.of(i, -i)),
  weight: floats([1, 1, 1, 2], Float32Array.of(1, 0)),
  context: floats([1]),
  pose: floats([1]),
}));

const STEPS = 4800;
const steps = Array.from({ length: STEPS }, (_, step) => noisedAt(step, pictures, chances));
const shareOf = (count: number): number => count / STEPS;

test("one caption in twenty is left out, within what chance does", () => {
  const left = shareOf(steps.filter(({ captioned }) => !captioned).length);
  // Three standard deviations of 4800 tosses.
  expect(Math.abs(left - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / STEPS));
  const never = steps.map((_, step) => noisedAt(step, pictures, { ...chances, captionDropout: 0 }));
  expect(never.every(({ captioned }) => captioned)).toBe(true);
});

test("every picture is shown once before any is shown again, in another order each time", () => {
  const rounds = Array.from({ length: 20 }, (_, round) =>
    steps.slice(12 * round, 12 * (round + 1)).map(({ picture }) => picture),
  );
  for (const round of rounds) expect(new Set(round).size).toBe(pictures.length);
  expect(new Set(rounds.map((round) => round.map((picture) => pictures.indexOf(picture)).join())).size).toBeGreaterThan(15);
});

test("the times of a walk are as frequent as one another", () => {
  for (const time of TIMES) {
    const share = shareOf(steps.filter((each) => each.time === Math.fround(time)).length);
    expect(Math.abs(share - 1 / TIMES.length), `${time}`).toBeLessThan(0.03);
  }
});

test("crop and light go as far as they may, to both sides, and no further; half of the faces are mirrored", () => {
  for (const part of ["turn", "grow", "right", "down"] as const) {
    const values = steps.map(({ glance }) => glance[part]);
    expect(Math.max(...values), part).toBeGreaterThan(0.9 * chances.crop);
    expect(Math.min(...values), part).toBeLessThan(-0.9 * chances.crop);
    expect(Math.max(...values.map(Math.abs)), part).toBeLessThanOrEqual(chances.crop);
  }
  const lights = steps.flatMap(({ light: { gain, bias } }) => [gain - 1, bias]);
  expect(Math.max(...lights)).toBeGreaterThan(0.9 * chances.light);
  expect(Math.max(...lights.map(Math.abs))).toBeLessThanOrEqual(chances.light + 1e-6);
  expect(Math.abs(shareOf(steps.filter(({ glance }) => glance.mirrored).length) - 0.5)).toBeLessThan(0.03);
});

test("a step is decided by the seed and its number: again it is the same, with another seed another", () => {
  expect(noisedAt(137, pictures, chances)).toEqual(steps[137]);
  const other = noisedAt(137, pictures, { ...chances, seed: 4 });
  expect(other.sample.data).not.toEqual(steps[137]!.sample.data);
  expect(steps[138]!.sample.data).not.toEqual(steps[137]!.sample.data);
});
