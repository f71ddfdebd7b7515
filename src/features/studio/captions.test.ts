import { expect, test } from "vitest";
import type { LayerKind } from "~/contracts/layers";
import { captionsOf } from "./captions";

const picture = (id: string, layers: Partial<Record<LayerKind, string>>) => ({
  id,
  request: { layers: Object.entries(layers).map(([kind, words]) => ({ kind: kind as LayerKind, words, strength: 1 })) },
});

test("each picture is called by what it says otherwise than the one before, and pictures of one shoot alike", () => {
  const first = { hair: "a bob", outfit: "a coat", scene: "in the snow" };
  const pictures = [
    picture("e", { hair: "a bun", outfit: "a gown" }),
    picture("d", { ...first, outfit: "a gown", scene: "on stage" }),
    picture("c", { ...first, outfit: "a gown", scene: "on stage" }),
    picture("b", first),
    picture("a", first),
  ];
  expect(Object.fromEntries(captionsOf(pictures))).toEqual({
    a: "a bob, in the snow",
    b: "a bob, in the snow",
    c: "a gown, on stage",
    d: "a gown, on stage",
    e: "a bun",
  });
});
