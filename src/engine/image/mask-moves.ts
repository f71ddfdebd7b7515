/**
 * @file A mask that is found again on another picture: by the commands that it was made with, or beside the face that it was drawn beside.
 */
import { MASK_PARTS, type FaceSpot, type MaskMove, type MaskPart } from "~/contracts/mask-moves.ts";
import type { Size } from "~/contracts/request.ts";
import { PARTS } from "~/engine/faces/parse.ts";
import { feather, grow, type Mask } from "./mask.ts";

/** Joins with what is masked, or takes it out of that. */
export const joined = (mask: Mask, other: Mask, way: "add" | "subtract"): Mask => ({
  ...mask,
  data: mask.data.map((was, i) => (way === "add" ? Math.max(was, other.data[i]!) : Math.min(was, 255 - other.data[i]!))),
});

export const inverted = (mask: Mask): Mask => ({ ...mask, data: mask.data.map((value) => 255 - value) });

export const nothing = ({ width, height }: Size): Mask => ({ width, height, data: new Uint8Array(width * height) });

function partMask({ width, height }: Size, parts: Uint8Array, part: MaskPart): Mask {
  const index = PARTS.indexOf(part);
  return { width, height, data: Uint8Array.from(parts, (each) => (each === index ? 255 : 0)) };
}

/** @param parts of each pixel its index in PARTS */
export function moved(mask: Mask, move: MaskMove, parts: Uint8Array): Mask {
  switch (move.kind) {
    case "add":
    case "subtract":
      return joined(mask, partMask(mask, parts, move.part), move.kind);
    case "grow":
      return grow(mask, move.by * mask.width);
    case "feather":
      return feather(mask, move.by * mask.width);
    case "invert":
      return inverted(mask);
    default:
      return move satisfies never;
  }
}

export const maskFrom = (size: Size, parts: Uint8Array, moves: readonly MaskMove[]): Mask =>
  moves.reduce((mask, move) => moved(mask, move, parts), nothing(size));

/** Less than this share of the picture is no face to carry anything by. */
const LEAST_FACE = 0.003;

/** Where the face is, by its middle and its area, which no pose and no fringe changes much; null where there is none. */
export function faceSpot({ width, height }: Size, parts: Uint8Array): FaceSpot | null {
  const face = PARTS.indexOf(MASK_PARTS[0]);
  let [count, x, y] = [0, 0, 0];
  parts.forEach((part, i) => {
    if (part !== face) return;
    count++;
    x += (i % width) + 0.5;
    y += Math.floor(i / width) + 0.5;
  });
  return count < LEAST_FACE * width * height ? null : { x: x / count, y: y / count, across: Math.sqrt(count) };
}

/** As it lies beside one face, beside another. What reached an edge goes on beyond it. */
export function carried(mask: Mask, from: FaceSpot, to: FaceSpot, { width, height }: Size): Mask {
  const scale = from.across / to.across;
  const data = new Uint8Array(width * height);
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  for (let y = 0; y < height; y++) {
    const v = clamp(from.y + (y + 0.5 - to.y) * scale - 0.5, mask.height - 1);
    const [top, bottom] = [Math.floor(v), Math.min(mask.height - 1, Math.floor(v) + 1)];
    for (let x = 0; x < width; x++) {
      const u = clamp(from.x + (x + 0.5 - to.x) * scale - 0.5, mask.width - 1);
      const [left, right] = [Math.floor(u), Math.min(mask.width - 1, Math.floor(u) + 1)];
      const at = (row: number): number =>
        mask.data[row * mask.width + left]! * (1 - (u - left)) + mask.data[row * mask.width + right]! * (u - left);
      data[y * width + x] = Math.round(at(top) * (1 - (v - top)) + at(bottom) * (v - top));
    }
  }
  return { width, height, data };
}
