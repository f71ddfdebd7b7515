import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { Failure } from "~/contracts/failure";
import { readHeader } from "./header.ts";

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const join = (...pieces: readonly (Uint8Array | readonly number[])[]): Uint8Array =>
  new Uint8Array(Buffer.concat(pieces.map((piece) => Uint8Array.from(piece))));
const be32 = (value: number): readonly number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const le32 = (value: number): readonly number[] => be32(value).toReversed();
const le16 = (value: number): readonly number[] => [value & 255, value >>> 8];
const be16 = (value: number): readonly number[] => [value >>> 8, value & 255];

const chunk = (kind: string, body: Uint8Array): Uint8Array => join(be32(body.length), latin(kind), body, [0, 0, 0, 0]);
const png = (width: number, height: number, ...extra: readonly Uint8Array[]): Uint8Array =>
  join(
    latin("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", join(be32(width), be32(height), [1, 0, 0, 0, 0])),
    ...extra,
    chunk("IDAT", deflateSync(new Uint8Array(9))),
    chunk("IEND", new Uint8Array()),
  );

const jpeg = (width: number, height: number): Uint8Array =>
  join(
    [0xff, 0xd8, 0xff, 0xe1],
    be16(8),
    latin("Exif\0\0"),
    [0xff, 0xff, 0xc2],
    be16(11),
    [8],
    be16(height),
    be16(width),
    [1, 0, 0, 0, 0xff, 0xda, 0, 3, 0, 1, 2, 3, 0xff, 0xd9],
  );

const webp = (flags: number): Uint8Array =>
  join(latin("RIFF"), le32(22), latin("WEBPVP8X"), le32(10), [flags, 0, 0, 0, 99, 0, 0, 49, 0, 0]);

const frame = (width: number, height: number): Uint8Array => join([0x2c, 0, 0, 0, 0], le16(width), le16(height), [0, 2, 1, 0, 0]);
const gif = (frames: number): Uint8Array =>
  join(latin("GIF89a"), le16(20), le16(10), [0, 0, 0], ...Array.from({ length: frames }, () => frame(20, 10)), [0x3b]);

const box = (kind: string, ...body: readonly (Uint8Array | readonly number[])[]): Uint8Array => {
  const inside = join(...body);
  return join(be32(8 + inside.length), latin(kind), inside);
};
const heif = (brand: string, compatible = ""): Uint8Array =>
  join(
    box("ftyp", latin(brand), [0, 0, 0, 0], latin(compatible)),
    box(
      "meta",
      [0, 0, 0, 0],
      box("iprp", box("ipco", box("ispe", [0, 0, 0, 0], be32(64), be32(48)), box("ispe", [0, 0, 0, 0], be32(400), be32(300)))),
    ),
    box("mdat", latin("ispe")),
  );

const bmp = (width: number, height: number): Uint8Array =>
  join(latin("BM"), le32(26), [0, 0, 0, 0], le32(26), le32(40), le32(width), le32(height));

