import { expect, test } from "vitest";
import { drawn, median } from "./timeline.mjs";

test("counts the runs inside of a picture and no others", () => {
  const timeline = [
    { name: "run text_encoder", startTime: 0, duration: 5 },
    { name: "run denoiser", startTime: 10, duration: 30 },
    { name: "run vae_decoder", startTime: 40, duration: 50 },
    { name: "picture", startTime: 10, duration: 100 },
    { name: "run denoiser", startTime: 120, duration: 20 },
    { name: "sketch", startTime: 118, duration: 30 },
  ];
  expect(drawn(timeline, "picture")).toEqual([{ ms: 100, bareMs: 80 }]);
  expect(drawn(timeline, "sketch")).toEqual([{ ms: 30, bareMs: 20 }]);
});

test("the median of an even number is between the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});
