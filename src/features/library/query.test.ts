import fc from "fast-check";
import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { createMatching } from "./matching.ts";
import { parseQuery, plain } from "./query.ts";

const NOW = new Date(2026, 4, 20, 12).getTime();

const picture: Picture = {
  id: "p",
  personaId: "mara",
  seed: 123,
  width: 384,
  height: 512,
  likeness: 0.91,
  mark: "keep",
  stars: 4,
  tags: ["Spring 2026", "web"],
  seconds: 3,
  createdAt: new Date(2026, 4, 19, 23, 59).getTime(),
  request: {
    schema: 1,
    pack: { id: "atelier", revision: "1" },
    personaId: "mara",
    prompt: "thoughtful",
    layers: [
      { kind: "hair", words: "a short bob", strength: 1 },
      { kind: "outfit", words: "wearing a navy blazer", strength: 1 },
      { kind: "scene", words: "in a Café", strength: 1 },
      { kind: "light", words: "backlit", strength: 0 },
    ],
    size: { width: 384, height: 512 },
    sampler: "flow-euler",
    steps: 12,
    guidance: 2,
    identityStrength: 0.95,
    pose: null,
    seeds: [123],
    model: { id: "m3", version: 3, sha256: "" },
  },
};

const terms = (text: string) => parseQuery(text, NOW).terms;
const misread = (text: string) => parseQuery(text, NOW).misread;
const { found } = createMatching();
const names = new Map([["mara", plain("Mara Lind")]]);
const finds = (text: string): boolean => found([picture], terms(text), names).length === 1;

test("a tag is found by its whole name, and by words", () => {
  expect(['tag:"spring 2026"', "tag:web", "spring", "-tag:print"].map(finds)).toEqual([true, true, true, true]);
  expect(["tag:spring", "-tag:web"].map(finds)).toEqual([false, false]);
});

test("reads fields, comparisons, quotes and exclusions", () => {
  expect(terms('persona:mara stars>=4 -blazer "window light" seed:7')).toEqual([
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

test("the look is found whole and layer by layer; a layer that is off is not there", () => {
  expect(["look:blazer", "look:thoughtful", "outfit:blazer", "scene:cafe", "hair:bob"].map(finds)).toEqual(Array(5).fill(true));
  expect(["look:web", "hair:blazer", "light:backlit", "look:mara"].map(finds)).toEqual(Array(4).fill(false));
});

test("a look is found by the name that it had, whatever it says", () => {
  const named: Picture = { ...picture, id: "named", look: "Boardroom" };
  const ids = (text: string) => found([picture, named], terms(text), names).map(({ id }) => id);
  expect([ids("look:board"), ids("boardroom"), ids("look:blazer"), ids("-look:boardroom")]).toEqual([
    ["named"],
    ["named"],
    ["p", "named"],
    ["p"],
  ]);
  expect(ids("scene:board")).toEqual([]);
});

test("the pack, and how a picture was made", () => {
  expect(["pack:atelier", "pack:Atel", "verb:draw"].map(finds)).toEqual([true, true, true]);
  expect(["pack:turbo", "verb:vary"].map(finds)).toEqual([false, false]);
});

test("days, months and years are spans, and can be compared", () => {
  const yes = ["date:2026", "date:2026-05", "date:2026-05-19", "date:yesterday", "date:week", "date<today", "date<=2026-05-19"];
  const more = ["date>=2026-05-19", "after:2026-05-18", "before:2026-05-20", "date>2025"];
  expect([...yes, ...more].filter((text) => !finds(text))).toEqual([]);
  const no = [
    "date:today",
    "date:2025",
    "date>2026-05-19",
    "date<2026-05-19",
    "after:2026-05",
    "before:2026-05-19",
    "-date:2026",
  ];
  expect(no.filter(finds)).toEqual([]);
});

test("accents and capitals do not matter, and names are words too", () => {
  expect(finds("cafe")).toBe(true);
  expect(finds("LIND")).toBe(true);
});

test("another name for a field, or a slip of one letter, is read as the field; the slip is said", () => {
  expect([finds("rating>=4"), finds("who:mara"), finds("wearing:blazer")]).toEqual([true, true, true]);
  expect(misread("rating>=4 who:mara wearing:blazer")).toEqual([]);
  expect([finds("presona:mara"), finds("strs:4"), finds("sars>=5")]).toEqual([true, true, false]);
  expect(misread("presona:mara")).toEqual([{ kind: "field", typed: "presona", read: "persona" }]);
});

test("what is no field is looked for as words, and said", () => {
  expect(terms("colour:navy stars:many mark:purple date:2026-02-31")).toEqual([
    { field: "words", value: "navy", not: false },
    { field: "words", value: "many", not: false },
    { field: "words", value: "purple", not: false },
    { field: "words", value: "2026-02-31", not: false },
  ]);
  expect(finds("colour:navy")).toBe(true);
  expect(misread("colour:navy stars:many")).toEqual([
    { kind: "field", typed: "colour", read: null },
    { kind: "value", field: "stars", typed: "many" },
  ]);
  expect(misread("persona:")).toEqual([]);
});

test("rows that say the same are asked once and answer each for itself", () => {
  const other = { ...picture, id: "other", stars: 2 as const };
  const { tags: _, ...untagged } = picture;
  const bare = { ...untagged, id: "bare", personaId: "ana", mark: null };
  const ids = (text: string) => found([picture, other, bare], terms(text), names).map(({ id }) => id);
  expect([ids("blazer"), ids("spring"), ids("mara"), ids("-spring"), ids("stars>=4 blazer"), ids("mark:none")]).toEqual([
    ["p", "other", "bare"],
    ["p", "other"],
    ["p", "other"],
    ["bare"],
    ["p", "bare"],
    ["bare"],
  ]);
});

test("nothing that can be typed breaks it", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => typeof finds(text) === "boolean"));
});