const failureOf = (bytes: Uint8Array): Failure => {
  try {
    const header = readHeader("face", bytes);
    throw new Error(`was read as ${JSON.stringify(header)}`);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
};

test.for([
  ["png", png(640, 480), { format: "png", width: 640, height: 480 }],
  ["progressive jpeg behind EXIF and fill bytes", jpeg(4000, 3000), { format: "jpeg", width: 4000, height: 3000 }],
  ["extended webp", webp(0), { format: "webp", width: 100, height: 50 }],
  ["still gif", gif(1), { format: "gif", width: 20, height: 10 }],
  ["avif, whose largest extent counts", heif("avif"), { format: "avif", width: 400, height: 300 }],
  ["avif under the general brand", heif("mif1", "avifmiaf"), { format: "avif", width: 400, height: 300 }],
  ["heic", heif("heic"), { format: "heic", width: 400, height: 300 }],
  ["bmp, top-down", bmp(30, -20), { format: "bmp", width: 30, height: 20 }],
] as const)("reads %s", ([, bytes, header]) => {
  expect(readHeader("face", bytes)).toEqual(header);
});

test("names what is no image", () => {
  expect(failureOf(new Uint8Array()).code).toBe("image-empty");
  expect(failureOf(latin("%PDF-1.7")).details).toEqual({ name: "face", reason: "unknown-format" });
  expect(failureOf(latin("<!doctype html><title>x</title><svg>")).code).toBe("image-unreadable");
});

test("refuses drawings made of code, however they begin", () => {
  for (const text of [
    "<svg xmlns='x'>",
    " \n<?xml version='1.0'?>\n<!-- a -->\n<svg>",
    "\xef\xbb\xbf<!DOCTYPE svg PUBLIC 'x'><SVG>",
  ])
    expect(failureOf(latin(text)).details).toEqual({ name: "face", format: "svg" });
});

test("refuses what moves", () => {
  const control = chunk("acTL", join(be32(2), be32(0)));
  for (const bytes of [gif(2), webp(0x02), png(8, 8, control), heif("avis")])
    expect(failureOf(bytes).details).toEqual({ name: "face", format: "gif-animated" });
});

test("holds side, pixels and bytes against the limits before anything is decoded", () => {
  expect(failureOf(png(23_000, 23_000)).details).toMatchObject({ limit: "side", width: 23_000 });
  expect(failureOf(png(8_001, 8_000)).details).toMatchObject({ limit: "pixels" });
  expect(readHeader("face", png(10_000, 6_000)).width).toBe(10_000);
  expect(failureOf(new Uint8Array(64 * 1024 * 1024 + 1)).details).toMatchObject({ limit: "bytes" });
});

test("every file cut short anywhere is a failure, never a crash", () => {
  for (const whole of [png(640, 480), jpeg(40, 30), webp(0), gif(1), heif("avif"), bmp(30, 20)])
    for (let length = 0; length < whole.length; length++)
      expect(["image-empty", "image-unreadable"]).toContain(failureOf(whole.subarray(0, length)).code);
});

/** Mulberry32: small, seeded, good enough to break parsers. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

test("whatever is done to a file, the answer is a header within limits or a failure", () => {
  const random = makeRandom(20_260);
  const wholes = [png(640, 480), jpeg(40, 30), webp(0), webp(2), gif(1), gif(3), heif("avif"), heif("heic"), bmp(30, 20)];
  for (let round = 0; round < 20_000; round++) {
    const bytes = Uint8Array.from(wholes[random(wholes.length)]!);
    for (let change = random(6); change >= 0; change--) bytes[random(bytes.length)] = random(4) === 0 ? 255 : random(256);
    const given = bytes.subarray(0, random(4) === 0 ? random(bytes.length) : bytes.length);
    try {
      const { width, height } = readHeader("face", given);
      expect(width * height).toBeLessThanOrEqual(64_000_000);
      expect(Math.min(width, height)).toBeGreaterThan(0);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
  }
});

test("boxes inside boxes and endless blocks are walked once", () => {
  const nested = (depth: number): Uint8Array => (depth === 0 ? new Uint8Array() : box("iprp", nested(depth - 1)));
  const hostile = [
    join(box("ftyp", latin("heic"), [0, 0, 0, 0]), box("meta", [0, 0, 0, 0], nested(400))),
    join(latin("\x89PNG\r\n\x1a\n"), chunk("IHDR", new Uint8Array(13)), new Uint8Array(4_000_000)),
    join([0xff, 0xd8], new Uint8Array(4_000_000).fill(0xff)),
    join(latin("GIF89a"), new Uint8Array(7), [0x21, 0xff], new Uint8Array(4_000_000).fill(1)),
  ];
  const startedAt = performance.now();
  for (const bytes of hostile) expect(failureOf(bytes).code).toBe("image-unreadable");
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
