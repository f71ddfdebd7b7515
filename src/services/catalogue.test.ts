import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { pictureWith } from "../../tests/support/records.ts";
import { placed } from "./catalogue.ts";

const ids = (rows: readonly Picture[]) => rows.map(({ id }) => id).join("");
const ROWS = [pictureWith("c", 30), pictureWith("b", 20), pictureWith("a", 10)];

test("a new picture stands where its time is, and one that changed stands where it stood", () => {
  expect(ids(placed(ROWS, [pictureWith("d", 25)]))).toBe("cdba");
  expect(ids(placed(ROWS, [pictureWith("e", 40), pictureWith("z", 1)]))).toBe("ecbaz");
  const marked = placed(ROWS, [pictureWith("b", 20, { mark: "keep" })]);
  expect(ids(marked)).toBe("cba");
  expect(marked[1]?.mark).toBe("keep");
});

test("of a row that changed twice at once, the later one counts", () => {
  const rows = placed(ROWS, [pictureWith("b", 20, { mark: "keep" }), pictureWith("b", 20, { mark: "maybe" })]);
  expect(rows.map(({ mark }) => mark)).toEqual([null, "maybe", null]);
});

test("what lies in the trash is left out, and is back in its place when it is taken out", () => {
  const without = placed(ROWS, [pictureWith("b", 20, { deletedAt: 99 })]);
  expect(ids(without)).toBe("ca");
  expect(ids(placed(without, [pictureWith("b", 20)]))).toBe("cba");
});

test("many at once come to the same as one after another", () => {
  const many = Array.from({ length: 120 }, (_, i) => pictureWith(`p${i}`, (i * 37) % 50));
  const one = many.reduce<readonly Picture[]>((rows, picture) => placed(rows, [picture]), ROWS);
  expect(placed(ROWS, many)).toEqual(one);
});
