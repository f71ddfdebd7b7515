import { expect, test } from "vitest";
import { layOut } from "./sheet-layout.ts";

const upright = { width: 384, height: 512 };
const sheetOf = (count: number) => layOut(Array.from({ length: count }, () => upright));

test.each([1, 2, 5, 30, 600])("%i prints lie on the sheet, beside each other, with room for words beneath", (count) => {
  const { width, height, line, margin, prints } = sheetOf(count);
  expect(prints).toHaveLength(count);
  for (const [i, at] of prints.entries()) {
    expect(at.x).toBeGreaterThanOrEqual(Math.floor(margin));
    expect(at.x + at.width).toBeLessThanOrEqual(Math.ceil(width - margin));
    expect(at.y + at.height + line).toBeLessThanOrEqual(height);
    const next = prints[i + 1];
    if (next) expect(next.x >= at.x + at.width || next.y >= at.y + at.height + line).toBe(true);
  }
});

test("few prints are as large as they are drawn; very many still fit a canvas", () => {
  expect(sheetOf(5).prints[0]).toMatchObject(upright);
  expect(Math.max(sheetOf(600).width, sheetOf(600).height)).toBeLessThanOrEqual(8192 + 1);
});

test("a print of another shape keeps its shape, and stands on the same line as its neighbours", () => {
  const { prints } = layOut([upright, { width: 512, height: 384 }]);
  const [tall, wide] = prints;
  expect(wide!.width / wide!.height).toBeCloseTo(512 / 384, 2);
  expect(wide!.y + wide!.height).toBe(tall!.y + tall!.height);
});
