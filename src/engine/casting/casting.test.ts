import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { cosine } from "~/engine/faces/embedding.ts";
import { drawing } from "./condition.ts";
import { embeddingOf, parsePrior, readAttribute } from "./prior.ts";
import { castSheet, CLOSEST, type Origin } from "./sheet.ts";
import { known, said, wishesOf } from "./wishes.ts";
import { understand } from "./words.ts";

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const prior = parsePrior(read("public/packs/atelier/prior.json"), 128);

/** The pack's `samePersonCosine`, or nearly. */
const SAME_PERSON = 0.38;

interface Golden {
  readonly cases: readonly {
    readonly seed: number;
    readonly spread: number;
    readonly centre: readonly number[];
    readonly known: Readonly<Record<string, number>>;
    readonly z: readonly number[];
    readonly mean: readonly number[];
    readonly embedding: readonly number[];
  }[];
}

test("draws the people that numpy draws, with and without something asked of them", () => {
  const { cases } = read("tests/golden/casting.json") as Golden;
  expect(cases.length).toBeGreaterThan(2);
  for (const { seed, spread, centre, known: asked, z, embedding } of cases) {
    const wishes = Object.entries(asked).map(([attribute, value]) => ({ attribute, value }));
    const ours = drawing(prior, { centre, spread }, wishes)(seed);
    z.forEach((value, k) => expect(ours[k]).toBeCloseTo(value, 5));
    embeddingOf(prior, ours).forEach((value, i) => expect(value).toBeCloseTo(embedding[i]!, 5));
  }
});

test("the mean of many draws is the posterior's mean", () => {
  const { seed: _, ...golden } = (read("tests/golden/casting.json") as Golden).cases[1]!;
  const wishes = Object.entries(golden.known).map(([attribute, value]) => ({ attribute, value }));
  const draw = drawing(prior, golden, wishes);
  const people = Array.from({ length: 2000 }, (_none, seed) => draw(seed));
  golden.mean.forEach((value, k) => {
    const mean = people.reduce((sum, z) => sum + z[k]!, 0) / people.length;
    expect(Math.abs(mean - value)).toBeLessThan(0.1);
  });
});

const asked = { "reads as": "woman", age: "fifties", "eye colour": "green", freckles: "many" };

test("whoever is asked for is nearer to it than anybody", () => {
  const mean = (choices: typeof asked | Record<string, never>, attribute: string): number => {
    const sheet = castSheet(prior, { kind: "anybody" }, wishesOf(prior, choices), 5, 12);
    return sheet.reduce((sum, { z }) => sum + readAttribute(prior, attribute, z), 0) / sheet.length;
  };
  expect(mean(asked, "freckles")).toBeGreaterThan(mean({}, "freckles") + 0.3);
  expect(mean(asked, "masculinity")).toBeLessThan(mean({}, "masculinity") - 0.1);
  expect(mean(asked, "age")).toBeGreaterThan(mean({}, "age"));
});

test("whoever is asked for is read as that, each of a sheet", () => {
  for (const { z } of castSheet(prior, { kind: "anybody" }, wishesOf(prior, asked), 8, 12)) {
    expect(Math.abs(readAttribute(prior, "eye_hue", z) - 0.5)).toBeLessThan(0.125);
    expect(Math.abs(readAttribute(prior, "freckles", z) - 0.9)).toBeLessThan(0.225);
  }
});

test("some have a beard and most have none, as often as people do; who is asked for one has it", () => {
  const beard = prior.controls.find(({ name }) => name === "beard")!;
  const sheet = castSheet(prior, { kind: "anybody" }, [], 30, 300);
  const bearded = sheet.filter(({ z }) => readAttribute(prior, "beard", z) > 0.25).length / sheet.length;
  expect(Math.abs(bearded - (1 - beard.levels[0]!.share!))).toBeLessThan(0.08);
  const asked = castSheet(prior, { kind: "anybody" }, wishesOf(prior, { beard: "full" }), 30, 12);
  for (const { z } of asked) expect(readAttribute(prior, "beard", z)).toBeGreaterThan(0.8);
});

const everything = Object.fromEntries(prior.controls.map(({ name, levels }) => [name, levels.at(-1)!.name]));
const [one, other] = castSheet(prior, { kind: "anybody" }, [], 77, 2);
const origins: readonly (readonly [string, Origin, Readonly<Record<string, string>>])[] = [
  ["anybody", { kind: "anybody" }, {}],
  ["somebody with nine things set", { kind: "anybody" }, Object.fromEntries(Object.entries(everything).slice(0, 9))],
  ["more like one", { kind: "like", z: one!.z }, {}],
  ["a mixture of two", { kind: "between", z: [one!.z, other!.z] }, {}],
];

