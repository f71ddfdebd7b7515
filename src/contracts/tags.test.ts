import { expect, test } from "vitest";
import { cleanTag, hasTag, MAX_TAG_CHARACTERS, MAX_TAGS, withoutTag, withTag } from "./tags.ts";

test("a tag is one line without its mark, whatever was typed or pasted", () => {
  expect(cleanTag("  #spring \n 2026 ")).toBe("spring 2026");
  expect(cleanTag("one, two;three")).toBe("one two three");
  expect(cleanTag(" # ")).toBe("");
  expect(cleanTag("x".repeat(200))).toHaveLength(MAX_TAG_CHARACTERS);
  expect(cleanTag("Cafe\u0301")).toBe("Café");
});

test("a tag is there once, in any case, and goes in any case", () => {
  expect(withTag(undefined, "Spring")).toEqual(["Spring"]);
  expect(withTag(["Spring"], "#spring")).toEqual(["Spring"]);
  expect(hasTag(["Spring"], "SPRING")).toBe(true);
  expect(withoutTag(["Spring", "web"], "spring")).toEqual(["web"]);
});

test("there is an end to tags", () => {
  const many = Array.from({ length: MAX_TAGS }, (_, index) => `tag ${index}`);
  expect(withTag(many, "one more")).toEqual(many);
});
