import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fixtureBytes } from "../../tests/support/fixture-bytes.ts";
import { followHash } from "./follow-hash.ts";

const PART = 64;
const BYTES = fixtureBytes(10 * PART + 5);
const ALL = Array.from({ length: 11 }, (_, index) => index);
const partOf = (index: number): ArrayBuffer => BYTES.slice(index * PART, (index + 1) * PART).buffer;
const expected = createHash("sha256").update(BYTES).digest("hex");

test.for<[string, readonly number[]]>([
  ["in order", ALL],
  ["backwards", ALL.toReversed()],
  ["in four runs at once", [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8]],
  ["with parts that were here before", [5, 6, 10]],
  ["with parts behind it that were here before", [0, 1, 2]],
])("is the hash of the whole, whatever the order: %s", async ([, order]) => {
  const reads: number[] = [];
  const stored = new Set(order.length === ALL.length ? [] : ALL.filter((index) => !order.includes(index)));
  const read = (index: number) => {
    reads.push(index);
    return Promise.resolve(stored.has(index) ? partOf(index) : undefined);
  };
  const hash = await followHash(ALL.length, read, stored);
  for (const index of order) {
    const isTaken = hash.take(index, partOf(index));
    stored.add(index);
    if (!isTaken) hash.stored(index);
    await Promise.resolve();
  }
  expect(await hash.digest()).toBe(expected);
  expect(new Set(reads).size).toBe(reads.length);
});

test("in order, nothing is read back", async () => {
  const hash = await followHash(ALL.length, () => Promise.reject(new Error("read")));
  for (const index of ALL) {
    expect(hash.take(index, partOf(index))).toBe(true);
    // A part takes longer to arrive than a promise to settle.
    await new Promise((done) => setImmediate(done));
  }
  expect(await hash.digest()).toBe(expected);
});
