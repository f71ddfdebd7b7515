/** @file The encoding worker, with the browser's own encoders. */
import { transfer } from "comlink";
import type { EncodeApi, EncodedImage, EncodedPicture, PixelSize } from "~/contracts/encode-api.ts";
import { Failure } from "~/contracts/failure.ts";
import { withText } from "~/engine/image/png-text.ts";
import { serve } from "~/threads/serve.ts";

const THUMBNAIL_SIDE = 256;

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Failure("unexpected", { reason: "no two-dimensional canvas" });
  context.imageSmoothingQuality = "high";
  return context;
}

function canvasOf({ width, height }: PixelSize, rgba: ArrayBuffer): OffscreenCanvas {
  const context = contextOf(width, height);
  context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return context.canvas;
}

async function png(canvas: OffscreenCanvas, text: string): Promise<EncodedImage> {
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return { bytes: withText(await blob.arrayBuffer(), "likeness", text), type: blob.type };
}

async function thumbnail(canvas: OffscreenCanvas): Promise<EncodedImage> {
  const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(canvas.width, canvas.height));
  const [width, height] = [Math.max(1, Math.round(canvas.width * scale)), Math.max(1, Math.round(canvas.height * scale))];
  const small = contextOf(width, height);
  small.drawImage(canvas, 0, 0, width, height);
  const blob = await small.canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
  return { bytes: await blob.arrayBuffer(), type: blob.type };
}

const moved = (encoded: EncodedImage): EncodedImage => transfer(encoded, [encoded.bytes]);

async function picture(canvas: OffscreenCanvas, text: string): Promise<EncodedPicture> {
  const [image, small] = await Promise.all([png(canvas, text), thumbnail(canvas)]);
  return transfer({ image, thumbnail: small }, [image.bytes, small.bytes]);
}

serve({
  picture: (size, rgba, text) => picture(canvasOf(size, rgba), text),
  bitmap(bitmap, text) {
    const context = contextOf(bitmap.width, bitmap.height);
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    return picture(context.canvas, text);
  },
  png: async (size, rgba, text) => moved(await png(canvasOf(size, rgba), text)),
  thumbnail: async (size, rgba) => moved(await thumbnail(canvasOf(size, rgba))),
} satisfies EncodeApi);
