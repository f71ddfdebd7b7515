/**
 * @file One file of unknown origin becomes a clean photograph: upright, of bounded size, without metadata.
 *
 * Everything but pixels is dropped by encoding them again: where it was taken, with what, and whatever else the file carried. Colours
 * are converted to sRGB by the decoder. It does not look at faces.
 */
import { Failure } from "~/contracts/failure";
import { readHeader, type ImageHeader } from "~/engine/image/header";
import { newId } from "~/storage/ids";
import { savePhotograph, type Encoded } from "~/storage/images";
import { cleanName } from "./clean-name.ts";

/** Longest side kept, in pixels: far above what any face model looks at. */
const MAX_SIDE = 2048;
const THUMBNAIL_SIDE = 256;

/** What was lossless stays lossless; the rest loses little. */
const encodingFor = ({ format }: ImageHeader): ImageEncodeOptions =>
  format === "png" || format === "gif" || format === "bmp" ? { type: "image/png" } : { type: "image/jpeg", quality: 0.95 };

const THUMBNAIL: ImageEncodeOptions = { type: "image/jpeg", quality: 0.85 };

async function decode(name: string, header: ImageHeader, bytes: ArrayBuffer): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image" });
  } catch (cause) {
    // Only some browsers bring a decoder for HEIC; nobody ships one as code.
    if (header.format === "heic") throw new Failure("image-unsupported", { name, format: "heic" }, { cause });
    throw new Failure("image-unreadable", { name, reason: "decoder" }, { cause });
  }
}

/** Draws the image into a new one whose longest side is at most `side`; transparent parts become white. */
function shrink(bitmap: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Failure("unexpected", { reason: "no canvas" });
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

async function encode(canvas: OffscreenCanvas, options: ImageEncodeOptions): Promise<Encoded> {
  const blob = await canvas.convertToBlob(options);
  return { bytes: await blob.arrayBuffer(), type: blob.type };
}

/**
 * @param bytes the file, whole
 * @returns the stored photograph's id
 * @throws Failure `image-…`, `storage-full`; AbortError where the persona was deleted meanwhile
 */
export async function take(vaultId: string, personaId: string, fileName: string, bytes: ArrayBuffer): Promise<string> {
  const name = cleanName(fileName);
  const header = readHeader(name, new Uint8Array(bytes));
  const bitmap = await decode(name, header, bytes);
  const canvas = shrink(bitmap, MAX_SIDE);
  const thumbnail = await encode(shrink(bitmap, THUMBNAIL_SIDE), THUMBNAIL);
  bitmap.close();
  const image = await encode(canvas, encodingFor(header));
  const id = newId();
  const { width, height } = canvas;
  await savePhotograph(vaultId, { id, personaId, name, width, height, addedAt: Date.now(), inspection: null }, image, thumbnail);
  return id;
}
