/**
 * @file What a layer of the studio is: what can be chosen in it, and how a choice becomes words.
 *
 * Adding a layer kind means a folder with its three files (templates, compose, layer) and a line in layers.ts. A layer
 * knows neither the persona nor the model; its words must be ones that the captions of the pack use.
 */
import type { LayerKind } from "~/contracts/layers";

export interface Option {
  readonly id: string;
  readonly name: string;
  /** As a caption says it. */
  readonly words: string;
}

export interface Facet {
  readonly id: string;
  readonly title: string;
  readonly options: readonly Option[];
}

/** Facet id to the option chosen in it; a facet without one contributes nothing. */
export type Chosen = Readonly<Record<string, string | undefined>>;

export type Picked = (facetId: string) => Option | undefined;

export interface Layer {
  readonly kind: LayerKind;
  readonly title: string;
  /** Asked by the field that takes own words. */
  readonly ask: string;
  /** The first is what the layer is about; the others vary it. */
  readonly facets: readonly [Facet, ...Facet[]];
  readonly compose: (picked: Picked) => string;
}

/** Options whose id is their name and whose words are given, or are the name itself. */
export const options = (...entries: readonly (readonly [name: string, words?: string])[]): readonly Option[] =>
  entries.map(([name, words]) => ({
    id: name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-"),
    name,
    words: words ?? name.toLowerCase(),
  }));

export const picker =
  (layer: Layer, chosen: Chosen): Picked =>
  (facetId) =>
    layer.facets.find((facet) => facet.id === facetId)?.options.find((option) => option.id === chosen[facetId]);

/** Puts a colour where the words leave room for one (`{c}`), or closes the gap; settles a and an. */
export function colour(words: string, with_: string | undefined): string {
  const filled = words.replace(/\{c\} ?/u, with_ === undefined ? "" : `${with_} `).replaceAll(/ {2,}/gu, " ");
  return filled
    .trim()
    .replace(/^an? (?=\p{L})/u, (article) => (/^an? [aeiou]/u.test(filled) ? "an " : article.startsWith("an") ? "a " : article));
}
