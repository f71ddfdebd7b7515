/**
 * @file Which layers a sentence speaks of: by the words that the layers' templates use, and a few plain ones besides.
 */
import { isPlain, LAYER_KINDS, PLAIN, type LayerChoice, type LayerKind } from "./layers.ts";

/** Of each layer, words that speak of it. */
export const SPOKEN: Readonly<Partial<Record<LayerKind, readonly string[]>>> = {
  hair: "hair haircut hairstyle bob fringe bangs pixie curls curly waves wavy braids locs bun ponytail afro coils bald buzz".split(
    " ",
  ),
  outfit:
    "outfit clothes clothing wearing wear dressed jacket blazer suit tie shirt t-shirt tee turtleneck hoodie coat sweater jumper dress blouse gown scrubs collar glasses sunglasses hat earrings scarf".split(
      " ",
    ),
  scene:
    "background scene behind room studio café cafe library garden forest beach mountains street rooftop office stage snow desert kitchen gallery outside indoors outdoors".split(
      " ",
    ),
  light: "light lighting lit sunlight backlit brighter darker shadow shadows golden".split(" "),
  expression: "expression smile smiling laughing laugh serious surprised thoughtful happier happy neutral grin".split(" "),
};

export const tokens = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}-]+/gu) ?? [];

/** In the order of the layers; empty where the sentence speaks of none. */
export function spokenOf(text: string): readonly LayerKind[] {
  const said = new Set(tokens(text));
  return LAYER_KINDS.filter((kind) => SPOKEN[kind]?.some((word) => said.has(word)));
}

/**
 * The layers with something plain for those that say nothing, where the own words say nothing of them either. What is not there at all stays
 * away.
 */
export function filledIn(layers: readonly LayerChoice[], prompt: string): readonly LayerChoice[] {
  const spoken = spokenOf(prompt);
  return layers.map((layer) =>
    isPlain(layer.kind) && (layer.words === "" || layer.strength === 0) && !spoken.includes(layer.kind)
      ? { kind: layer.kind, words: PLAIN[layer.kind], strength: 1 }
      : layer,
  );
}
