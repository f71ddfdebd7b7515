import { expect, test } from "vitest";
import { bandsOf, interval, worstGap } from "./bands.mjs";

const ones = (right: number, of: number): readonly number[] => Array.from({ length: of }, (_, index) => Number(index < right));

// scipy.stats.binomtest(k, n).proportion_ci(method="wilson")
test.each([
  [7, 20, 0.181192, 0.567146],
  [20, 20, 0.838875, 1],
  [0, 12, 0, 0.242494],
])("%i right of %i lie between %f and %f", (right, of, low, high) => {
  const found = interval(ones(right, of));
  expect(found[0]).toBeCloseTo(low, 5);
  expect(found[1]).toBeCloseTo(high, 5);
});

// scipy.stats.t.interval(0.95, 6, mean, standard error)
test("a mean of seven lies where Student has it", () => {
  const found = interval([0.81, 0.9, 0.77, 0.95, 0.88, 0.6, 0.91]);
  expect(found[0]).toBeCloseTo(0.7213, 2);
  expect(found[1]).toBeCloseTo(0.9416, 2);
});

const caseOf = (skin: string, age: string, right: number) => ({ bands: { skin, age }, values: { hair: right } });
const uneven = [
  ...ones(9, 10).map((right) => caseOf("light", "young", right)),
  ...ones(8, 10).map((right) => caseOf("medium", "old", right)),
  ...ones(4, 10).map((right) => caseOf("dark", "young", right)),
  ...ones(0, 2).map((right) => caseOf("very dark", "old", right)),
];

test("every band has the mean of its own cases", () => {
  const { hair } = bandsOf(uneven);
  expect(hair!["skin"]!["dark"]).toMatchObject({ mean: 0.4, cases: 10 });
  expect(hair!["age"]!["young"]).toMatchObject({ mean: 0.65, cases: 20 });
  expect(hair!["skin"]!["very dark"]).toMatchObject({ mean: 0, cases: 2 });
});

test("what was not seen of a case counts nowhere", () => {
  const rows = bandsOf([
    { bands: { skin: "light" }, values: { hair: 1, colour: undefined } },
    { bands: { skin: "light" }, values: { hair: 0, colour: 1 } },
  ]);
  expect(rows["colour"]!["skin"]!["light"]).toMatchObject({ mean: 1, cases: 1 });
});

test("the worst band is the furthest behind all who were measured, of those with enough cases", () => {
  const found = worstGap([uneven], { least: 10, shuffles: 200 })!;
  expect(found).toMatchObject({ row: "hair", grouping: "skin", band: "dark", cases: 10 });
  expect(found.gap).toBeCloseTo(21 / 32 - 0.4, 6);
  const [low, high] = interval(ones(4, 10));
  expect(found.interval[0]).toBeCloseTo(21 / 32 - high, 6);
  expect(found.interval[1]).toBeCloseTo(21 / 32 - low, 6);
  expect(worstGap([uneven], { least: 30, shuffles: 1 })).toBeNull();
});

test("a gap that the bands do not explain is no larger than chance makes it, and one that they do is", () => {
  const many = Array.from({ length: 200 }, (_, index) => ({
    bands: { skin: index % 2 === 0 ? "light" : "dark" },
    values: { hair: Number(index % 4 < 2), scene: Number(index % 2 === 0 || index % 5 === 0) },
  }));
  const nothing = worstGap([many.map(({ bands, values: { hair } }) => ({ bands, values: { hair } }))], {
    least: 12,
    shuffles: 300,
  })!;
  expect(nothing.gap).toBeCloseTo(0, 6);
  expect(nothing.chance.share).toBeGreaterThan(0.5);
  const much = worstGap([many], { least: 12, shuffles: 300 })!;
  expect(much).toMatchObject({ row: "scene", band: "dark" });
  expect(much.gap).toBeGreaterThan(much.chance.most);
  expect(much.chance.share).toBe(0);
});
