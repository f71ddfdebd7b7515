import { expect, test } from "vitest";
import { isEmpty } from "~/engine/image/mask.ts";
import { inverted, joined, nothing } from "~/engine/image/mask-moves.ts";
import { covered, current, enclosed, firstSteps, painted, rectangle, redone, stepped, undone } from "./drawing.ts";

const SIZE = { width: 40, height: 30 };
const blank = nothing(SIZE);
const BRUSH = { size: 8, hardness: 1 };
const at = (mask: { readonly data: Uint8Array }, x: number, y: number): number => mask.data[y * SIZE.width + x]!;

test("a stroke covers what the brush passes over, and nothing beyond", () => {
  const mask = painted(blank, { x: 10, y: 15 }, { x: 30, y: 15 }, BRUSH, "add");
  expect([at(mask, 8, 15), at(mask, 20, 12), at(mask, 31, 17)]).toEqual([255, 255, 255]);
  expect([at(mask, 4, 15), at(mask, 20, 9), at(mask, 36, 15)]).toEqual([0, 0, 0]);
  expect(isEmpty(blank)).toBe(true);
});

test("a soft brush falls off, and an eraser takes away what it passes over", () => {
  const soft = painted(blank, { x: 20, y: 15 }, { x: 20, y: 15 }, { size: 16, hardness: 0 }, "add");
  expect(at(soft, 20, 15)).toBeGreaterThan(at(soft, 24, 15));
  expect(at(soft, 24, 15)).toBeGreaterThan(0);
  const all = inverted(blank);
  const erased = painted(all, { x: 20, y: 15 }, { x: 20, y: 15 }, BRUSH, "subtract");
  expect([at(erased, 20, 15), at(erased, 2, 2)]).toEqual([0, 255]);
});

test("painting goes on past the edge, and a brush of no size still marks its pixel", () => {
  const past = painted(blank, { x: -20, y: 15 }, { x: 60, y: 15 }, BRUSH, "add");
  expect([at(past, 0, 15), at(past, 39, 15)]).toEqual([255, 255]);
  expect(isEmpty(painted(blank, { x: -50, y: -50 }, { x: -40, y: -50 }, BRUSH, "add"))).toBe(true);
  const dot = painted(blank, { x: 5.5, y: 5.5 }, { x: 5.5, y: 5.5 }, { size: 0, hardness: 1 }, "add");
  expect(dot.data.filter(Boolean)).toHaveLength(1);
});

test("a lasso encloses what it goes around, a rectangle what lies between its corners, whichever way it is drawn", () => {
  const triangle = enclosed(
    blank,
    [
      { x: 5, y: 5 },
      { x: 35, y: 5 },
      { x: 5, y: 25 },
    ],
    "add",
  );
  expect([at(triangle, 10, 8), at(triangle, 33, 22)]).toEqual([255, 0]);
  const box = rectangle(blank, { x: 30, y: 20 }, { x: 10, y: 10 }, "add");
  expect(box).toEqual(rectangle(blank, { x: 10, y: 10 }, { x: 30, y: 20 }, "add"));
  expect(covered(box)).toBeCloseTo(200 / 1200, 6);
  expect(isEmpty(enclosed(blank, [{ x: 3, y: 3 }], "add"))).toBe(true);
});

test("regions join, are taken out again, and turn round", () => {
  const [left, right] = [
    rectangle(blank, { x: 0, y: 0 }, { x: 20, y: 30 }, "add"),
    rectangle(blank, { x: 20, y: 0 }, { x: 40, y: 30 }, "add"),
  ];
  expect(joined(left, right, "add")).toEqual(inverted(blank));
  expect(joined(left, left, "subtract")).toEqual(blank);
  expect(inverted(left)).toEqual(right);
});

test("every step can be taken back and done again, however many there are, and a new one forgets what was undone", () => {
  let steps = firstSteps(SIZE);
  for (let k = 0; k < 300; k++)
    steps = stepped(steps, painted(current(steps), { x: k % 40, y: k % 30 }, { x: k % 40, y: k % 30 }, BRUSH, "add"));
  const last = current(steps);
  for (let k = 0; k < 400; k++) steps = undone(steps);
  expect(isEmpty(current(steps))).toBe(true);
  for (let k = 0; k < 400; k++) steps = redone(steps);
  expect(current(steps)).toEqual(last);
  steps = stepped(undone(steps), blank);
  expect(redone(steps)).toBe(steps);
});