test.each(origins)(
  "a sheet of %s has twelve people who are not too close, the same again for the same seed",
  (_, origin, choices) => {
    const sheet = castSheet(prior, origin, wishesOf(prior, choices), 999_995, 12);
    expect(sheet).toHaveLength(12);
    const embeddings = sheet.map(({ z }) => embeddingOf(prior, z));
    for (const [i, a] of embeddings.entries()) {
      expect(Math.hypot(...a)).toBeCloseTo(1, 5);
      for (const b of embeddings.slice(i + 1)) expect(cosine(a, b)).toBeLessThanOrEqual(CLOSEST);
    }
    expect(sheet.every(({ seed }) => Number.isInteger(seed) && seed >= 0 && seed < 1_000_000)).toBe(true);
    expect(castSheet(prior, origin, wishesOf(prior, choices), 999_995, 12)).toEqual(sheet);
  },
);

test("nobody of a dozen strangers would be taken for another, nor of a hundred", () => {
  for (const count of [12, 100]) {
    const sheet = castSheet(prior, { kind: "anybody" }, [], 4, count, SAME_PERSON).map(({ z }) => embeddingOf(prior, z));
    expect(sheet).toHaveLength(count);
    const closest = sheet.map((a, i) => Math.max(-1, ...sheet.slice(i + 1).map((b) => cosine(a, b))));
    expect(Math.max(...closest)).toBeLessThanOrEqual(SAME_PERSON);
  }
});

test("where more is asked than leaves twelve who differ, the sheet has fewer", () => {
  const exactly = wishesOf(prior, {}, { z: one!.z, locks: prior.controls.map(({ name }) => name) });
  const sheet = castSheet(prior, { kind: "like", z: one!.z }, exactly, 4, 12);
  expect(sheet.length).toBeGreaterThan(0);
  expect(sheet.length).toBeLessThan(12);
});

test("kin are nearer to the chosen one than strangers, and a mixture is near to both", () => {
  const near = (origin: Origin, z: readonly number[]): number => {
    const sheet = castSheet(prior, origin, [], 9, 12);
    const target = embeddingOf(prior, z);
    return sheet.reduce((sum, each) => sum + cosine(embeddingOf(prior, each.z), target), 0) / sheet.length;
  };
  expect(near({ kind: "like", z: one!.z }, one!.z)).toBeGreaterThan(0.6);
  expect(near({ kind: "anybody" }, one!.z)).toBeLessThan(0.2);
  const mixed: Origin = { kind: "between", z: [one!.z, other!.z] };
  expect(near(mixed, one!.z)).toBeGreaterThan(0.35);
  expect(near(mixed, other!.z)).toBeGreaterThan(0.35);
});

test("a locked control that asks nothing keeps what the chosen one has", () => {
  const held = { z: one!.z, locks: ["skin", "brow shape"] };
  const spreadOf = (wishes: ReturnType<typeof wishesOf>): number => {
    const sheet = castSheet(prior, { kind: "like", z: one!.z }, wishes, 3, 12);
    const own = readAttribute(prior, "skin_tone", one!.z);
    return sheet.reduce((sum, { z }) => sum + Math.abs(readAttribute(prior, "skin_tone", z) - own), 0) / sheet.length;
  };
  const kept = spreadOf(wishesOf(prior, {}, held));
  expect(kept).toBeLessThan(0.03);
  expect(kept).toBeLessThan(spreadOf([]) / 3);
});

test.each([
  [
    "a freckled woman in her fifties with green eyes",
    { "reads as": "woman", freckles: "many", age: "fifties", "eye colour": "green" },
    [],
  ],
  [
    "Man, 34 years old, very dark skin, a bushy beard",
    { "reads as": "man", age: "thirties", skin: "very dark", beard: "full" },
    [],
  ],
  ["green-eyed, no freckles, long nose", { "eye colour": "green", freckles: "none", "nose length": "long" }, []],
  ["a zorgon lady with a beauty mark", { "reads as": "woman" }, ["zorgon", "beauty", "mark"]],
  ["young… no, elderly", { age: "sixties" }, ["no"]],
  ["", {}, []],
])("“%s” is understood as far as it can be", (text, choices, unknown) => {
  expect(understand(prior, text)).toEqual({ choices, unknown });
});

test("every level is said in words that are understood as it", () => {
  for (const { name, levels } of prior.controls)
    for (const level of levels) {
      const words = said(prior, { [name]: level.name });
      expect(understand(prior, words), words).toEqual({ choices: { [name]: level.name }, unknown: [] });
    }
});

test("levels from elsewhere fall away", () => {
  expect(known(prior, { age: "fifties", skin: "plaid", tail: "long" })).toEqual({ age: "fifties" });
});

test("a file that does not fit together is refused", () => {
  const broken = { ...prior, deviation: prior.deviation.slice(1) };
  expect(() => parsePrior(broken, 128)).toThrow(expect.toSatisfy((error: unknown) => isFailure(error, "manifest-invalid")));
  expect(() => parsePrior(prior, 64)).toThrow(expect.toSatisfy((error: unknown) => isFailure(error, "manifest-invalid")));
});
