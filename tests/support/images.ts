/** @file Image files made on the spot, whole and broken, for tests that hand them to the app. */
import { crc32, deflateSync } from "node:zlib";

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

function chunk(kind: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  return Buffer.concat([uint32(body.length), named, uint32(crc32(named))]);
}

/** A grey picture of one bit per pixel: thousands of pixels a side in a few kilobytes. */
export function png(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", Buffer.concat([uint32(width), uint32(height), Buffer.from([1, 0, 0, 0, 0])])),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 0, 0, 0, 255, 255, 255, 2, 2, 0x44, 1, 0]);

/** Two frames of one pixel. */
export const movingGif = (): Buffer =>
  Buffer.concat([Buffer.from("GIF89a", "latin1"), Buffer.from([1, 0, 1, 0, 0, 0, 0]), frame, frame, Buffer.from([0x3b])]);

/** What an iPhone writes first, with an extent and some bytes that no decoder here understands. */
export function heic(): Buffer {
  const box = (kind: string, ...body: readonly Buffer[]): Buffer => {
    const inside = Buffer.concat(body);
    return Buffer.concat([uint32(8 + inside.length), Buffer.from(kind, "latin1"), inside]);
  };
  const extent = box("ispe", uint32(0), uint32(4032), uint32(3024));
  return Buffer.concat([
    box("ftyp", Buffer.from("heic", "latin1"), uint32(0)),
    box("meta", uint32(0), box("iprp", box("ipco", extent))),
    box("mdat", Buffer.alloc(64)),
  ]);
}
