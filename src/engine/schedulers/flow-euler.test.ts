import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowEuler, shiftedSigmas } from "./flow-euler.ts";
import { makeScheduler } from "./make-scheduler.ts";

const none = (): never => {
  throw new Error("asked for fresh noise");
};

interface Golden {
  readonly cases: readonly {
    readonly steps: number;
    readonly shift: number;
    readonly sigmas: readonly number[];
    readonly start: readonly number[];
    readonly matrix: readonly (readonly number[])[];
    /** The sample after each step. */
    readonly samples: readonly (readonly number[])[];
  }[];
}

test("walks the same path as diffusers, step by step, with a network that answers to sample and time", () => {
  const golden = JSON.parse(readFileSync("tests/golden/flow-euler.json", "utf8")) as Golden;
  expect(golden.cases.length).toBeGreaterThan(1);
  for (const { steps, shift, sigmas, start, matrix, samples } of golden.cases) {
    const scheduler = makeScheduler({ kind: "flow-euler", shift }, steps);
    scheduler.sigmas.forEach((sigma, i) => expect(sigma).toBeCloseTo(sigmas[i]!, 6));
    const sample = Float32Array.from(start);
    for (let i = 0; i < steps; i++) {
      const t = scheduler.timestep(i);
      const velocity = Float32Array.from(matrix, (row) => Math.tanh(row.reduce((sum, m, k) => sum + m * sample[k]!, 0)) + t);
      scheduler.step(i, sample, velocity, none);
      sample.forEach((value, k) => expect(value).toBeCloseTo(samples[i]![k]!, 4));
    }
  }
});

test("lands on the picture when the velocity is exact, whatever the steps", () => {
  const picture = [0.25, -1];
  const noise = [1.5, 0.5];
  for (const steps of [1, 3, 20]) {
    const scheduler = flowEuler(shiftedSigmas(steps, 3));
    const sample = Float32Array.from(noise);
    const velocity = Float32Array.from(noise, (n, k) => n - picture[k]!);
    for (let i = 0; i < steps; i++) scheduler.step(i, sample, velocity, none);
    sample.forEach((value, k) => expect(value).toBeCloseTo(picture[k]!, 5));
  }
});

test("levels fall from 1 to 0 and a shift keeps them noisy for longer", () => {
  const even = shiftedSigmas(10, 1);
  const bent = shiftedSigmas(10, 3);
  expect(even[0]).toBe(1);
  expect(even[10]).toBe(0);
  for (let i = 1; i < 10; i++) {
    expect(even[i]!).toBeLessThan(even[i - 1]!);
    expect(bent[i]!).toBeGreaterThan(even[i]!);
  }
});

test("a walk of a part of the way begins at what the picture is there", () => {
  for (const part of [1, 0.6, 0.2, 0]) {
    const scheduler = makeScheduler({ kind: "flow-euler", shift: 3 }, 4, part);
    const top = scheduler.sigmas[0]!;
    expect(scheduler.sigmas[4]).toBe(0);
    const [picture, noise] = [Float32Array.of(0.25, -1), Float32Array.of(1.5, 0.5)];
    scheduler.addNoise(0, picture, noise).forEach((x, k) => expect(x).toBeCloseTo((1 - top) * picture[k]! + top * noise[k]!, 6));
    expect(scheduler.addNoise(4, picture, noise)).toEqual(picture);
  }
});

test("the last six tenths of a way of ten steps, in six steps, are its last six", () => {
  const whole = shiftedSigmas(10, 3);
  shiftedSigmas(6, 3, 0.6).forEach((sigma, i) => expect(sigma).toBeCloseTo(whole[4 + i]!, 12));
});
