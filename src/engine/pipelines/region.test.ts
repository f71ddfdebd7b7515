import { expect, test } from "vitest";
import { REGION_LAYERS, type RegionLayer } from "~/contracts/request.ts";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { isEmpty } from "~/engine/image/mask.ts";
import { neededBy } from "./needed.ts";
import { bareCrown, layerRegion } from "./region.ts";

const SIZE = { width: 96, height: 128 };

/** Hair round a face with glasses on it, clothes below, on a background. */
const portrait = (x: number, y: number): Part => {
  if (y > 90) return "clothes";
  const reach = Math.hypot((x - 48) / 20, (y - 55) / 26);
  if (Math.abs(y - 50) < 2 && reach < 0.8) return "other";
  if (reach < 1) return "face";
  return reach < 1.3 && y < 60 ? "hair" : "background";
};

const partsOf = (draw: (x: number, y: number) => Part): Uint8Array =>
  Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, i) =>
    PARTS.indexOf(draw(i % SIZE.width, Math.floor(i / SIZE.width))),
  );
const at = (layer: RegionLayer, x: number, y: number): number =>
  layerRegion(layer, SIZE, partsOf(portrait)).data[y * SIZE.width + x]!;

test("hair may change where it is and grow around the face, and the face stays, glasses and all", () => {
  expect(at("hair", 48, 25)).toBe(255);
  expect(at("hair", 48, 18)).toBeGreaterThan(128);
  expect(at("hair", 48, 50)).toBe(0);
  expect(at("hair", 48, 60)).toBe(0);
  expect(at("hair", 48, 120)).toBe(0);
});

test("an outfit keeps face and hair, a scene keeps who stands in it, an expression keeps all but the face", () => {
  expect([at("outfit", 48, 110), at("outfit", 48, 60), at("outfit", 48, 25)]).toEqual([255, 0, 0]);
  expect([at("scene", 5, 20), at("scene", 48, 60), at("scene", 48, 110)]).toEqual([255, 0, 0]);
  expect([at("expression", 48, 60), at("expression", 48, 50), at("expression", 5, 20)]).toEqual([255, 255, 0]);
});

test("what a picture does not show has no region", () => {
  const nobody = partsOf(() => "background");
  for (const layer of REGION_LAYERS) expect(isEmpty(layerRegion(layer, SIZE, nobody))).toBe(layer !== "scene");
});

const with_ = (layer: RegionLayer, words: string, x: number, y: number): number =>
  layerRegion(layer, SIZE, partsOf(portrait), words).data[y * SIZE.width + x]!;

test("words that need room get it: long hair falls beside the neck, a hat sits on the hair, glasses on the face", () => {
  expect([at("hair", 24, 95), with_("hair", "long wavy red hair", 24, 95)]).toEqual([0, 255]);
  expect([at("outfit", 48, 26), with_("outfit", "wearing a suit, with a hat", 48, 26)]).toEqual([0, 255]);
  expect([at("outfit", 48, 50), with_("outfit", "wearing a suit, with glasses", 48, 50)]).toEqual([0, 255]);
  expect([at("outfit", 26, 70), with_("outfit", "with earrings", 26, 70)].map((value) => value > 128)).toEqual([false, true]);
});

test("what is worn before and after is left alone, and what is taken off is not", () => {
  const region = (words: string, was: string): number =>
    layerRegion("outfit", SIZE, partsOf(portrait), words, was).data[50 * SIZE.width + 48]!;
  expect(region("wearing a suit, with glasses", "wearing a gown, with glasses")).toBe(0);
  expect(region("wearing a suit", "wearing a suit, with glasses")).toBe(255);
  expect(region("with glasses", "with sunglasses")).toBe(255);
});

test("a scarf that comes or goes is part of what changes, a hat that stays on is not", () => {
  const dressed = (x: number, y: number): Part => {
    if (y < 40 && portrait(x, y) === "hair") return "other";
    return y > 84 && y <= 96 && Math.abs(x - 48) < 12 ? "other" : portrait(x, y);
  };
  const region = (words: string, was: string, y: number): number =>
    layerRegion("outfit", SIZE, partsOf(dressed), words, was).data[y * SIZE.width + 48]!;
  expect([region("a suit, with a hat", "a suit, with a hat, a scarf", 90), region("a suit", "a gown, with a scarf", 90)]).toEqual(
    [255, 255],
  );
  expect(region("a suit, with a hat", "a suit, with a hat, a scarf", 30)).toBe(0);
});

const EYES = [
  [40, 58],
  [56, 58],
  [48, 64],
  [42, 70],
  [54, 70],
] as const;

test("a bare crown may change with the hair, and a forehead beneath hair is not one", () => {
  const bald = partsOf((x, y) => (portrait(x, y) === "hair" ? "face" : portrait(x, y)));
  const hair = (parts: Uint8Array, y: number): number =>
    layerRegion("hair", SIZE, parts, "an afro", "a bald head", EYES).data[y * SIZE.width + 48]!;
  expect([hair(bald, 38), hair(bald, 58), hair(bald, 68)]).toEqual([255, 0, 0]);
  const fringe = partsOf((x, y) => (portrait(x, y) === "face" && y < 45 ? "hair" : portrait(x, y)));
  expect(isEmpty(bareCrown(SIZE, fringe, EYES))).toBe(true);
  expect(isEmpty(bareCrown(SIZE, partsOf(portrait), EYES, "a bald head"))).toBe(false);
  expect(isEmpty(bareCrown(SIZE, bald, null))).toBe(true);
});

test("a fringe may fall as far as the brows, and the edge of a face goes with the hair that lay against it", () => {
  const region = (words: string, x: number, y: number): number =>
    layerRegion("hair", SIZE, partsOf(portrait), words, "", EYES).data[y * SIZE.width + x]!;
  for (const words of ["a fringe bob", "two long braids"]) {
    expect([region(words, 48, 42), region(words, 30, 55), region(words, 66, 55)], words).toEqual([255, 255, 255]);
    expect([region(words, 48, 58), region(words, 42, 64), region(words, 48, 72)], words).toEqual([0, 0, 0]);
  }
});

test("what came to nothing of the room that was left is given back, and what shows the layer is not", () => {
  const before = partsOf(portrait);
  const after = partsOf((x, y) => (y > 60 && y < 110 && Math.abs(x - 26) < 6 ? "hair" : portrait(x, y)));
  const needed = neededBy(["hair"], SIZE, before, after, SIZE.width).data;
  const value = (x: number, y: number): number => needed[y * SIZE.width + x]!;
  expect([value(48, 25), value(26, 85), value(26, 108)]).toEqual([255, 255, 255]);
  expect([value(70, 85), value(48, 120), value(48, 55)]).toEqual([0, 0, 0]);
});

test("glasses are where the eyes are found, however high a fringe lets the face be, and nowhere beside the face", () => {
  const region = layerRegion("outfit", SIZE, partsOf(portrait), "with glasses", "", EYES).data;
  const value = (x: number, y: number): number => region[y * SIZE.width + x]!;
  expect([value(40, 58), value(56, 58), value(48, 44), value(48, 73)]).toEqual([255, 255, 0, 0]);
  expect([value(22, 58), value(74, 58)]).toEqual([0, 0]);
});

test("whatever the words, mouth and chin stay when anything but the expression changes", () => {
  for (const layer of ["hair", "outfit", "scene"] as const)
    for (const words of ["long wavy hair", "with a hat", "with glasses", "a winter coat"])
      expect(with_(layer, words, 48, 72), `${layer}: ${words}`).toBe(0);
});
