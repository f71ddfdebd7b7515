import fc from "fast-check";
import { expect, test } from "vitest";
import { textOf, withText } from "./png-text.ts";

/** One black pixel, as Pillow writes it. */
const PIXEL = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"),
  (letter) => letter.charCodeAt(0),
).buffer;

test("words of any script come back, and the picture's own chunks stay", () => {
  const written = withText(PIXEL, "likeness", '{"prompt":"café, 肖像"}');
  expect(textOf(written, "likeness")).toBe('{"prompt":"café, 肖像"}');
  expect(textOf(written, "other")).toBeNull();
  expect(new Uint8Array(written).slice(-24)).toEqual(new Uint8Array(PIXEL).slice(-24));
});

test("the chunk's sum is the one the format asks for", () => {
  // CRC-32 of "iTXt" + body by zlib.
  const bytes = new Uint8Array(withText(PIXEL, "k", "v"));
  const start = 33;
  expect(new DataView(bytes.buffer).getUint32(start)).toBe(7);
  expect(new DataView(bytes.buffer).getUint32(start + 8 + 7)).toBe(0x21a68f71);
});

test("a picture without words, a cut one and random bytes have none", () => {
  expect(textOf(PIXEL, "likeness")).toBeNull();
  const written = withText(PIXEL, "likeness", "words");
  for (let length = 0; length < 60; length++) expect(textOf(written.slice(0, length), "likeness")).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => textOf(bytes.slice().buffer, "likeness") === null),
    { seed: 3 },
  );
});
