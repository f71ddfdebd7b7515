import { expect, test } from "vitest";
import { likenessWords } from "./likeness-words.ts";

test("a likeness is said in words with its number", () => {
  expect(likenessWords(0.934)).toBe("unmistakable · 0.93");
  expect(likenessWords(0.9)).toBe("unmistakable · 0.90");
  expect(likenessWords(0.75)).toBe("close · 0.75");
  expect(likenessWords(0.5)).toBe("resembles · 0.50");
  expect(likenessWords(0.12)).toBe("not this person · 0.12");
});

test("a picture without a face says so", () => {
  expect(likenessWords(null)).toBe("no face found");
});
