import fc from "fast-check";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { packMask, unpackMask } from "./mask-file.ts";

test("comes back as it was, whatever is drawn", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer(), (width, height, seed) => {
      const data = Uint8Array.from({ length: width * height }, (_, i) => ((i * seed) % 7 < 3 ? 0 : (i * seed) & 255));
      expect(unpackMask(packMask({ width, height, data }))).toEqual({ width, height, data });
    }),
  );
});

test("takes few bytes where little changes", () => {
  const data = new Uint8Array(384 * 512);
  data.fill(255, 1000, 50_000);
  expect(packMask({ width: 384, height: 512, data }).byteLength).toBe(8 + 3 * 4);
});

const refused = (bytes: ArrayBuffer): boolean => {
  try {
    unpackMask(bytes);
    return false;
  } catch (error) {
    return isFailure(error, "request-invalid");
  }
};

test.each<[string, readonly number[]]>([
  ["no bytes", []],
  ["a size without runs", [4, 4]],
  ["fewer pixels than its size", [2, 2, 255 + 256 * 3]],
  ["more pixels than its size", [2, 2, 255 + 256 * 5]],
  ["a size beyond any picture", [2 ** 31, 2 ** 31, 255]],
])("refuses %s", (_, words) => expect(refused(Uint32Array.from(words).buffer)).toBe(true));
