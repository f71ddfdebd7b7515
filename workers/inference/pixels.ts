/**
 * @file From stored images to rasters, with the browser's own decoders, and from rasters to the screen.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Preview } from "~/contracts/inference-api.ts";
import type { BlobRow } from "~/contracts/records.ts";
import type { Raster } from "~/engine/image/raster.ts";

/** Longest side, px. Faces are found and compared far below it; the decoded picture of a camera would fill memory. */
const WORKING_SIDE = 1536;

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Failure("unexpected", { reason: "no two-dimensional canvas" });
  context.imageSmoothingQuality = "high";
  return context;
}

const shrunk = (width: number, height: number, side: number): readonly [number, number] => {
  const scale = Math.min(1, side / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
};

/** A stored image, shrunk to working size; `scale` is working pixels per stored pixel. */
export async function decode({ bytes, type }: BlobRow): Promise<{ readonly image: Raster; readonly scale: number }> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const [width, height] = shrunk(bitmap.width, bitmap.height, WORKING_SIDE);
  const scale = width / bitmap.width;
  const context = contextOf(width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return {
    image: { width, height, data: context.getImageData(0, 0, width, height).data },
    scale,
  };
}

/** The raster's pixels change hands: it must not be used afterwards. */
export const previewOf = ({ width, height, data }: Raster): Preview => ({ width, height, rgba: data });
