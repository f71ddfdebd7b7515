import { expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

const EVER = 2 ** 31 - 1;

/** Indices as they got their turn. */
async function passing(indices: readonly number[], arriving: readonly number[], longestMs: number): Promise<number[]> {
  const turns = inTurn(indices, longestMs);
  const passed: number[] = [];
  await Promise.all(
    arriving.map(async (index) => {
      await turns.of(index);
      passed.push(index);
      turns.passed(index);
    }),
  );
  return passed;
}

test("parts that arrive together pass in the file's order", async () => {
  expect(await passing([0, 1, 2, 3], [2, 0, 3, 1], EVER)).toEqual([0, 1, 2, 3]);
});

test("what is not wanted is not waited for", async () => {
  expect(await passing([4, 7, 9], [9, 7, 4], EVER)).toEqual([4, 7, 9]);
});

test("one that stays away holds the others up only so long", async () => {
  expect((await passing([0, 1, 2], [2, 1], 5)).toSorted((a, b) => a - b)).toEqual([1, 2]);
});

test("one that comes again after it was refused takes its turn", async () => {
  const turns = inTurn([0, 1], EVER);
  await turns.of(0);
  const second = turns.of(1);
  await turns.of(0);
  turns.passed(0);
  await second;
});
