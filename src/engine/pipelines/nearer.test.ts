import { expect, test } from "vitest";
import type { Face } from "~/contracts/faces.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { mean } from "../../../scripts/eval/metrics.mjs";
import { readSet } from "../../../tests/eval/set.ts";
import { nearer, seenNearer } from "./nearer.ts";

const SHAPE = { width: 384, height: 512 };

/** Of the toolkit's world/rig.py: a head's unit and where its centre is, as shares of the height, in each of its framings. */
const SCALE = { headshot: 0.31, shoulders: 0.23, half: 0.16 };
const CENTRE = { shoulders: 0.415, half: 0.315, headshot: 0.48 };

function box(left: number, top: number, right: number, bottom: number): Mask {
  const data = new Uint8Array(SHAPE.width * SHAPE.height);
  for (let y = top; y < bottom; y++) data.fill(255, y * SHAPE.width + left, y * SHAPE.width + right);
  return { ...SHAPE, data };
}

const landmarksOf = readSet().pictures.map(({ landmarks }) => landmarks as unknown as Face["landmarks"]);

/** A mask on the face alone. */
function faceOf([left, right, , leftMouth, rightMouth]: Face["landmarks"]): Mask {
  const across = [left[0], right[0], leftMouth[0], rightMouth[0]].map(Math.round);
  return box(Math.min(...across), Math.round(Math.min(left[1], right[1])), Math.max(...across), Math.round(leftMouth[1]));
}

test("a window shows the head of a drawing where, and as large as, the world would draw it in a headshot", () => {
  const off = { half: [] as number[], shoulders: [] as number[], headshot: [] as number[] };
  for (const landmarks of landmarksOf) {
    const pane = nearer(landmarks, faceOf(landmarks), SHAPE);
    if (pane === null) continue;
    const { left, top, width, height } = pane.window;
    expect(width / height).toBeCloseTo(SHAPE.width / SHAPE.height, 1);
    const down = (framing: keyof typeof off): number => (top + CENTRE.headshot * height) / SHAPE.height - CENTRE[framing];
    const framings = ["half", "shoulders", "headshot"] as const;
    const framing = framings.toSorted((a, b) => Math.abs(down(a)) - Math.abs(down(b)))[0]!;
    off[framing].push(height / SHAPE.height / (SCALE[framing] / SCALE.headshot) - 1);
    // The eyes of a face are somewhat higher or lower in a head than another's, and nearer to its mouth.
    expect(Math.abs(down(framing))).toBeLessThan(0.05);
    expect(Math.abs(left + width / 2 - SHAPE.width / 2)).toBeLessThan(0.08 * SHAPE.width);
  }
  // A headshot is seen from nearer still where a face is small in its head.
  for (const each of [off.half, off.shoulders]) {
    expect(each.length).toBeGreaterThan(5);
    expect(Math.abs(mean(each))).toBeLessThan(0.05);
  }
});

const half: Face["landmarks"] = [
  [168, 160],
  [216, 160],
  [192, 185],
  [176, 210],
  [208, 210],
];
const close = half.map(([x, y]) => [192 + 2 * (x - 192), 290 + 2 * (y - 185)] as const) as unknown as Face["landmarks"];

test("only a small face is drawn from nearer, and only where nothing beside its window may change", () => {
  const pane = nearer(half, box(150, 130, 234, 235), SHAPE)!;
  expect(pane.window.height).toBe(Math.round(50 / 0.194));
  expect(pane.window.left + pane.window.width / 2).toBeCloseTo(192, 0);
  expect(nearer(close, box(130, 180, 254, 360), SHAPE)).toBeNull();
  expect(nearer(half, box(0, 0, 384, 512), SHAPE)).toBeNull();
  expect(nearer(half, box(150, 130, 234, 400), SHAPE)).toBeNull();
  expect(nearer(half, box(10, 10, 10, 10), SHAPE)).toBeNull();
});

test("a head that looks aside stands over its neck", () => {
  const turned: Face["landmarks"] = [
    [178, 160],
    [216, 160],
    [210, 185],
    [188, 210],
    [212, 210],
  ];
  const pane = nearer(turned, box(170, 140, 225, 225), SHAPE)!;
  expect(pane.window.left + pane.window.width / 2).toBeLessThan(192 - 10);
});

test("seen from nearer, a look says another lens and nothing else", () => {
  const layers = [
    { kind: "hair", words: "a red bob", strength: 0.8 },
    { kind: "lens", words: "half body", strength: 1 },
    { kind: "expression", words: "laughing", strength: 1 },
  ] as const;
  const said = new Map(seenNearer(layers).map(({ kind, words, strength }) => [kind, `${words} ${strength}`]));
  expect(Object.fromEntries(said)).toEqual({ hair: "a red bob 0.8", expression: "laughing 1", lens: "tight headshot 1" });
});
