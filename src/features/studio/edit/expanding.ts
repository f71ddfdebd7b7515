/**
 * @file A larger frame around a picture: how much is added at each side, by ratio or by hand. Pure; it knows no canvas.
 */
import type { Place, Size } from "~/contracts/request";

export const SIDES = ["top", "right", "bottom", "left"] as const;
export type Side = (typeof SIDES)[number];

/** In the picture's pixels, whole ones. */
export type Margins = Readonly<Record<Side, number>>;

export const NO_MARGINS: Margins = { top: 0, right: 0, bottom: 0, left: 0 };

/** Width and height. */
export const RATIOS = ["1:1", "4:5", "3:4", "2:3", "9:16", "4:3", "3:2", "16:9"] as const;
export type Ratio = (typeof RATIOS)[number];

/** How long a side of the frame may be, over that of the picture, and in pixels. */
const MOST = 2.5;
const LONGEST = 1536;

/** Masters are made of pairs of pixels. */
const even = (length: number): number => 2 * Math.round(length / 2);

/** So near to a ratio a picture has it already; what is added would not be seen. */
const NEAR = 0.01;

const longest = (length: number): number => even(Math.min(LONGEST, MOST * length) - 1);

/** How much one side may get in all, as long as the one opposite stays. */
export function room({ width, height }: Size, margins: Margins, side: Side): number {
  const upright = side === "top" || side === "bottom";
  const opposite = upright ? margins.top + margins.bottom - margins[side] : margins.left + margins.right - margins[side];
  return Math.max(0, longest(upright ? height : width) - (upright ? height : width) - opposite);
}

/** One side moved to where it adds this much, as far as that goes. */
export function withSide(size: Size, margins: Margins, side: Side, pixels: number): Margins {
  const most = room(size, margins, side);
  return { ...margins, [side]: Math.min(most, Math.max(0, even(pixels))) };
}

/** The picture's own pixels in the middle of a frame of that ratio, which is never smaller; or why there is none. */
export function toRatio({ width, height }: Size, ratio: Ratio): Margins | "same" | "large" {
  const [across, down] = ratio.split(":").map(Number) as [number, number];
  const wanted = across / down;
  if (Math.abs(Math.log((wanted * height) / width)) < NEAR) return "same";
  const frame = { width: Math.max(width, even(height * wanted)), height: Math.max(height, even(width / wanted)) };
  if (frame.width > longest(width) || frame.height > longest(height)) return "large";
  const [beside, above] = [frame.width - width, frame.height - height];
  const [left, top] = [even(beside / 2), even(above / 2)];
  return { top, right: beside - left, bottom: above - top, left };
}

export const frameOf = ({ width, height }: Size, { top, right, bottom, left }: Margins): Size => ({
  width: width + left + right,
  height: height + top + bottom,
});

export const placeOf = ({ left, top }: Margins): Place => ({ left, top });

export const isLarger = (margins: Margins): boolean => SIDES.some((side) => margins[side] > 0);
