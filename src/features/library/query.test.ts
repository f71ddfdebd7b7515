import fc from "fast-check";
import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { matches, parseQuery } from "./query.ts";

const picture = {
  seed: 123,
  likeness: 0.91,
  mark: "keep",
  stars: 4,
  tags: ["Spring 2026", "web"],
  request: {
    prompt: "thoughtful",
    layers: [
      { kind: "hair", words: "a short bob", strength: 1 },
      { kind: "outfit", words: "wearing a navy blazer", strength: 1 },
      { kind: "scene", words: "in a Café", strength: 1 },
    ],
    steps: 12,
    model: { version: 3 },
  },
} as unknown as Picture;

const finds = (text: string): boolean => matches(parseQuery(text), picture, "Mara Lind");

test("a tag is found by its whole name, and by words", () => {
  expect(['tag:"spring 2026"', "tag:web", "spring", "-tag:print"].map(finds)).toEqual([true, true, true, true]);
  expect(["tag:spring", "-tag:web"].map(finds)).toEqual([false, false]);
});

test("reads fields, comparisons, quotes and exclusions", () => {
  expect(parseQuery('persona:mara stars>=4 -blazer "window light" seed:7')).toEqual([
    { field: "persona", value: "mara", not: false },
    { field: "stars", is: ">=", value: 4, not: false },
    { field: "words", value: "blazer", not: true },
    { field: "words", value: "window light", not: false },
    { field: "seed", is: "=", value: 7, not: false },
  ]);
});

test("every term must hold", () => {
  expect(finds("")).toBe(true);
  expect(finds("blazer bob")).toBe(true);
  expect(finds("blazer -bob")).toBe(false);
  expect(finds("persona:mara is:kept likeness>0.9 version:3 steps<35")).toBe(true);
  expect(finds("stars>4")).toBe(false);
  expect(finds('"short bob"')).toBe(true);
  expect(finds('"bob short"')).toBe(false);
  expect(finds('persona:"mara l"')).toBe(true);
});

test("accents and capitals do not matter, and names are words too", () => {
  expect(finds("cafe")).toBe(true);
  expect(finds("LIND")).toBe(true);
});

test("what is no field is words", () => {
  expect(parseQuery("colour:red stars:many mark:purple")).toEqual([
    { field: "words", value: "colour:red", not: false },
    { field: "words", value: "stars:many", not: false },
    { field: "words", value: "mark:purple", not: false },
  ]);
});

test("nothing that can be typed breaks it", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => typeof finds(text) === "boolean"));
});
