/**
 * @file A window onto a picture of any size: what a pack sees of it at the size that it draws, and how that goes back at full size.
 *
 * A window has the shape of what the pack draws, and may reach beyond the picture: there it shows the picture's edge again, and nothing
 * goes back.
 */
import type { Size } from "~/contracts/request.ts";
import type { Mask } from "./mask.ts";
import { raster, type Raster } from "./raster.ts";
import { resize } from "./resize.ts";
import { flowed } from "./surround.ts";

/** In pixels of the picture, whole ones. */
export interface Window extends Size {
  readonly left: number;
  readonly top: number;
}

/** One window through which a picture is drawn, and what of the picture may change through it. */
export interface Pane {
  readonly window: Window;
  /** Of the picture's size. */
  readonly mask: Mask;
}

/** What of a window lies within the picture. */
export function inside({ left, top, width, height }: Window, picture: Size): Window {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  return {
    left: x,
    top: y,
    width: Math.max(0, Math.min(picture.width, left + width) - x),
    height: Math.max(0, Math.min(picture.height, top + height) - y),
  };
}

/** All that a window shows of a picture. */
export function filled({ width, height }: Size, window: Window): Mask {
  const shown = inside(window, { width, height });
  const data = new Uint8Array(width * height);
  for (let y = shown.top; y < shown.top + shown.height; y++)
    data.fill(255, y * width + shown.left, y * width + shown.left + shown.width);
  return { width, height, data };
}

/** As much of a mask as a window shows. */
export function clipped(mask: Mask, window: Window): Mask {
  const shown = filled(mask, window).data;
  return { ...mask, data: mask.data.map((share, i) => Math.min(share, shown[i]!)) };
}

/** Around all that may change; null where nothing may. */
export function boundsOf({ width, height, data }: Mask): Window | null {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] === 0) continue;
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x + 1);
      bottom = y + 1;
    }
  return right > left ? { left, top, width: right - left, height: bottom - top } : null;
}

/** Where a length begins that is to hold the middle of another and lie within `whole`; in the middle of it where it is longer. */
const held = (middle: number, length: number, whole: number): number =>
  Math.round(length >= whole ? (whole - length) / 2 : Math.min(whole - length, Math.max(0, middle - length / 2)));

/**
 * The smallest window that shows the bounds with their surroundings. It never shows less than the pack draws, nor more than it takes to
 * show the whole picture.
 *
 * @param shape what the pack draws @param context of the bounds, to each side of them
 */
export function windowAround(bounds: Window, picture: Size, shape: Size, context: number): Window {
  const over = ({ width, height }: Size): number => Math.max(width / shape.width, height / shape.height);
  const scale = Math.max(1, Math.min(over(picture), (1 + 2 * context) * over(bounds)));
  const [width, height] = [Math.round(scale * shape.width), Math.round(scale * shape.height)];
  return {
    left: held(bounds.left + bounds.width / 2, width, picture.width),
    top: held(bounds.top + bounds.height / 2, height, picture.height),
    width,
    height,
  };
}

const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));

/** What the window shows, at this size. */
export function cut(image: Raster, { left, top, width, height }: Window, size: Size): Raster {
  const out = raster(width, height);
  const from = new Uint32Array(image.data.buffer, image.data.byteOffset, image.width * image.height);
  const to = new Uint32Array(out.data.buffer);
  for (let y = 0; y < height; y++) {
    const row = clamp(top + y, image.height - 1) * image.width;
    for (let x = 0; x < width; x++) to[y * width + x] = from[row + clamp(left + x, image.width - 1)]!;
  }
  return resize(out, size.width, size.height);
}

/** What of the window may change, at this size: nothing beyond the picture. */
export function cutMask(mask: Mask, { left, top, width, height }: Window, size: Size): Mask {
  const shown = raster(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [px, py] = [left + x, top + y];
      const inside = px >= 0 && py >= 0 && px < mask.width && py < mask.height;
      shown.data[4 * (y * width + x)] = inside ? mask.data[py * mask.width + px]! : 0;
    }
  const { data } = resize(shown, size.width, size.height);
  return { ...size, data: Uint8Array.from({ length: size.width * size.height }, (_, i) => data[4 * i]!) };
}

/**
 * What was drawn, in the colours of what it was drawn into: by how much they differ where nothing changes flows into where something does.
 *
 * A membrane over the hole (Pérez et al. 2003, Poisson image editing) by push-pull instead of by solving for it.
 */
export function matched(source: Raster, drawn: Raster, mask: Mask): Raster {
  const { width, height } = drawn;
  const differ = new Float32Array(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    if (mask.data[i] !== 0) continue;
    for (let at = 4 * i; at < 4 * i + 3; at++) differ[at] = source.data[at]! - drawn.data[at]!;
    differ[4 * i + 3] = 1;
  }
  const by = flowed(width, height, differ);
  if (by === null) return drawn;
  const out = raster(width, height);
  for (let i = 0; i < width * height; i++) for (let at = 4 * i; at < 4 * i + 3; at++) out.data[at] = drawn.data[at]! + by[at]!;
  return out;
}

/** @param drawn what the window shows now, at any size @returns the picture with that in it; where the mask is 0, the picture to the byte */
export function pasted(picture: Raster, drawn: Raster, { left, top, width, height }: Window, mask: Mask): Raster {
  const large = resize(drawn, width, height);
  const out: Raster = { ...picture, data: picture.data.slice() };
  for (let y = Math.max(0, -top); y < Math.min(height, picture.height - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(width, picture.width - left); x++) {
      const at = (top + y) * picture.width + left + x;
      const share = mask.data[at]! / 255;
      if (share === 0) continue;
      const from = 4 * (y * width + x);
      for (let c = 0; c < 3; c++) {
        const was = picture.data[4 * at + c]!;
        out.data[4 * at + c] = was + share * (large.data[from + c]! - was);
      }
    }
  return out;
}
