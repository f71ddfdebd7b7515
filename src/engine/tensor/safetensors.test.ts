import fc from "fast-check";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";
import { floats, type FloatTensor } from "./tensor.ts";

const RUNS = { numRuns: 2000, seed: 2 };

/** A file with this header text and this many data bytes. */
function file(header: string, dataBytes: number): ArrayBuffer {
  const text = new TextEncoder().encode(header);
  const buffer = new ArrayBuffer(8 + text.length + dataBytes);
  new DataView(buffer).setBigUint64(0, BigInt(text.length), true);
  new Uint8Array(buffer).set(text, 8);
  return buffer;
}

function reasonFor(bytes: ArrayBuffer): string | null {
  try {
    readSafetensors(bytes);
    return null;
  } catch (error) {
    if (isFailure(error, "safetensors-invalid")) return error.details.reason;
    throw error;
  }
}

const tensorsArbitrary = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 12 }).filter((name) => name !== "__proto__" && name !== "__metadata__"),
  fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }).chain((shape) => {
    const length = shape.reduce((product, n) => product * n, 1);
    return fc.float32Array({ minLength: length, maxLength: length }).map((data) => floats(shape, data));
  }),
  { maxKeys: 6 },
);

test("what is written is read back, bit for bit", () => {
  fc.assert(
    fc.property(tensorsArbitrary, fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }), (named, metadata) => {
      const tensors = new Map<string, FloatTensor>(Object.entries(named));
      const back = readSafetensors(writeSafetensors({ tensors, metadata }));
      expect(
        new Map([...back.tensors].map(([name, t]) => [name, [t.shape, [...new Uint32Array(t.data.slice().buffer)]]])),
      ).toEqual(new Map([...tensors].map(([name, t]) => [name, [t.shape, [...new Uint32Array(t.data.slice().buffer)]]])));
      expect({ ...back.metadata }).toEqual({ ...metadata });
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("random bytes are refused with a reason, never with a crash", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(reasonFor(bytes.slice().buffer)).not.toBeNull();
    }),
    RUNS,
  );
});

test("a good file with any byte changed is read or refused, never a crash", () => {
  const good = writeSafetensors({
    tensors: new Map([
      ["a", floats([2, 2])],
      ["b", floats([3])],
    ]),
    metadata: { k: "v" },
  });
  fc.assert(
    fc.property(fc.nat(good.byteLength - 1), fc.nat(255), (at, value) => {
      const bytes = good.slice(0);
      new Uint8Array(bytes)[at] = value;
      reasonFor(bytes);
    }),
    RUNS,
  );
});

test("a file cut anywhere is refused", () => {
  const good = writeSafetensors({ tensors: new Map([["a", floats([2, 2])]]), metadata: {} });
  for (let length = 0; length < good.byteLength; length++) expect(reasonFor(good.slice(0, length))).not.toBeNull();
});

test.each([
  ["a header longer than the file", file("{}", 0).slice(0, 9)],
  ["a header of two gigabytes", new BigUint64Array([2n ** 31n, 0n]).buffer],
  ["a header of more than a number can say", new BigUint64Array([2n ** 64n - 1n, 0n]).buffer],
  ["offsets beyond the file", file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[4096,4100]}}', 4)],
  ["offsets that run backwards", file('{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}', 4)],
  ["offsets before the file", file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}', 4)],
  ["an array for a header", file("[]", 0)],
  ["bytes that no tensor covers", file("{}", 4)],
  [
    "overlapping tensors",
    file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
  ],
  ["a shape that does not fill its bytes", file('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}', 4)],
  ["a shape that overflows", file('{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}', 4)],
  ["another number type", file('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}', 8)],
  [
    "a name that appears twice",
    file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\\u0061":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
  ],
  ["the name __proto__", file('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4)],
  ["metadata that is not text", file('{"__metadata__":{"a":1}}', 0)],
])("refuses %s", (_, bytes) => expect(reasonFor(bytes)).not.toBeNull());
