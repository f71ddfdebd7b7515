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

test("takes the median of the latest eight pictures that were drawn just so", () => {
  const pictures = [3, 2, 9, ...Array.from({ length: 5 }, () => 2), 100, 100].map((seconds) => drawn(seconds, 12, 2));
  expect(secondsFor(standard, { pictures, sketch, draft })).toBe(2);
  expect(secondsFor(standard, { pictures, sketch: null, draft })).toBeCloseTo(2);
});

test("adds to what was measured what further steps take, twice with guidance", () => {
  expect(secondsFor({ steps: 5, guidance: 1 }, { pictures: [], sketch, draft })).toBe(3);
  expect(secondsFor({ steps: 5, guidance: 2 }, { pictures: [], sketch, draft })).toBe(5.5);
  expect(secondsFor({ steps: 5, guidance: 1 }, { pictures: [drawn(4, 2, 1)], sketch, draft })).toBe(5.5);
});

test("never says that more steps take less time", () => {
  const pictures = [drawn(9, 2, 1), drawn(3, 5, 1), drawn(4, 8, 1)];
  const times = [2, 5, 8].map((steps) => secondsFor({ steps, guidance: 1 }, { pictures, sketch, draft })!);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test("never says that a picture of fewer steps takes no time", () => {
  const pictures = [drawn(2, 12, 2)];
  expect(secondsFor(draft, { pictures, sketch, draft })).toBeCloseTo(2 * (2 / 24));
});

test("goes by the runs of pictures where there is no sketch", () => {
  expect(secondsFor(standard, { pictures: [drawn(2, 4, 1), drawn(6, 4, 1), drawn(4, 4, 1)], sketch: null, draft })).toBe(24);
});
