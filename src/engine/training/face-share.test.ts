import { expect, test } from "vitest";
import { PARTS, SIDE } from "~/engine/faces/parse.ts";
import { faceShare } from "./face-share.ts";

/** Sure of face where it is said to be, and of background elsewhere. */
function logitsWhere(isFace: (x: number, y: number) => boolean): Float32Array {
  const logits = new Float32Array(PARTS.length * SIDE * SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) logits[PARTS.indexOf(isFace(x, y) ? "face" : "background") * SIDE * SIDE + y * SIDE + x] = 40;
  return logits;
}

const rowsOf = (share: Float32Array, width: number): number[][] =>
  Array.from({ length: share.length / width }, (_, row) =>
    Array.from(share.slice(row * width, (row + 1) * width), (each) => Number(each.toFixed(6))),
  );

test("a cell is face as far as its pixels are, and its neighbours are half free", () => {
  // Cells of 32 by 64 pixels: the face fills one, and a quarter of the one to its right.
  const share = faceShare(
    logitsWhere((x, y) => y >= 64 && y < 96 && x >= 64 && x < 144),
    [8, 4],
  );
  const rows = rowsOf(share, 4);
  expect(rows[0]).toEqual([0, 0, 0, 0]);
  for (const row of [1, 3]) expect(rows[row]).toEqual([0.5, 0.5, 0.5, 0.125]);
  expect(rows[2]).toEqual([0.5, 1, 0.5, 0.125]);
  expect(rows[4]).toEqual([0, 0, 0, 0]);
});

test("cells that do not divide the parser's picture are told of all of it", () => {
  expect([
    ...faceShare(
      logitsWhere(() => true),
      [5, 3],
    ),
  ]).toEqual(Array.from({ length: 15 }, () => 1));
  expect(
    Math.max(
      ...faceShare(
        logitsWhere(() => false),
        [7, 9],
      ),
    ),
  ).toBeLessThan(1e-6);
});

test("what is as likely one part as another is a sixth of a face", () => {
  const share = faceShare(new Float32Array(PARTS.length * SIDE * SIDE), [4, 4]);
  for (const cell of share) expect(cell).toBeCloseTo(1 / PARTS.length);
});
