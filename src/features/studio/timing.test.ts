import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { secondsFor } from "./timing.ts";

const drawn = (seconds: number, steps: number, guidance: number): Picture =>
  ({ seconds, request: { steps, guidance } }) as unknown as Picture;
const draft = { steps: 2, guidance: 1 };
const standard = { steps: 12, guidance: 2 };
const sketch = { seconds: 1.5, runSeconds: 0.5, preview: { width: 0, height: 0, rgba: new Uint8ClampedArray() } };

test("says no time before anything was drawn", () => {
  expect(secondsFor(standard, { pictures: [], sketch: null, draft })).toBeUndefined();
});

test("takes the median of pictures that were drawn just so, and no older ones than the latest eight", () => {
  const pictures = [3, 2, 9, ...Array.from({ length: 6 }, () => 2), 100, 100].map((seconds) => drawn(seconds, 12, 2));
  expect(secondsFor(standard, { pictures: [drawn(0.1, 2, 1), ...pictures], sketch, draft })).toBe(2);
});

test("adds to a sketch what its further steps take, twice with guidance", () => {
  expect(secondsFor({ steps: 5, guidance: 1 }, { pictures: [], sketch, draft })).toBe(3);
  expect(secondsFor({ steps: 5, guidance: 2 }, { pictures: [], sketch, draft })).toBe(5.5);
});

test("goes by the runs of other pictures where there is no sketch", () => {
  expect(secondsFor(standard, { pictures: [drawn(2, 4, 1), drawn(6, 4, 1), drawn(4, 4, 1)], sketch: null, draft })).toBe(24);
});
