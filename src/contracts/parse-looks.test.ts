import fc from "fast-check";
import { expect, test } from "vitest";
import { isFailure } from "./failure.ts";
import { LAYER_KINDS, MAX_STRENGTH } from "./layers.ts";
import { MAX_LOOK_NAME, type Collection } from "./looks.ts";
import { parseLooks, writeLooks } from "./parse-looks.ts";

const LOOKS: Collection = {
  name: "Office",
  looks: [
    {
      name: "At the window",
      layers: [
        { kind: "outfit", words: "wearing a navy blazer", strength: 1 },
        { kind: "light", words: "", strength: 0.8 },
      ],
      camera: { width: 384, height: 512 },
    },
    { name: "Only hair", layers: [{ kind: "hair", words: "a red bun", strength: 1.2 }], camera: null },
  ],
};

/** Why a file is refused: what of it, and the reason. */
function refusal(file: unknown): string {
  try {
    parseLooks("theirs.json", typeof file === "string" ? file : JSON.stringify(file));
  } catch (error) {
    if (isFailure(error, "looks-invalid")) return `${error.details.field} ${error.details.reason}`;
    throw error;
  }
  return "";
}

const file = (looks: unknown, rest: object = {}) => ({ format: "likeness-looks", version: 1, name: "Theirs", looks, ...rest });
const look = (layers: unknown, rest: object = {}) => file([{ name: "One", layers, ...rest }]);

test("what is written is read again", () => {
  expect(parseLooks("office.json", writeLooks(LOOKS))).toEqual(LOOKS);
});

test("whatever can be saved can be read again", () => {
  const name = fc
    .string({ minLength: 1, maxLength: MAX_LOOK_NAME })
    .map((text) =>
      text
        .normalize("NFC")
        .replaceAll(/[\p{C}\s]+/gu, " ")
        .trim(),
    )
    .filter((text) => text !== "" && text.length <= MAX_LOOK_NAME);
  const layers = fc.uniqueArray(fc.constantFrom(...LAYER_KINDS), { minLength: 1 }).chain((kinds) =>
    fc.tuple(
      ...LAYER_KINDS.filter((kind) => kinds.includes(kind)).map((kind) =>
        fc.record({
          kind: fc.constant(kind),
          words: fc.constantFrom("", "a red bun"),
          strength: fc.double({ min: 0, max: MAX_STRENGTH, noNaN: true }).map((value) => value + 0),
        }),
      ),
    ),
  );
  const collection = fc.record({
    name,
    looks: fc.array(fc.record({ name, layers, camera: fc.constantFrom(null, { width: 512, height: 512 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  });
  fc.assert(
    fc.property(collection, (saved) => {
      expect(parseLooks("x.json", writeLooks(saved))).toEqual(saved);
    }),
  );
});

test("a file that is none is refused with what is wrong", () => {
  expect(refusal("{")).toBe("file is not JSON");
  expect(refusal("[]")).toBe("file is not an object");
  expect(refusal({ format: "other" })).toBe("format is not that of looks");
  expect(refusal(file([], { version: 2 }))).toBe("version is not one that is read here");
  expect(refusal(file([]))).toBe("looks is empty");
  expect(refusal(file("many"))).toBe("looks is not a list");
  expect(refusal(file(Array(201).fill(null)))).toBe("looks has more than 200");
  expect(refusal(`{"x":"${"a".repeat(1_000_001)}"}`)).toBe("file is larger than any file of looks");
});

test("unknown layers, wrong types and endless words are refused", () => {
  expect(refusal(look({ tattoo: { words: "a dragon" } }))).toBe("looks[0].layers has a layer that is not known here, “tattoo”");
  expect(
    refusal('{"format":"likeness-looks","version":1,"name":"x","looks":[{"name":"x","layers":{"__proto__":{"words":""}}}]}'),
  ).toBe("looks[0].layers has a layer that is not known here, “__proto__”");
  expect(refusal(look({}))).toBe("looks[0].layers has no layer");
  expect(refusal(look([]))).toBe("looks[0].layers is not an object");
  expect(refusal(look({ hair: "short" }))).toBe("looks[0].layers.hair is not an object");
  expect(refusal(look({ hair: { words: 7 } }))).toBe("looks[0].layers.hair.words is not text");
  expect(refusal(look({ hair: { words: "a".repeat(501) } }))).toBe("looks[0].layers.hair.words is longer than 500 characters");
  for (const strength of [-1, 2, "1", null])
    expect(refusal(look({ hair: { words: "", strength } }))).toBe("looks[0].layers.hair.strength is not a number from 0 to 1.4");
  for (const camera of [1, { width: 0, height: 512 }, { width: 384.5, height: 512 }, { width: 99_999, height: 1 }])
    expect(refusal(look({ hair: { words: "" } }, { camera }))).toMatch(
      /^looks\[0\]\.camera is not (an object|a size in pixels)$/,
    );
  expect(refusal(file([{ name: "\u0000 \u202E", layers: { hair: { words: "" } } }]))).toBe("looks[0].name is empty");
});

test("marks that turn text around are taken out of words", () => {
  const read = parseLooks("x.json", JSON.stringify(look({ hair: { words: "a\u202E red\u0007\nbun" } })));
  expect(read.looks[0]?.layers[0]?.words).toBe("a red bun");
});

test("nothing that can be handed in does anything else than being read or refused", () => {
  fc.assert(fc.property(fc.json(), (json) => typeof refusal(json) === "string"));
  fc.assert(fc.property(fc.anything(), (value) => typeof refusal(file([value])) === "string"));
});
