/**
 * @file Dimensions from the first structures of each format, and whether it moves.
 *
 * Every reader returns null where the bytes end or contradict themselves first; none loops without moving forward, and none trusts a
 * length it has not held against the file.
 */

export interface Extent {
  readonly width: number;
  readonly height: number;
}

export interface Moving extends Extent {
  readonly animated: boolean;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array, at: number, length: number): string => String.fromCharCode(...bytes.subarray(at, at + length));

/** Chunk types as the numbers they are stored as. */
const CHUNK = { acTL: 0x6163544c, IDAT: 0x49444154, IEND: 0x49454e44 } as const;

/** PNG specification 5.3 and 11.2.2: chunks up to `IEND`; `acTL` before the first `IDAT` makes it an APNG. */
export function findPng(bytes: Uint8Array): Moving | null {
  if (bytes.length < 33 || ascii(bytes, 12, 4) !== "IHDR") return null;
  const view = viewOf(bytes);
  let animated = false;
  let hasPixels = false;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const kind = view.getUint32(at + 4);
    if (kind === CHUNK.acTL && !hasPixels) animated = true;
    if (kind === CHUNK.IDAT) hasPixels = true;
    if (kind === CHUNK.IEND) return hasPixels ? { width: view.getUint32(16), height: view.getUint32(20), animated } : null;
    at += 12 + view.getUint32(at);
  }
  return null;
}

/** Whether the end-of-image marker comes after `from`. Pixel data cannot contain it: there, 0xff is followed by 0. */
function hasJpegEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 2; at > from; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

/** ITU-T T.81 B.1: markers with lengths up to a start of frame, SOF0 to SOF15 without DHT, JPG and DAC. */
export function findJpegSize(bytes: Uint8Array): Extent | null {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return hasJpegEnd(bytes, at) ? { width: view.getUint16(at + 7), height: view.getUint16(at + 5) } : null;
    // Pixels or the end without a frame header.
    if (marker === 0xda || marker === 0xd9) return null;
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** RFC 9649: VP8 (lossy), VP8L (lossless), or VP8X with its animation flag. */
export function findWebp(bytes: Uint8Array): Moving | null {
  const view = viewOf(bytes);
  if (bytes.length < 30 || 8 + view.getUint32(4, true) > bytes.length) return null;
  const kind = ascii(bytes, 12, 4);
  if (kind === "VP8X") {
    const width = 1 + (view.getUint32(24, true) & 0xffffff);
    const height = 1 + (view.getUint32(26, true) >>> 8);
    return { width, height, animated: (bytes[20]! & 0x02) !== 0 };
  }
  if (kind === "VP8 " && bytes[23] === 0x9d && bytes[24] === 0x01 && bytes[25] === 0x2a)
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, animated: false };
  if (kind === "VP8L" && bytes[20] === 0x2f) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), animated: false };
  }
  return null;
}

/** Skips data sub-blocks: a length byte each, ended by an empty one. @returns the position behind them, or past the end */
function skipBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!;
  return at + 1;
}

/** GIF89a 18 to 23: the largest of screen and frames, since decoders differ in which they allocate; a second image means that it moves. */
export function findGif(bytes: Uint8Array): Moving | null {
  if (bytes.length < 13) return null;
  const view = viewOf(bytes);
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1));
  let width = view.getUint16(6, true);
  let height = view.getUint16(8, true);
  let images = 0;
  let at = 13 + tableBytes(bytes[10]!);
  while (at < bytes.length && images < 2) {
    const block = bytes[at];
    if (block === 0x3b) return images > 0 ? { width, height, animated: false } : null;
    if (block === 0x21) at = skipBlocks(bytes, at + 2);
    else if (block === 0x2c && at + 10 < bytes.length) {
      images += 1;
      width = Math.max(width, view.getUint16(at + 5, true));
      height = Math.max(height, view.getUint16(at + 7, true));
      at = skipBlocks(bytes, at + 11 + tableBytes(bytes[at + 9]!));
    } else return null;
  }
  return images > 1 ? { width, height, animated: true } : null;
}

/**
 * ISO 23008-12 6.5.3: the image spatial extents property `ispe` inside meta/iprp/ipco. A file has one per tile and thumbnail, so the
 * largest counts. Boxes are walked, not searched: a needle in pixel data must not count.
 */
export function findAvifSize(bytes: Uint8Array): Extent | null {
  const view = viewOf(bytes);
  let largest: Extent | null = null;
  let isWhole = true;
  let hasPixels = false;
  const walk = (from: number, to: number, path: string): void => {
    let at = from;
    while (at + 8 <= to) {
      const declared = view.getUint32(at);
      const kind = ascii(bytes, at + 4, 4);
      const isLong = declared === 1 && at + 16 <= to;
      const length = isLong ? view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12) : declared === 0 ? to - at : declared;
      const body = at + (isLong ? 16 : 8);
      if (length < body - at || at + length > to) {
        isWhole = false;
        return;
      }
      const end = at + length;
      const here = `${path}/${kind}`;
      if (here === "/mdat" || here === "/meta/idat") hasPixels = true;
      if (here === "/meta") walk(body + 4, end, here);
      else if (here === "/meta/iprp" || here === "/meta/iprp/ipco") walk(body, end, here);
      else if (here === "/meta/iprp/ipco/ispe" && body + 12 <= end) {
        const width = view.getUint32(body + 4);
        const height = view.getUint32(body + 8);
        if (!largest || width * height > largest.width * largest.height) largest = { width, height };
      }
      at = end;
    }
  };
  walk(0, bytes.length, "");
  return isWhole && hasPixels ? largest : null;
}

/** BITMAPCOREHEADER has unsigned 16-bit sizes; later headers signed 32-bit ones, where a negative height means top-down. */
export function findBmpSize(bytes: Uint8Array): Extent | null {
  const view = viewOf(bytes);
  if (bytes.length < 26 || view.getUint32(2, true) > bytes.length) return null;
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}
