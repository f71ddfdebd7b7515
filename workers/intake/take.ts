/**
 * @file One file of unknown origin becomes a clean photograph, or a drawing to be edited: upright, of bounded size, without metadata.
 *
 * Everything but pixels is dropped by encoding them again: where it was taken, with what, and whatever else the file carried. Colours
 * are converted to sRGB by the decoder. It does not look at faces.
 */
import { Failure } from "~/contracts/failure";
import type { Picture } from "~/contracts/records";
import type { GenerateRequest, Size } from "~/contracts/request";
import { readHeader, type ImageHeader } from "~/engine/image/header";
import { newId } from "~/storage/ids";
import { saveDrawing, savePhotograph, type Encoded } from "~/storage/images";
import { sha256Hex } from "~/storage/sha256";
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
  if (!context) throw new Failure("unexpected", { reason: `no canvas of ${width} × ${height}` });
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

interface Taken extends Size {
  readonly name: string;
  readonly image: Encoded;
  readonly thumbnail: Encoded;
}

/** @param side longest that is kept @param encoding the file's own kind where it is absent */
async function taken(fileName: string, bytes: ArrayBuffer, side: number, encoding?: ImageEncodeOptions): Promise<Taken> {
  const name = cleanName(fileName);
  const header = readHeader(name, new Uint8Array(bytes));
  const bitmap = await decode(name, header, bytes);
  const thumbnail = await encode(shrink(bitmap, THUMBNAIL_SIDE), THUMBNAIL);
  const canvas = shrink(bitmap, side);
  bitmap.close();
  const { width, height } = canvas;
  const image = await encode(canvas, encoding ?? encodingFor(header));
  return { name, width, height, image, thumbnail };
}

/**
 * @param bytes the file, whole
 * @returns the stored photograph's id
 * @throws Failure `image-…`, `storage-full`; AbortError where the persona was deleted meanwhile
 */
export async function take(vaultId: string, personaId: string, fileName: string, bytes: ArrayBuffer): Promise<string> {
  const { name, width, height, image, thumbnail } = await taken(fileName, bytes, MAX_SIDE);
  const id = newId();
  await savePhotograph(vaultId, { id, personaId, name, width, height, addedAt: Date.now(), inspection: null }, image, thumbnail);
  return id;
}

/** As `take`, but for its size: whatever the header's limits let in is kept whole, and as lossless as all pictures are. */
export async function takeDrawing(
  vaultId: string,
  request: GenerateRequest,
  fileName: string,
  bytes: ArrayBuffer,
): Promise<string> {
  const sha256 = await sha256Hex(bytes);
  const { name, width, height, image, thumbnail } = await taken(fileName, bytes, Number.POSITIVE_INFINITY, { type: "image/png" });
  const row: Picture = {
    id: newId(),
    personaId: request.personaId,
    request,
    seed: request.seeds[0]!,
    width,
    height,
    likeness: null,
    mark: null,
    origin: { name, sha256 },
    imported: {},
    seconds: 0,
    createdAt: Date.now(),
  };
  await saveDrawing(vaultId, row, image, thumbnail);
  return row.id;
}
