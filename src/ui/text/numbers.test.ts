import { expect, test } from "vitest";
import { bytes, counted, seconds } from "./numbers.ts";

test("bytes are written in the largest unit that leaves a whole number", () => {
  expect(bytes(0)).toBe("0 bytes");
  expect(bytes(1)).toBe("1 byte");
  expect(bytes(48_300)).toBe("48 kB");
  expect(bytes(9_940_000)).toBe("9.9 MB");
  expect(bytes(41_200_000)).toBe("41 MB");
  expect(bytes(1_250_000_000)).toBe("1.3 GB");
});

test("seconds become minutes when they are many", () => {
  expect(seconds(3.24)).toBe("3.2 s");
  expect(seconds(42.4)).toBe("42 s");
  expect(seconds(80)).toBe("1 min 20 s");
  expect(seconds(120)).toBe("2 min");
});

test("one thing is not many things", () => {
  expect(counted(1, "photograph")).toBe("1 photograph");
  expect(counted(8, "photograph")).toBe("8 photographs");
});
