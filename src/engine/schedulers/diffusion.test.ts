import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { samplerFault, type Sampler } from "~/contracts/sampler.ts";
import { makeScheduler } from "./make-scheduler.ts";

type DiffusionSampler = Exclude<Sampler, { readonly kind: "flow-euler" }>;

interface Walk {
  readonly steps: number;
  readonly timesteps: readonly number[];
  /** Absent where diffusers keeps none. */
  readonly sigmas: readonly number[] | null;
  /** Of the start, of a picture, and of every step. */
  readonly noises: readonly (readonly number[])[];
  readonly start: readonly number[];
  /** The picture in the middle of the walk, with the start's noise. */
  readonly noised: readonly number[];
  /** The sample after each step. */
  readonly samples: readonly (readonly number[])[];
}

const { cases } = JSON.parse(readFileSync("tests/golden/schedulers.json", "utf8")) as {
  readonly cases: readonly { readonly sampler: DiffusionSampler; readonly walks: readonly Walk[] }[];
};

const described = ({ kind, prediction, ...rest }: DiffusionSampler): string =>
  [kind, prediction, "spacing" in rest && rest.spacing, "karras" in rest && rest.karras && "karras"].filter(Boolean).join(", ");

const close = (actual: ArrayLike<number>, expected: readonly number[], tolerance: number, what: string): void => {
  expect(actual.length, what).toBe(expected.length);
  expected.forEach((value, k) => expect(Math.abs(actual[k]! - value), `${what}[${k}]`).toBeLessThanOrEqual(tolerance));
};

test.each(cases.map((one) => [described(one.sampler), one] as const))("walks as diffusers does: %s", (_, { sampler, walks }) => {
  expect(samplerFault(sampler)).toBeNull();
  for (const { steps, timesteps, sigmas, noises, start, noised, samples } of walks) {
    const scheduler = makeScheduler(sampler, steps);
    const [noise, picture] = [Float32Array.from(noises[0]!), Float32Array.from(noises[1]!)];
    close(
      timesteps.map((_time, i) => scheduler.timestep(i)),
      timesteps,
      2e-2,
      "timesteps",
    );
    if (sigmas) close(scheduler.sigmas, sigmas, 1e-4, "sigmas");
    close(scheduler.addNoise(Math.floor(steps / 2), picture, noise), noised, 1e-4, "noised");
    const sample = noise.map((value) => scheduler.initNoiseSigma * value);
    close(sample, start, 1e-4, "start");
    for (let i = 0; i < steps; i++) {
      const time = 0.1 * Math.sin(scheduler.timestep(i) / 100);
      const prediction = scheduler.modelInput(i, sample).map((value) => 0.3 * value + time);
      scheduler.step(i, sample, prediction, () => Float32Array.from(noises[2 + i]!));
      close(sample, samples[i]!, 1e-4, `${steps} steps, after step ${i + 1}`);
    }
  }
});

const samplers = cases.map((one) => [described(one.sampler), one.sampler] as const);

test.each(samplers)("expects the picture wherever it begins, when the noise is told exactly: %s", (_, sampler) => {
  const [picture, noise] = [Float32Array.of(0.25, -1), Float32Array.of(1.5, 0.5)];
  for (const part of [1, 0.6, 0.2, 0])
    for (const steps of [1, 2, 7]) {
      const scheduler = makeScheduler({ ...sampler, prediction: "epsilon" }, steps, part);
      const sample = scheduler.addNoise(0, picture, noise);
      let estimate = sample;
      let given = noise;
      for (let i = 0; i < steps; i++) {
        // What fresh noise makes of a picture lies on no line from it: the noise that is in the sample is found again.
        const [none, unit] = [
          scheduler.addNoise(
            i,
            picture,
            picture.map(() => 0),
          ),
          scheduler.addNoise(
            i,
            picture,
            picture.map(() => 1),
          ),
        ];
        given = sample.map((value, k) => (value - none[k]!) / (unit[k]! - none[k]!));
        estimate = scheduler.step(i, sample, given, () => noise);
        estimate.forEach((value, k) => expect(value).toBeCloseTo(picture[k]!, 2));
      }
      expect(scheduler.addNoise(steps, picture, noise)).toEqual(picture);
    }
});

test.each(samplers)("a shorter part of the way has less noise at its start: %s", (_, sampler) => {
  const tops = [1, 0.8, 0.5, 0.2].map((part) => makeScheduler(sampler, 4, part).sigmas);
  for (const sigmas of tops) for (let i = 1; i < sigmas.length; i++) expect(sigmas[i]!).toBeLessThanOrEqual(sigmas[i - 1]!);
  for (let i = 1; i < tops.length; i++) expect(tops[i]![0]!).toBeLessThan(tops[i - 1]![0]!);
});

test("fresh noise is asked for once a step by the methods that add some, and by no other", () => {
  for (const { sampler } of cases) {
    const scheduler = makeScheduler(sampler, 3);
    const sample = Float32Array.of(1, 2);
    let asked = 0;
    for (let i = 0; i < 3; i++)
      scheduler.step(i, sample, Float32Array.of(0.5, 0.5), () => {
        asked += 1;
        return Float32Array.of(0, 0);
      });
    expect(asked).toBe({ "euler-ancestral": 3, lcm: 2 }[sampler.kind as string] ?? 0);
  }
});

test.each<[string, Record<string, unknown>]>([
  ["no sampler heun", { kind: "heun" }],
  ["bad betas in sampler", { betas: { schedule: "cosine", first: 0.001, last: 0.01 } }],
  ["bad betas in sampler", { betas: { schedule: "linear", first: 0.01, last: 0.001 } }],
  ["bad trainSteps in sampler", { trainSteps: 20_000_000_000 }],
  ["bad prediction in sampler", { prediction: "sample" }],
  ["bad spacing in sampler", { spacing: "" }],
  ["bad offset in sampler", { offset: -1 }],
  ["bad karras in sampler", { karras: undefined }],
])("refuses a manifest's sampler: %s", (fault, change) => expect(samplerFault({ ...cases[0]!.sampler, ...change })).toBe(fault));
