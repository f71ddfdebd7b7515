/**
 * @file Pictures too large to be held as numbers: what is done to them is decided on a copy of working size, and done on a canvas.
 *
 * Of the full size there are never more than two canvases at a time. What is drawn goes through a part that is of working size at most.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Picture } from "~/contracts/records.ts";
import type { Grade, Size } from "~/contracts/request.ts";
import { graded } from "~/engine/image/grade.ts";
import { isEmpty, type Mask } from "~/engine/image/mask.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { boundsOf, cutMask, inside, windowAround, type Window } from "~/engine/image/window.ts";
import { workingSize } from "~/engine/image/working.ts";
import type { Source } from "~/engine/pipelines/image-to-image.ts";
import { readBlob } from "~/storage/images.ts";
import { contextOf, imageOf } from "./pixels.ts";

type Canvas = OffscreenCanvasRenderingContext2D;

/** A picture at its full size, and as small as it is looked at. */
export interface Made {
  readonly image: Raster;
  /** Absent where the image is the picture. */
  readonly full?: ImageBitmap;
}

export const isLarge = (size: Size): boolean =>
  workingSize(size).width !== size.width || workingSize(size).height !== size.height;

/** What is shown around a place that changes, to each side of it, as a share of its size. */
const CONTEXT = 0.5;

/** Rows of the full size that are numbers at once. */
const STRIP = 256;

async function bitmapOf(vaultId: string, { id }: Picture): Promise<ImageBitmap> {
  const blob = await readBlob(vaultId, id);
  if (blob === undefined) throw new Failure("source-missing", { pictureId: id, trashed: false });
  return createImageBitmap(new Blob([blob.bytes], { type: blob.type }));
}

async function canvasOf(vaultId: string, row: Picture): Promise<Canvas> {
  const bitmap = await bitmapOf(vaultId, row);
  const canvas = contextOf(bitmap.width, bitmap.height);
  canvas.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas;
}

/** Ends the canvas. */
function made({ canvas }: Canvas): Made {
  const { width, height } = workingSize(canvas);
  const small = contextOf(width, height);
  small.drawImage(canvas, 0, 0, width, height);
  return { image: imageOf(small), full: canvas.transferToImageBitmap() };
}

/** The mask as a picture that is as opaque as it allows changes, with these pixels. */
function veil({ data: shares }: Mask, { width, height, data }: Raster): OffscreenCanvas {
  const pixels = data.slice();
  for (let i = 0; i < shares.length; i++) pixels[4 * i + 3] = shares[i]!;
  const context = contextOf(width, height);
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  return context.canvas;
}

const scaledWindow = ({ left, top, width, height }: Window, from: Size, to: Size): Window => {
  const [x, y] = [to.width / from.width, to.height / from.height];
  const [right, bottom] = [Math.ceil((left + width) * x), Math.ceil((top + height) * y)];
  return inside(
    {
      left: Math.floor(left * x),
      top: Math.floor(top * y),
      width: right - Math.floor(left * x),
      height: bottom - Math.floor(top * y),
    },
    to,
  );
};

/**
 * @param source of working size
 * @param draw draws a part of it, and gives it back in the same size
 * @throws Failure `mask-empty`
 */
export async function drawnLarge(
  vaultId: string,
  row: Picture,
  shape: Size,
  source: Source,
  draw: (part: Source) => Promise<Raster>,
): Promise<Made> {
  const { image, mask } = source;
  if (mask !== null && isEmpty(mask)) throw new Failure("mask-empty", {});
  const seen = mask ? inside(windowAround(boundsOf(mask)!, image, shape, CONTEXT), image) : { left: 0, top: 0, ...sizeOf(image) };
  const at = scaledWindow(seen, image, row);
  const size = workingSize(at);
  const canvas = await canvasOf(vaultId, row);
  const part = contextOf(size.width, size.height);
  part.drawImage(canvas.canvas, at.left, at.top, at.width, at.height, 0, 0, size.width, size.height);
  const free = mask && cutMask(mask, seen, size);
  const drawn = await draw({ ...source, image: imageOf(part), mask: free });
  const opaque: Mask = { ...size, data: new Uint8Array(size.width * size.height).fill(255) };
  // At the picture's own size the edge is in the pixels already; enlarged, the edge of what is drawn is not to be seen.
  const edge =
    free === null ? opaque : size.width === at.width ? { ...free, data: free.data.map((share) => (share > 0 ? 255 : 0)) } : free;
  canvas.drawImage(veil(edge, drawn), at.left, at.top, at.width, at.height);
  return made(canvas);
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

/** @param whole the same picture at working size */
export async function gradedLarge(vaultId: string, row: Picture, whole: Raster, grade: Grade): Promise<Made> {
  const canvas = await canvasOf(vaultId, row);
  const { width, height } = canvas.canvas;
  for (let top = 0; top < height; top += STRIP) {
    const { data, height: rows } = canvas.getImageData(0, top, width, Math.min(STRIP, height - top));
    const strip = graded({ width, height: rows, data }, grade, whole);
    canvas.putImageData(new ImageData(strip.data, width, rows), 0, top);
  }
  return made(canvas);
}

/** @param over later pictures, each laid where its mask, which is of working size, lets it */
export async function laidOver(
  vaultId: string,
  first: Picture,
  over: readonly { readonly row: Picture; readonly mask: Mask }[],
): Promise<Made> {
  const canvas = await canvasOf(vaultId, first);
  const { width, height } = canvas.canvas;
  for (const { row, mask } of over) {
    const layer = await canvasOf(vaultId, row);
    layer.globalCompositeOperation = "destination-in";
    layer.drawImage(veil(mask, raster(mask.width, mask.height)), 0, 0, width, height);
    canvas.drawImage(layer.canvas, 0, 0);
  }
  return made(canvas);
}
