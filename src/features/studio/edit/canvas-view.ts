/**
 * @file Where a picture lies on a canvas that is zoomed and panned, and how its mask is seen on it. Pure.
 */
import type { Mask } from "~/engine/image/mask";
import type { Size } from "~/contracts/request";
import type { Point } from "./drawing";

export interface View {
  /** Pixels of the canvas per pixel of the picture. */
  readonly scale: number;
  /** Of the picture's corner, on the canvas. */
  readonly x: number;
  readonly y: number;
}

export function viewOf(canvas: Size, picture: Size, zoom: number, offset: Point): View {
  const scale = zoom * Math.min(canvas.width / picture.width, canvas.height / picture.height);
  return {
    scale,
    x: (canvas.width - scale * picture.width) / 2 + offset.x,
    y: (canvas.height - scale * picture.height) / 2 + offset.y,
  };
}

export const toPicture = ({ scale, x, y }: View, at: Point): Point => ({ x: (at.x - x) / scale, y: (at.y - y) / scale });
export const toCanvas = ({ scale, x, y }: View, at: Point): Point => ({ x: scale * at.x + x, y: scale * at.y + y });

/** The offset at which the picture's point under `at` stays there, with another zoom. */
export function zoomedAt(canvas: Size, picture: Size, before: number, offset: Point, after: number, at: Point): Point {
  const point = toPicture(viewOf(canvas, picture, before, offset), at);
  const moved = toCanvas(viewOf(canvas, picture, after, offset), point);
  return { x: offset.x + at.x - moved.x, y: offset.y + at.y - moved.y };
}

export interface Rows {
  readonly from: number;
  /** Not itself one of them. */
  readonly to: number;
}

/** Those that look different, with their neighbours, whose edges they make. */
export function changedRows({ width, height, data }: Mask, { data: now }: Mask): Rows {
  let [first, last] = [0, now.length - 1];
  while (first <= last && now[first] === data[first]) first++;
  if (first > last) return { from: 0, to: 0 };
  while (now[last] === data[last]) last--;
  return { from: Math.max(0, Math.floor(first / width) - 1), to: Math.min(height, Math.floor(last / width) + 2) };
}

/** Stripes, so that the colour is not all that tells; a light line with a dark one beside it around them. */
export function tint({ width, height, data }: Mask, to: Uint8ClampedArray, rows: Rows): void {
  for (let y = rows.from, i = rows.from * width; y < rows.to; y++)
    for (let x = 0; x < width; x++, i++) {
      const value = data[i]!;
      const inside = value >= 128;
      const edge =
        inside &&
        (x === 0 ||
          y === 0 ||
          x === width - 1 ||
          y === height - 1 ||
          data[i - 1]! < 128 ||
          data[i + 1]! < 128 ||
          data[i - width]! < 128 ||
          data[i + width]! < 128);
      const stripe = ((x + y) >> 2) % 2 === 0;
      const at = 4 * i;
      if (edge) {
        const light = ((x + y) >> 1) % 2 === 0;
        to[at] = to[at + 1] = to[at + 2] = light ? 255 : 20;
        to[at + 3] = 255;
      } else {
        to[at] = 216;
        to[at + 1] = 74;
        to[at + 2] = 38;
        to[at + 3] = value * (stripe ? 0.6 : 0.32);
      }
    }
}

/** As the file of a mask would look: white may change, black stays. */
export function alone({ width, data }: Mask, to: Uint8ClampedArray, rows: Rows): void {
  for (let i = rows.from * width; i < rows.to * width; i++) {
    to[4 * i] = to[4 * i + 1] = to[4 * i + 2] = data[i]!;
    to[4 * i + 3] = 255;
  }
}
