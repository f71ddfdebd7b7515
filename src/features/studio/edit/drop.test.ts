import { expect, test } from "vitest";
import { dropOf } from "./drop.ts";

test("a drop above 0.02 is one to look at, one below is none", () => {
  expect(dropOf(0.9, 0.879)).toEqual({ kind: "falls", by: expect.closeTo(0.021, 9) as number });
  expect(dropOf(0.9, 0.881)).toEqual({ kind: "same", by: expect.closeTo(0.019, 9) as number });
  expect(dropOf(0.9, 0.9)).toEqual({ kind: "same", by: 0 });
});

test("a gain is told from a drop, and a face that is gone or came from both", () => {
  expect(dropOf(0.8, 0.821).kind).toBe("better");
  expect(dropOf(0.8, 0.819).kind).toBe("same");
  expect(dropOf(0.8, null)).toEqual({ kind: "lost", by: 0.8 });
  expect(dropOf(null, 0.8).kind).toBe("unknown");
  expect(dropOf(null, null).kind).toBe("unknown");
});
