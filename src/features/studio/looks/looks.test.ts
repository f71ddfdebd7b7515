import { expect, test } from "vitest";
import { LAYER_KINDS } from "~/contracts/layers.ts";
import { parseLooks, writeLooks } from "~/contracts/parse-looks.ts";
import { firstDraft, layerWords, parseDraft, surprise, withLayer, type Draft } from "../draft.ts";
import { chosenFor, lookOf, withLook } from "./apply.ts";
import { COLLECTIONS } from "./collections.ts";

const PACK = {
  sizes: [
    { width: 384, height: 512 },
    { width: 448, height: 448 },
    { width: 512, height: 384 },
  ],
};

test("ten collections are shipped, and templates say every word of them", () => {
  expect(COLLECTIONS.map(({ name }) => name)).toHaveLength(10);
  const unsaid = COLLECTIONS.flatMap(({ name, looks }) =>
    looks.flatMap((look) =>
      look.layers.filter(({ kind, words }) => !chosenFor(kind, words)).map(({ words }) => `${name}: ${words}`),
    ),
  );
  expect(unsaid).toEqual([]);
});

test("no two looks of a collection are the same, and none says anything of hair", () => {
  for (const { name, looks } of COLLECTIONS) {
    expect(new Set(looks.map((look) => look.name)).size, name).toBe(looks.length);
    expect(new Set(looks.map(({ layers }) => JSON.stringify(layers))).size, name).toBe(looks.length);
    expect(
      looks.flatMap(({ layers }) => layers.map(({ kind }) => kind)),
      name,
    ).not.toContain("hair");
  }
});

test("every shipped collection survives being handed out and taken in", () => {
  for (const collection of COLLECTIONS) expect(parseLooks("x.json", writeLooks(collection))).toEqual(collection);
});

test("a look changes the layers that it says, leaves the others, and never a locked one", () => {
  const before = firstDraft(7);
  const locked: Draft = { ...before, layers: { ...before.layers, scene: { ...before.layers.scene, locked: true } } };
  const [look] = COLLECTIONS[0]!.looks;
  const after = withLook(locked, look!, PACK);
  expect(layerWords("outfit", after.layers.outfit)).toBe("wearing a navy blazer and shirt");
  expect(after.layers.hair).toBe(locked.layers.hair);
  expect(after.layers.scene).toBe(locked.layers.scene);
  expect(after.layers.outfit.own, "chosen in the pickers, not typed").toBe("");
});

test("a draft is called by the look for as long as nothing of its layers is changed", () => {
  const [look] = COLLECTIONS[0]!.looks;
  const worn = withLook(firstDraft(7), look!, PACK);
  expect(worn.look).toBe(look!.name);
  expect(parseDraft(structuredClone(worn), firstDraft(1)).look).toBe(look!.name);
  const { hair } = worn.layers;
  expect(withLayer(worn, "hair", { ...hair, locked: true }).look).toBe(look!.name);
  expect(withLayer(worn, "hair", { ...hair, own: "a green mohawk" }).look).toBeNull();
  expect(withLayer(worn, "hair", { ...hair, strength: 0.5 }).look).toBeNull();
  expect(surprise(worn, () => 0).look).toBeNull();
});

test("what is saved of a draft and put on another one is the same again; a layer that was off is off", () => {
  const draft = firstDraft(7);
  const mine: Draft = {
    ...draft,
    layers: {
      ...draft.layers,
      light: { ...draft.layers.light, on: false },
      hair: { ...draft.layers.hair, own: "a green mohawk" },
    },
  };
  const look = lookOf(mine, "Mine", LAYER_KINDS, { width: 896, height: 896 });
  const put = withLook(firstDraft(9), look, PACK);
  for (const kind of LAYER_KINDS) expect(layerWords(kind, put.layers[kind]), kind).toBe(layerWords(kind, mine.layers[kind]));
  expect([put.layers.light.on, put.layers.hair.own, put.size, put.seed]).toEqual([false, "a green mohawk", 1, 9]);
});
