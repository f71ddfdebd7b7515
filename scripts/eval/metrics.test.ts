import { expect, test } from "vitest";
import { averagePrecision, equalError, overlap, psnr, regionCounter } from "./metrics.mjs";

const box = (x: number, size = 10) => ({ x, y: 0, width: size, height: size });

test("people who are always told apart make no errors, and those who never are make one in two", () => {
  expect(equalError([0.8, 0.9, 0.95], [0.1, 0.2, 0.3]).rate).toBe(0);
  const same = Array.from({ length: 100 }, (_, index) => index / 100);
  expect(equalError(same, same).rate).toBeCloseTo(0.5, 1);
});

test("one genuine pair in four below one impostor pair in four is an error rate of a quarter", () => {
  expect(equalError([0.25, 0.7, 0.8, 0.9], [0.1, 0.2, 0.3, 0.5]).rate).toBeCloseTo(0.25, 6);
});

test("boxes overlap by what they share over what they cover", () => {
  expect(overlap(box(0), box(5))).toBeCloseTo(50 / 150, 6);
  expect(overlap(box(0), box(20))).toBe(0);
});

// By hand: hit, miss, hit of three faces: recall 1/3 at precision 1, 2/3 at 2/3, and the third is never found.
test("average precision is the area under the envelope of precision over recall", () => {
  const found = [
    [
      { box: box(0), score: 0.9 },
      { box: box(500), score: 0.8 },
    ],
    [{ box: box(100), score: 0.7 }],
  ];
  expect(averagePrecision(found, [[box(0), box(300)], [box(100)]])).toBeCloseTo(1 / 3 + (1 / 3) * (2 / 3), 6);
});

test("a face found twice counts once", () => {
  const twice = [
    { box: box(0), score: 0.9 },
    { box: box(1), score: 0.8 },
  ];
  expect(averagePrecision([twice], [[box(0), box(300)]])).toBeCloseTo(0.5, 6);
});

test("regions are counted over all pictures before they are divided", () => {
  const counter = regionCounter(2);
  counter.add([0, 0, 1, 1], [0, 1, 1, 1]);
  counter.add([0, 1], [0, 1]);
  expect(counter.mean()).toBeCloseTo((2 / 3 + 3 / 4) / 2, 6);
});

test("a class that is nowhere counts neither for nor against", () => {
  const counter = regionCounter(3);
  counter.add([0, 0, 1], [0, 1, 1]);
  expect(counter.mean()).toBeCloseTo(0.5, 6);
});

test("a picture that is off by one everywhere has 48 dB", () => {
  expect(psnr([1, 2, 3], [2, 3, 4])).toBeCloseTo(48.13, 2);
});
