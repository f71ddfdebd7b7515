/** @file The encoding worker, with the browser's own encoders. */
import { transfer } from "comlink";
import type { EncodeApi, EncodedImage, PixelSize } from "~/contracts/encode-api.ts";
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

function drawn({ width, height }: PixelSize, rgba: ArrayBuffer): OffscreenCanvas {
  const context = contextOf(width, height);
  context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return context.canvas;
}

const moved = (bytes: ArrayBuffer, type: string): EncodedImage => transfer({ bytes, type }, [bytes]);

serve({
  async png(size, rgba, text) {
    const blob = await drawn(size, rgba).convertToBlob({ type: "image/png" });
    return moved(withText(await blob.arrayBuffer(), "likeness", text), blob.type);
  },
  async thumbnail(size, rgba) {
    const scale = Math.min(1, THUMBNAIL_SIDE / Math.max(size.width, size.height));
    const [width, height] = [Math.max(1, Math.round(size.width * scale)), Math.max(1, Math.round(size.height * scale))];
    const small = contextOf(width, height);
    small.drawImage(drawn(size, rgba), 0, 0, width, height);
    const blob = await small.canvas.convertToBlob({ type: "image/webp", quality: 0.85 });
    return moved(await blob.arrayBuffer(), blob.type);
  },
} satisfies EncodeApi);
