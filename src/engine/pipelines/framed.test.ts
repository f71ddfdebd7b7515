import { expect, test } from "vitest";
import type { Face } from "~/contracts/faces.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { mean } from "../../../scripts/eval/metrics.mjs";
import { readSet } from "../../../tests/eval/set.ts";
import { framed, seenBy } from "./framed.ts";

const SHAPE = { width: 384, height: 512 };

/** Of the toolkit's world/rig.py: a head's unit and where its centre is, as shares of the height, in two of its framings. */
const SCALE = { headshot: 0.31, half: 0.16 };
const CENTRE = { headshot: 0.48, half: 0.315 };

function box(left: number, top: number, right: number, bottom: number): Mask {
  const data = new Uint8Array(SHAPE.width * SHAPE.height);
  for (let y = Math.round(top); y < bottom; y++)
    data.fill(255, y * SHAPE.width + Math.round(left), y * SHAPE.width + Math.round(right));
  return { ...SHAPE, data };
}

/** A mask on the face alone. */
const faceOf = ({ box: { x, y, width, height } }: Face): Mask => box(x, y, x + width, y + height);

test("of those seen to the waist a window shows the head where, and as large as, the world would draw it in a headshot", () => {
  const off: number[] = [];
  for (const {
    landmarks,
    box: [x, y, width, height],
  } of readSet().pictures) {
    const face = { landmarks, box: { x, y, width, height }, score: 1 } as unknown as Face;
    const pane = framed(face, faceOf(face), { sizes: [SHAPE] });
    if (pane === null) continue;
    const { window } = pane;
    expect(window.width / window.height).toBeCloseTo(SHAPE.width / SHAPE.height, 1);
    off.push(window.height / SHAPE.height / (SCALE.half / SCALE.headshot) - 1);
    expect(Math.abs((window.top + CENTRE.headshot * window.height) / SHAPE.height - CENTRE.half)).toBeLessThan(0.05);
    expect(Math.abs(window.left + window.width / 2 - SHAPE.width / 2)).toBeLessThan(0.08 * SHAPE.width);
  }
  expect(off.length).toBeGreaterThan(5);
  expect(Math.abs(mean(off))).toBeLessThan(0.03);
});

const points: Face["landmarks"] = [
  [168, 160],
  [216, 160],
  [192, 185],
  [176, 210],
  [208, 210],
];
const half: Face = { landmarks: points, box: { x: 144, y: 120, width: 96, height: 124 }, score: 1 };
const close: Face = {
  landmarks: points.map(([x, y]) => [192 + 2 * (x - 192), 290 + 2 * (y - 185)]) as unknown as Face["landmarks"],
  box: { x: 96, y: 160, width: 192, height: 248 },
  score: 1,
};

test("only a small face is drawn from nearer, and only where nothing beside its window may change", () => {
  const { window } = framed(half, faceOf(half), { sizes: [SHAPE] })!;
  expect(window.height).toBe(Math.round(Math.sqrt(96 * 124) / 1.543 / 0.31));
  expect(Math.abs(window.left + window.width / 2 - 192)).toBeLessThan(1);
  expect(framed(close, faceOf(close), { sizes: [SHAPE] })).toBeNull();
  expect(framed(close, faceOf(close), { sizes: [{ width: 512, height: 512 }] })).not.toBeNull();
  expect(framed(half, box(0, 0, 384, 512), { sizes: [SHAPE] })).toBeNull();
  expect(framed(half, box(150, 130, 234, 400), { sizes: [SHAPE] })).toBeNull();
  expect(framed(half, box(10, 10, 10, 10), { sizes: [SHAPE] })).toBeNull();
});

test("a head that looks aside stands over its neck", () => {
  const landmarks: Face["landmarks"] = [
    [178, 160],
    [216, 160],
    [210, 185],
    [188, 210],
    [212, 210],
  ];
  const { window } = framed({ ...half, landmarks }, faceOf(half), { sizes: [SHAPE] })!;
  expect(window.left + window.width / 2).toBeLessThan(192 - 10);
});

test("a picture of another size is seen as the nearest portrait that shows all that may change", () => {
  const sizes = [{ width: 512, height: 512 }];
  const lens = (mask: Mask): string | undefined => framed(half, mask, { sizes })?.lens;
  expect(lens(faceOf(half))).toBe("tight headshot");
  expect(lens(box(100, 80, 284, 300))).toBe("head and shoulders");
  expect(lens(box(60, 80, 324, 380))).toBe("half body");
  expect(lens(box(0, 0, 384, 512))).toBeUndefined();
});

test("seen from nearer, a look says another lens and nothing else", () => {
  const layers = [
    { kind: "hair", words: "a red bob", strength: 0.8 },
    { kind: "lens", words: "half body", strength: 1 },
    { kind: "expression", words: "laughing", strength: 1 },
  ] as const;
  const said = new Map(seenBy("tight headshot", layers).map(({ kind, words, strength }) => [kind, `${words} ${strength}`]));
  expect(Object.fromEntries(said)).toEqual({ hair: "a red bob 0.8", expression: "laughing 1", lens: "tight headshot 1" });
});
