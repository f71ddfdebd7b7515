import { expect, test } from "vitest";
import { raster } from "./raster.ts";
import { surrounded } from "./surround.ts";

/** Dark on the left, bright on the right, and something red in the middle. */
function scene() {
  const image = raster(33, 21);
  const data = new Uint8Array(33 * 21);
  for (let y = 0; y < 21; y++)
    for (let x = 0; x < 33; x++) {
      const i = y * 33 + x;
      const thing = x > 12 && x < 20 && y > 6 && y < 14;
      image.data.set(thing ? [255, 0, 0] : [40 + 5 * x, 40 + 5 * x, 40 + 5 * x], 4 * i);
      if (thing) data[i] = 255;
    }
  return { image, mask: { width: 33, height: 21, data } };
}

test("what is removed gives way to the colours around it, and all else stays to the byte", () => {
  const { image, mask } = scene();
  const out = surrounded(image, mask);
  for (let i = 0; i < mask.data.length; i++) {
    const [before, after] = [image, out].map(({ data }) => [...data.subarray(4 * i, 4 * i + 3)]) as [number[], number[]];
    if (mask.data[i] === 0) expect(after).toEqual(before);
    else {
      // Of a wall that gets brighter to the right: grey, and nearly as bright as it would be there.
      expect(Math.max(...after) - Math.min(...after)).toBeLessThan(2);
      expect(Math.abs(after[0]! - (40 + 5 * (i % 33)))).toBeLessThan(30);
    }
  }
});

test("where everything is masked the picture stays", () => {
  const { image } = scene();
  expect(surrounded(image, { width: 33, height: 21, data: new Uint8Array(33 * 21).fill(255) })).toBe(image);
});
