import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records.ts";
import { placed } from "./catalogue.ts";

const pictureOf = (id: string, createdAt: number, more: Partial<Picture> = {}): Picture => ({
  id,
  personaId: "ana",
  request: {
    schema: 1,
    pack: { id: "atelier", revision: "1" },
    personaId: "ana",
    model: { id: "m", version: 1, sha256: "" },
    layers: [],
    prompt: "",
    size: { width: 384, height: 512 },
    sampler: "flow-euler",
    steps: 12,
    guidance: 2,
    identityStrength: 0.95,
    pose: null,
    seeds: [1],
  },
  seed: 1,
  width: 384,
  height: 512,
  likeness: null,
  mark: null,
  seconds: 1,
  createdAt,
  ...more,
});

const ids = (rows: readonly Picture[]) => rows.map(({ id }) => id).join("");
const ROWS = [pictureOf("c", 30), pictureOf("b", 20), pictureOf("a", 10)];

test("a new picture stands where its time is, and one that changed stands where it stood", () => {
  expect(ids(placed(ROWS, [pictureOf("d", 25)]))).toBe("cdba");
  expect(ids(placed(ROWS, [pictureOf("e", 40), pictureOf("z", 1)]))).toBe("ecbaz");
  const marked = placed(ROWS, [pictureOf("b", 20, { mark: "keep" })]);
  expect(ids(marked)).toBe("cba");
  expect(marked[1]?.mark).toBe("keep");
});

test("of a row that changed twice at once, the later one counts", () => {
  const rows = placed(ROWS, [pictureOf("b", 20, { mark: "keep" }), pictureOf("b", 20, { mark: "maybe" })]);
  expect(rows.map(({ mark }) => mark)).toEqual([null, "maybe", null]);
});

test("what lies in the trash is left out, and is back in its place when it is taken out", () => {
  const without = placed(ROWS, [pictureOf("b", 20, { deletedAt: 99 })]);
  expect(ids(without)).toBe("ca");
  expect(ids(placed(without, [pictureOf("b", 20)]))).toBe("cba");
});

test("many at once come to the same as one after another", () => {
  const many = Array.from({ length: 120 }, (_, i) => pictureOf(`p${i}`, (i * 37) % 50));
  const one = many.reduce<readonly Picture[]>((rows, picture) => placed(rows, [picture]), ROWS);
  expect(placed(ROWS, many)).toEqual(one);
});
