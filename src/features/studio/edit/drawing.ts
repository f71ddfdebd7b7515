/**
 * @file A mask that somebody draws: strokes, shapes and whole regions, each a step that can be undone. Pure; it knows no canvas.
 */
import { packMask, unpackMask } from "~/engine/image/mask-file";
import type { Mask } from "~/engine/image/mask";
import { MAX_MASK_MOVES, type MaskMove } from "~/contracts/mask-moves";
import type { Size } from "~/contracts/request";
import { nothing } from "~/engine/image/mask-moves";

export interface Point {
  /** In the picture's pixels; may lie outside of it. */
  readonly x: number;
  readonly y: number;
}

export interface Brush {
  /** Across, in the picture's pixels. */
  readonly size: number;
  /** 1 has a sharp edge, 0 falls off from the middle. */
  readonly hardness: number;
}

/** Adds to what is masked, or takes away from it. */
export type Way = "add" | "subtract";

const combine = (way: Way, was: number, value: number): number =>
  way === "add" ? Math.max(was, value) : Math.min(was, 255 - value);

/** One stroke from point to point; what lies outside of the picture leaves no mark. */
export function painted(mask: Mask, from: Point, to: Point, { size, hardness }: Brush, way: Way): Mask {
  const { width, height } = mask;
  const data = mask.data.slice();
  // A brush is never smaller than the pixel that it points at.
  const radius = Math.max(0.75, size / 2);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const soft = Math.max(0.5, radius * (1 - hardness));
  for (
    let y = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius));
    y < Math.min(height, Math.max(from.y, to.y) + radius + 1);
    y++
  )
    for (
      let x = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius));
      x < Math.min(width, Math.max(from.x, to.x) + radius + 1);
      x++
    ) {
      const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const away = Math.hypot(px - along * dx, py - along * dy);
      const value = Math.round(255 * Math.min(1, Math.max(0, (radius - away) / soft)));
      if (value > 0) data[y * width + x] = combine(way, data[y * width + x]!, value);
    }
  return { width, height, data };
}

/** What a line closed upon itself has inside, by the even-odd rule. */
export function enclosed(mask: Mask, points: readonly Point[], way: Way): Mask {
  const { width, height } = mask;
  const data = mask.data.slice();
  for (let y = 0; y < height; y++) {
    const middle = y + 0.5;
    const crossings = points
      .flatMap((from, k) => {
        const to = points[(k + 1) % points.length]!;
        if (from.y > middle === to.y > middle) return [];
        return [from.x + ((middle - from.y) / (to.y - from.y)) * (to.x - from.x)];
      })
      .toSorted((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2)
      for (let x = Math.max(0, Math.ceil(crossings[k]! - 0.5)); x < Math.min(width, crossings[k + 1]! - 0.5); x++)
        data[y * width + x] = combine(way, data[y * width + x]!, 255);
  }
  return { width, height, data };
}

export const rectangle = (mask: Mask, a: Point, b: Point, way: Way): Mask =>
  enclosed(mask, [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }], way);

/** Of the picture, 0..1. */
export const covered = ({ data }: Mask): number => data.reduce((sum, value) => sum + value, 0) / 255 / data.length;

interface Step {
  /** Packed: a stroke is some hundred bytes. */
  readonly mask: ArrayBuffer;
  /** null from the first stroke on. */
  readonly moves: readonly MaskMove[] | null;
}

/** Every mask since the beginning. */
export interface Steps {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export const firstSteps = (size: Size): Steps => ({ done: [{ mask: packMask(nothing(size)), moves: [] }], undone: [] });
export const current = ({ done }: Steps): Mask => unpackMask(done.at(-1)!.mask);
/** How the mask was made; null where something of it was drawn by hand. */
export const movesOf = ({ done }: Steps): readonly MaskMove[] | null => done.at(-1)!.moves;
/** A new step; what was undone before it is gone. @param moves how the mask was made from nothing, where that was by commands alone */
export const stepped = ({ done }: Steps, mask: Mask, moves: readonly MaskMove[] | null = null): Steps => ({
  done: [...done, { mask: packMask(mask), moves: moves && moves.length > MAX_MASK_MOVES ? null : moves }],
  undone: [],
});
export const undone = (steps: Steps): Steps =>
  steps.done.length < 2 ? steps : { done: steps.done.slice(0, -1), undone: [...steps.undone, steps.done.at(-1)!] };
export const redone = (steps: Steps): Steps =>
  steps.undone.length === 0 ? steps : { done: [...steps.done, steps.undone.at(-1)!], undone: steps.undone.slice(0, -1) };
