import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, pictureName, safePart } from "./file-names.ts";

test("a name says whose picture it is, by which version, and where it stands", () => {
  expect(pictureName("Mara", 3, "001")).toBe("Mara.3_001");
  expect(pictureName("Zoë O’Neil / test", 1, "012")).toBe("Zoë-O-Neil-test.1_012");
});

test("no name leads out of its folder, is empty, or means a device", () => {
  expect(safePart("../../etc/passwd", "x")).toBe("etc-passwd");
  expect(safePart("***", "persona")).toBe("persona");
  expect(safePart("CON", "x")).toBe("CON-");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(safePart(text, "x")).toMatch(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}-]{0,40}$/u);
    }),
  );
});

test("a day sorts as it is read", () => {
  expect(dayOf(new Date(2026, 4, 4, 12).getTime())).toBe("2026-05-04");
});
