import { expect, test } from "vitest";
import { withoutIslands } from "./islands.ts";

/** Background, hair, face, clothes; a letter is a pixel. */
const KINDS = "bhfc";
const read = (rows: readonly string[]): Uint8Array => Uint8Array.from(rows.join(""), (kind) => KINDS.indexOf(kind));
const settled = (rows: readonly string[]): readonly string[] => {
  const kinds = Array.from(withoutIslands(read(rows), rows[0]!.length, [1, 2], 2), (part) => KINDS[part]).join("");
  return rows.map((row, y) => kinds.slice(y * row.length, (y + 1) * row.length));
};

test("hair in the middle of a coat is the coat, also at the picture's edge, and a second face is none", () => {
  expect(settled(["bbhhhbb", "bbhffhb", "bbbccbb", "ccchccc", "cccccch", "ccfcchh"])).toEqual([
    "bbhhhbb",
    "bbhffhb",
    "bbbccbb",
    "ccccccc",
    "ccccccc",
    "ccccccc",
  ]);
});

test("a braid that touches the head at a corner is hair, and specks beside it are the background", () => {
  expect(settled(["bhhhbbb", "hfffbhb", "hbbbbbb", "bhccccc", "bhccccc"])).toEqual([
    "bhhhbbb",
    "hfffbbb",
    "hbbbbbb",
    "bhccccc",
    "bhccccc",
  ]);
});

test("where nobody's face is seen nothing is decided", () => {
  const rows = ["bhb", "bbb", "chc"];
  expect(settled(rows)).toEqual(rows);
});
