import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { pictureWith } from "../../../tests/support/records.ts";
import { familyOf } from "./family.ts";

const pictureOf = (id: string, createdAt: number, parentId?: string): Picture =>
  pictureWith(id, createdAt, parentId === undefined ? {} : { parentId });

const ALL = [
  pictureOf("newer", 4, "first"),
  pictureOf("grandchild", 3, "older"),
  pictureOf("older", 2, "first"),
  pictureOf("first", 1),
  pictureOf("stranger", 0),
];

const told = (all: readonly Picture[], id: string) => familyOf(all, id).map(({ picture, depth }) => `${depth} ${picture.id}`);

test("whoever is asked for, the family is told from its beginning, the older branch first", () => {
  const whole = ["0 first", "1 older", "2 grandchild", "1 newer"];
  for (const id of ["first", "older", "grandchild", "newer"]) expect(told(ALL, id)).toEqual(whole);
  expect(told(ALL, "stranger")).toEqual(["0 stranger"]);
  expect(told(ALL, "nobody")).toEqual([]);
});

test("says whose it is, which of how many, and how many came of it", () => {
  expect(familyOf(ALL, "first").map(({ parent, place, of, children }) => [parent?.id, place, of, children])).toEqual([
    [undefined, 1, 1, 2],
    ["first", 1, 2, 1],
    ["older", 1, 1, 0],
    ["first", 2, 2, 0],
  ]);
});

test("a picture whose parent is gone begins a family of its own", () => {
  expect(
    told(
      ALL.filter(({ id }) => id !== "first"),
      "grandchild",
    ),
  ).toEqual(["0 older", "1 grandchild"]);
});

test("rows that name each other end somewhere", () => {
  const ring = [pictureOf("a", 1, "b"), pictureOf("b", 2, "a"), pictureOf("self", 3, "self")];
  expect(told(ring, "a")).toHaveLength(2);
  expect(told(ring, "self")).toEqual(["0 self"]);
});
