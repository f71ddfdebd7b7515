import { expect, test } from "vitest";
import { offeredSampler, samplerName, samplerNamed, samplersFault, samplersOf, type Sampler } from "./sampler.ts";

const SPACED = {
  betas: { schedule: "scaled-linear", first: 0.00085, last: 0.012 },
  trainSteps: 1000,
  prediction: "epsilon",
  spacing: "leading",
  offset: 1,
} as const;
const dpm: Sampler = { kind: "dpmpp-2m", ...SPACED, karras: true };
const plain: Sampler = { kind: "euler", ...SPACED, karras: false };
const karras: Sampler = { kind: "euler", ...SPACED, karras: true };
const pack = { sampler: dpm, samplers: [plain, karras] };

test("a pack's own sampler comes first, and each is called by its method and the spread of its levels", () => {
  expect(samplersOf(pack).map(samplerName)).toEqual(["dpmpp-2m-karras", "euler", "euler-karras"]);
  expect(samplersOf({ sampler: plain })).toEqual([plain]);
});

test("a request is drawn by what it names, and by nothing that the pack does not offer", () => {
  expect(samplerNamed(pack, "euler")).toBe(plain);
  expect(samplerNamed(pack, "euler-karras")).toBe(karras);
  expect(samplerNamed(pack, "unipc")).toBeUndefined();
  expect(samplerNamed({ sampler: karras }, "dpmpp-2m")).toBeUndefined();
});

test("requests from before there was a choice mean the pack's own", () => {
  expect(samplerNamed(pack, "dpmpp-2m")).toBe(dpm);
});

test("what is carried over to a pack that does not offer it becomes its own", () => {
  expect([offeredSampler(pack, "euler"), offeredSampler(pack, "lcm"), offeredSampler(pack, null)]).toEqual([
    "euler",
    "dpmpp-2m-karras",
    "dpmpp-2m-karras",
  ]);
});

test.each([
  [undefined, null],
  [[plain, karras], null],
  ["euler", "samplers is not a list"],
  [[{ ...plain, karras: "no" }], "bad karras in sampler"],
  [[{ kind: "magic" }], "no sampler magic"],
  [[dpm], "a sampler appears twice"],
  [[plain, { ...plain, spacing: "trailing" }], "a sampler appears twice"],
])("%j besides a pack's own: %s", (others, fault) => {
  expect(samplersFault(dpm, others)).toBe(fault);
});
