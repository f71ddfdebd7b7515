/**
 * @file From stored images to rasters, with the browser's own decoders, and from rasters to the screen.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Preview } from "~/contracts/inference-api.ts";
import type { BlobRow } from "~/contracts/records.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { workingSize } from "~/engine/image/working.ts";

/** @throws Failure `unexpected` where the browser holds no canvas of that size */
export function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Failure("unexpected", { reason: `no canvas of ${width} × ${height}` });
  context.imageSmoothingQuality = "high";
  return context;
}

export function imageOf(context: OffscreenCanvasRenderingContext2D): Raster {
  const { width, height } = context.canvas;
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** A stored image, shrunk to working size; `scale` is working pixels per stored pixel. */
export async function decode({ bytes, type }: BlobRow): Promise<{ readonly image: Raster; readonly scale: number }> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const { width, height } = workingSize(bitmap);
  const scale = width / bitmap.width;
  const context = contextOf(width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { image: imageOf(context), scale };
}

/** The raster's pixels change hands: it must not be used afterwards. */
export const previewOf = ({ width, height, data }: Raster): Preview => ({ width, height, rgba: data });
