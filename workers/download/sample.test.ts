import { expect, test } from "vitest";
import { parseIndex } from "./sample.ts";

const refuses = (value: unknown) => expect(() => parseIndex(value, "index.json")).toThrow("download-failed");

test("reads the drawings' names in order", () => {
  expect(parseIndex({ drawings: ["02.webp", "01.webp"] }, "index.json")).toEqual(["02.webp", "01.webp"]);
});

test("refuses whatever is not a list of plain file names", () => {
  for (const value of [null, [], "01.webp", {}, { drawings: [] }, { drawings: "01.webp" }, { drawings: [1] }]) refuses(value);
  for (const name of ["../secret", "/etc/passwd", "https://elsewhere/x.webp", ".hidden", "a/b.webp", ""])
    refuses({ drawings: [name] });
});
