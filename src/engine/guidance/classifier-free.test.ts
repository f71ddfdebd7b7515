import { expect, test } from "vitest";
import { guide } from "./classifier-free.ts";

test("scale 1 is the condition alone, 0 is none of it, 2 goes as far again", () => {
  const guided = (scale: number): number => {
    const conditional = Float32Array.of(3);
    guide(scale, conditional, Float32Array.of(1));
    return conditional[0]!;
  };
  expect([guided(1), guided(0), guided(2)]).toEqual([3, 1, 5]);
});
