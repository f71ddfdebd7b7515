import { expect, test } from "vitest";
import type { Face } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { inverted } from "~/engine/image/mask-moves.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import type { Source } from "./image-to-image.ts";
import { redraw } from "./redraw.ts";
import type { Pass } from "./surroundings.ts";

const PACK = { sizes: [{ width: 96, height: 128 }], pose: { yaw: 40, pitch: 20, roll: 15 } };
const WIDE = { width: 240, height: 180 };

/** To the left of the middle, as large as in a picture from head to shoulders of 110 pixels. */
const face: Face = {
  landmarks: [
    [58, 78],
    [76, 78],
    [67, 88],
    [61, 97],
    [73, 97],
  ],
  box: { x: 50, y: 62, width: 34, height: 44 },
  score: 1,
};

const picture = (size: { readonly width: number; readonly height: number }): Raster => {
  const out = raster(size.width, size.height);
  for (let i = 0; i < out.data.length; i++) out.data[i] = i % 4 === 3 ? 255 : 60 + (Math.floor(i / 4) % 7) * 5;
  return out;
};

function box(left: number, top: number, right: number, bottom: number): Mask {
  const data = new Uint8Array(WIDE.width * WIDE.height);
  for (let y = top; y < bottom; y++) data.fill(255, y * WIDE.width + left, y * WIDE.width + right);
  return { ...WIDE, data };
}

/** Draws everything brighter by 40 where it may, and remembers how it was asked to. */
async function redrawn(source: Source, whose: Face | null = face, behind = false, pack: Pick<Pack, "sizes" | "pose"> = PACK) {
  const passes: (Pass & { readonly panes: number; readonly strength: number })[] = [];
  const image = await redraw(whose, source, pack, behind, async ({ image: from, panes, mask, strength }, pass) => {
    passes.push({ ...pass, panes: panes?.length ?? 0, strength });
    const out: Raster = { ...from, data: from.data.slice() };
    for (let i = 0; i < out.width * out.height; i++) {
      const free = panes ? Math.max(...panes.map((pane) => pane.mask.data[i]!)) : (mask?.data[i] ?? 255);
      for (let at = 4 * i; at < 4 * i + 3; at++) out.data[at] = out.data[at]! + (40 * free) / 255;
    }
    return Promise.resolve(out);
  });
  return { passes, image };
}

const once = { lens: null, before: 0, windows: 1, panes: 0 };
const brightness = ({ data, width }: Raster, x: number, y: number): number => data[4 * (y * width + x)]!;

test("a picture of the pack's own size is drawn as it is, and so is one of nobody", async () => {
  const own = picture(PACK.sizes[0]!);
  expect((await redrawn({ image: own, strength: 0.7, mask: null })).passes).toEqual([{ ...once, strength: 0.7 }]);
  expect((await redrawn({ image: picture(WIDE), strength: 0.7, mask: null }, null)).passes).toEqual([{ ...once, strength: 0.7 }]);
});

test("what changes about a head in a picture of another size is seen as a portrait", async () => {
  const { passes, image } = await redrawn({ image: picture(WIDE), strength: 0.9, mask: box(50, 62, 84, 106) });
  expect(passes).toEqual([{ ...once, lens: "tight headshot", panes: 1, strength: 0.9 }]);
  expect(brightness(image, 200, 90)).toBe(brightness(picture(WIDE), 200, 90));
});

test("what changes behind somebody is drawn around them first, and then continued to the picture's ends", async () => {
  const source = picture(WIDE);
  const person = box(30, 40, 110, 180);
  const { passes, image } = await redrawn({ image: source, strength: 0.9, mask: inverted(person) }, face, true);
  const [portrait, rest, ...more] = passes;
  expect(more).toEqual([]);
  expect(portrait).toMatchObject({ before: 0, panes: 1, strength: 0.9, windows: 1 + rest!.panes });
  expect(portrait!.lens).not.toBeNull();
  expect(rest).toMatchObject({ lens: null, beyond: true, before: 1, windows: portrait!.windows, strength: 0.2 });
  for (const [x, y] of [
    [67, 88],
    [40, 150],
  ] as const)
    expect(brightness(image, x, y)).toBe(brightness(source, x, y));
  for (const [x, y] of [
    [230, 20],
    [230, 170],
  ] as const)
    expect(brightness(image, x, y)).toBeGreaterThan(brightness(source, x, y) + 10);
});

test("in another light what lies beside the portrait changes as the portrait did, and keeps its shapes", async () => {
  const source = picture(WIDE);
  const { passes, image } = await redrawn({ image: source, strength: 0.7, mask: null });
  expect(passes).toHaveLength(1);
  expect(passes[0]).toMatchObject({ panes: 1, strength: 0.7 });
  for (let x = 0; x < WIDE.width; x += 3) expect(brightness(image, x, 90) - brightness(source, x, 90)).toBeCloseTo(40, -0.5);
});

test("a pack that puts nobody anywhere draws all of a picture at once", async () => {
  const source = { image: picture(WIDE), strength: 0.7, mask: null };
  expect((await redrawn(source, face, false, { sizes: PACK.sizes })).passes).toEqual([{ ...once, strength: 0.7 }]);
});

test("a mask over the face that no portrait holds is drawn as it is", async () => {
  const { passes } = await redrawn({ image: picture(WIDE), strength: 0.9, mask: box(0, 0, 240, 180) });
  expect(passes).toEqual([{ ...once, strength: 0.9 }]);
});
