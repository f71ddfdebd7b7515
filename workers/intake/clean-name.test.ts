import { expect, test } from "vitest";
import { cleanName } from "./clean-name.ts";

test("leaves an ordinary name alone, in any script", () => {
  for (const name of ["Ana am Strand.jpg", "写真 1.png", "été.webp"]) expect(cleanName(name)).toBe(name);
});

test("takes out what would hide an ending or break a line", () => {
  expect(cleanName("photo\u202Egpj.exe\u0000\n.png")).toBe("photogpj.exe.png");
});

test("is never empty and never endless", () => {
  expect(cleanName("\u200B \t")).toBe("photograph");
  expect(cleanName("x".repeat(10_000))).toHaveLength(200);
});
