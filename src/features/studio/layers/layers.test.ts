import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LAYER_KINDS, PLAIN } from "~/contracts/layers.ts";
import { filledIn } from "~/contracts/spoken.ts";
import { picker } from "./layer.ts";
import { LAYERS } from "./layers.ts";

const tokenizer = JSON.parse(readFileSync("public/packs/atelier/tokenizer.json", "utf8")) as {
  model: { vocab: Record<string, number> };
};

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

test("composes words that the pack's captions use, for every option of every facet", () => {
  const unknown = LAYER_KINDS.flatMap((kind) =>
    LAYERS[kind].facets.flatMap((facet) =>
      facet.options.flatMap((option) => wordsOf(LAYERS[kind].compose(picker(LAYERS[kind], { [facet.id]: option.id })))),
    ),
  ).filter((word) => !(word in tokenizer.model.vocab));
  expect([...new Set(unknown)]).toEqual([]);
});

test("says in words of the captions what shows where a layer is left out, and leaves alone what is not there", () => {
  expect(
    Object.values(PLAIN)
      .flatMap(wordsOf)
      .filter((word) => !(word in tokenizer.model.vocab)),
  ).toEqual([]);
  const light = { kind: "light", words: "", strength: 1 } as const;
  expect(
    filledIn([{ kind: "hair", words: "", strength: 0.4 }, { kind: "outfit", words: "scrubs", strength: 0 }, light], ""),
  ).toEqual([{ kind: "hair", words: PLAIN.hair, strength: 1 }, { kind: "outfit", words: PLAIN.outfit, strength: 1 }, light]);
  const unsaid = [{ kind: "hair", words: "", strength: 1 }] as const;
  expect(filledIn(unsaid, "red hair in the garden")).toEqual(unsaid);
  expect(filledIn([], "")).toEqual([]);
});

test("puts the colour where the style leaves room for it", () => {
  const hair = (style: string, colour: string): string => LAYERS.hair.compose(picker(LAYERS.hair, { style, colour }));
  expect(hair("blunt-bob", "chestnut")).toBe("a blunt chestnut bob");
  expect(hair("box-braids", "ginger")).toBe("ginger box braids");
  expect(hair("", "red")).toBe("red hair");
});

test("says a or an by the word that follows", () => {
  const outfit = (garment: string, colour?: string): string => LAYERS.outfit.compose(picker(LAYERS.outfit, { garment, colour }));
  expect(outfit("evening-gown")).toBe("wearing an evening gown");
  expect(outfit("evening-gown", "navy")).toBe("wearing a navy evening gown");
  expect(outfit("lab-coat", "sage")).toBe("wearing a lab coat over a sage shirt");
});

test("says nothing where nothing is chosen", () => {
  for (const kind of LAYER_KINDS) expect(LAYERS[kind].compose(() => undefined)).toBe("");
});
