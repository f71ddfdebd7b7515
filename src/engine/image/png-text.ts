/**
 * @file Words inside a PNG: an international text chunk (PNG 1.2, 11.3.4.5), put in and read back.
 *
 * It checks lengths but not the other chunks' sums: it reads pictures this app made, and whoever reads a stranger's file
 * treats the words as unproven.
 */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEADER_END = SIGNATURE.length + 25; // IHDR is always first and always this long

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

const isPng = (bytes: Uint8Array): boolean => bytes.length > HEADER_END && SIGNATURE.every((byte, i) => bytes[i] === byte);

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

/** @param keyword Latin letters, 1–79 of them */
export function withText(png: ArrayBuffer, keyword: string, text: string): ArrayBuffer {
  const bytes = new Uint8Array(png);
  if (!isPng(bytes)) throw new RangeError("not a PNG");
  // keyword, 0, uncompressed, method 0, no language, no translated keyword, then the text
  const body = new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`);
  const added = chunk("iTXt", body);
  const out = new Uint8Array(bytes.length + added.length);
  out.set(bytes.subarray(0, HEADER_END));
  out.set(added, HEADER_END);
  out.set(bytes.subarray(HEADER_END), HEADER_END + added.length);
  return out.buffer;
}

/** The first such text, or null where the file has none or is no PNG. */
export function textOf(png: ArrayBuffer, keyword: string): string | null {
  const bytes = new Uint8Array(png);
  if (!isPng(bytes)) return null;
  const view = new DataView(png);
  const prefix = new TextEncoder().encode(`${keyword}\0\0\0\0\0`);
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) return null;
    const body = bytes.subarray(at + 8, at + 8 + length);
    const isText = new TextDecoder().decode(bytes.subarray(at + 4, at + 8)) === "iTXt";
    if (isText && prefix.every((byte, i) => body[i] === byte)) return new TextDecoder().decode(body.subarray(prefix.length));
    at += 12 + length;
  }
  return null;
}
