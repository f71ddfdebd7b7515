/**
 * @file What an image file says about itself before anybody decodes it.
 *
 * Sixty-four kilobytes of PNG can ask a decoder for gigabytes, so format and dimensions are read from the first structures of the
 * file and held against limits. The format is decided by the bytes, never by the name. It does not know orientation: decoders turn.
 */
import { Failure, type FailureDetails } from "~/contracts/failure";
import { findAvifSize, findBmpSize, findGif, findJpegSize, findPng, findWebp, type Extent } from "./formats.ts";

export type ImageFormat = "png" | "jpeg" | "webp" | "avif" | "heic" | "gif" | "bmp";

export interface ImageHeader {
  readonly format: ImageFormat;
  /** Pixels, before any turning. */
  readonly width: number;
  readonly height: number;
}

const LIMITS = { bytes: 64 * 1024 * 1024, pixels: 64_000_000, side: 16_384 } as const;

const ascii = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

const HEIC_BRANDS = new Set(["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]);

function formatOf(bytes: Uint8Array): ImageFormat | "svg" | null {
  if (ascii(bytes, 0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 4) === "WEBP") return "webp";
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return "gif";
  if (ascii(bytes, 0, 2) === "BM" && bytes[6] === 0 && bytes[7] === 0) return "bmp";
  if (ascii(bytes, 4, 4) === "ftyp") {
    const brand = ascii(bytes, 8, 4);
    if (brand === "avif" || brand === "avis") return "avif";
    // An AVIF may lead with the general brand and name itself among the compatible ones.
    if (HEIC_BRANDS.has(brand)) return /avif|avis/.test(ascii(bytes, 16, 32)) ? "avif" : "heic";
  }
  // Text up to the first element: a declaration, comments, a doctype, then <svg>.
  if (
    /^[\s\uFEFF]*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype svg[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(
      text(bytes),
    )
  )
    return "svg";
  return null;
}

/** The first kibibyte, byte for byte; enough to tell text apart. */
const text = (bytes: Uint8Array): string => ascii(bytes, 0, Math.min(bytes.length, 1024)).replace(/^\xef\xbb\xbf/, "");

type Found = Extent & { readonly animated?: boolean };

function find(format: ImageFormat, bytes: Uint8Array): Found | null {
  switch (format) {
    case "png":
      return findPng(bytes);
    case "jpeg":
      return findJpegSize(bytes);
    case "webp":
      return findWebp(bytes);
    case "gif":
      return findGif(bytes);
    case "avif":
    case "heic": {
      const extent = findAvifSize(bytes);
      return extent && { ...extent, animated: ascii(bytes, 8, 4) === "avis" };
    }
    case "bmp":
      return findBmpSize(bytes);
    default:
      return format satisfies never;
  }
}

/**
 * @param name shown to the person, never used to decide
 * @throws Failure `image-empty`, `image-unreadable`, `image-unsupported`, `image-too-large`
 */
export function readHeader(name: string, bytes: Uint8Array): ImageHeader {
  const tooLarge = (limit: FailureDetails["image-too-large"]["limit"], width: number, height: number) =>
    new Failure("image-too-large", { name, bytes: bytes.length, width, height, limit });

  if (bytes.length === 0) throw new Failure("image-empty", { name });
  if (bytes.length > LIMITS.bytes) throw tooLarge("bytes", 0, 0);
  const format = formatOf(bytes);
  if (format === null) throw new Failure("image-unreadable", { name, reason: "unknown-format" });
  if (format === "svg") throw new Failure("image-unsupported", { name, format });

  const found = find(format, bytes);
  if (!found || found.width === 0 || found.height === 0) throw new Failure("image-unreadable", { name, reason: "truncated" });
  const { width, height } = found;
  if (width > LIMITS.side || height > LIMITS.side) throw tooLarge("side", width, height);
  if (width * height > LIMITS.pixels) throw tooLarge("pixels", width, height);
  if (found.animated) throw new Failure("image-unsupported", { name, format: "gif-animated" });
  return { format, width, height };
}
