import { expect, test } from "vitest";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { carried, faceSpot, maskFrom } from "./mask-moves.ts";
import { isEmpty, type Mask } from "./mask.ts";

const SIZE = { width: 60, height: 80 };

const partsOf = (draw: (x: number, y: number) => Part, { width, height } = SIZE): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, i) => PARTS.indexOf(draw(i % width, Math.floor(i / width))));

/** A face of this radius around a point, clothes below a line. */
const portrait =
  (cx: number, cy: number, radius: number, below: number) =>
  (x: number, y: number): Part =>
    Math.hypot(x + 0.5 - cx, y + 0.5 - cy) < radius ? "face" : y >= below ? "clothes" : "background";

const at = ({ data, width }: Mask, x: number, y: number): number => data[y * width + x]!;

test("what was made by commands is made of another portrait where its own parts are", () => {
  const moves = [
    { kind: "add", part: "clothes" },
    { kind: "grow", by: 0.05 },
    { kind: "subtract", part: "face" },
    { kind: "invert" },
  ] as const;
  const mask = maskFrom(SIZE, partsOf(portrait(30, 30, 12, 50)), moves);
  expect([at(mask, 30, 60), at(mask, 5, 48), at(mask, 5, 45), at(mask, 30, 30)]).toEqual([0, 0, 255, 255]);
  const lower = maskFrom(SIZE, partsOf(portrait(30, 30, 12, 70)), moves);
  expect([at(lower, 30, 60), at(lower, 30, 75)]).toEqual([255, 0]);
  expect(
    isEmpty(
      maskFrom(
        SIZE,
        partsOf(() => "background"),
        moves.slice(0, 2),
      ),
    ),
  ).toBe(true);
});

test("what was drawn beside one face lies beside another, as much larger as that is", () => {
  const from = faceSpot(SIZE, partsOf(portrait(30, 30, 10, 60)))!;
  const large = { width: 120, height: 160 };
  const to = faceSpot(large, partsOf(portrait(50, 70, 20, 140), large))!;
  expect([from.x, from.y]).toEqual([expect.closeTo(30, 1), expect.closeTo(30, 1)]);
  expect(to.across / from.across).toBeCloseTo(2, 1);
  // A mole beneath the left eye, and a strip down to the lower edge.
  const mask: Mask = { ...SIZE, data: new Uint8Array(60 * 80) };
  for (let y = 34; y < 37; y++) mask.data.fill(255, y * 60 + 24, y * 60 + 27);
  for (let y = 70; y < 80; y++) mask.data.fill(255, y * 60, y * 60 + 60);
  const there = carried(mask, from, to, large);
  const about = (x: number, y: number): number =>
    at(there, Math.round(to.x + 2 * (x - from.x)), Math.round(to.y + 2 * (y - from.y)));
  expect(about(25.5, 35.5)).toBe(255);
  expect([about(22, 35.5), about(29, 35.5), about(25.5, 40)]).toEqual([0, 0, 0]);
  expect([at(there, 2, 159), at(there, 118, 159)]).toEqual([255, 255]);
});

test("where there is no face there is no place beside it", () => {
  expect(
    faceSpot(
      SIZE,
      partsOf(() => "background"),
    ),
  ).toBeNull();
  expect(
    faceSpot(
      SIZE,
      partsOf((x, y) => (x < 2 && y < 2 ? "face" : "hair")),
    ),
  ).toBeNull();
});
