import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { secondsFor } from "./timing.ts";

const picture = (seconds: number, steps: number, guidance: number) => ({ seconds, request: { steps, guidance } }) as Picture;

test("has no number before anything was measured", () => {
  expect(secondsFor({ steps: 12, guidance: 2 }, [])).toBeUndefined();
});

test("carries the median run over to other presets, twice as many with guidance", () => {
  const pictures = [picture(2.4, 12, 2), picture(0.1, 1, 1), picture(90, 12, 2)];
  expect(secondsFor({ steps: 12, guidance: 2 }, pictures)).toBeCloseTo(2.4);
  expect(secondsFor({ steps: 4, guidance: 1 }, pictures)).toBeCloseTo(0.4);
});
