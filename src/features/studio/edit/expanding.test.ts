import { expect, test } from "vitest";
import { frameOf, isLarger, NO_MARGINS, placeOf, RATIOS, room, toRatio, withSide } from "./expanding.ts";

const DRAWN = { width: 384, height: 512 };

test("a ratio adds evenly at two sides and takes nothing away", () => {
  expect(toRatio(DRAWN, "1:1")).toEqual({ top: 0, right: 64, bottom: 0, left: 64 });
  expect(toRatio(DRAWN, "9:16")).toEqual({ top: 86, right: 0, bottom: 84, left: 0 });
  for (const ratio of RATIOS) {
    const margins = toRatio(DRAWN, ratio);
    if (typeof margins === "string") continue;
    const frame = frameOf(DRAWN, margins);
    const [across, down] = ratio.split(":").map(Number);
    expect(Math.abs(frame.width / frame.height - across! / down!)).toBeLessThan(0.01);
    expect([frame.width % 2, frame.height % 2]).toEqual([0, 0]);
  }
});

test("a ratio that a picture has already is none to go to, and one too far away is refused", () => {
  expect(toRatio(DRAWN, "3:4")).toBe("same");
  expect(toRatio({ width: 383, height: 512 }, "3:4")).toBe("same");
  expect(toRatio({ width: 910, height: 512 }, "9:16")).toBe("large");
  expect(toRatio({ width: 3000, height: 4000 }, "16:9")).toBe("large");
});

test("a side goes as far as there is room with the one opposite, and never inwards", () => {
  expect(withSide(DRAWN, NO_MARGINS, "left", 33)).toEqual({ ...NO_MARGINS, left: 34 });
  expect(withSide(DRAWN, NO_MARGINS, "left", -20)).toEqual(NO_MARGINS);
  const wide = withSide(DRAWN, { ...NO_MARGINS, right: 300 }, "left", 9000);
  expect(frameOf(DRAWN, wide).width).toBe(960);
  expect(room(DRAWN, wide, "right")).toBe(300);
  expect(withSide(DRAWN, wide, "right", 302)).toEqual(wide);
  expect(placeOf(wide)).toEqual({ left: wide.left, top: 0 });
});

test("nothing added is no larger frame", () => {
  expect(isLarger(NO_MARGINS)).toBe(false);
  expect(isLarger({ ...NO_MARGINS, top: 2 })).toBe(true);
});
