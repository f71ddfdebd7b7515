/**
 * @file A look put on a draft, and a draft's layers taken as a look. Pure.
 */
import type { LayerKind } from "~/contracts/layers";
import type { LookWords } from "~/contracts/looks";
import type { Pack } from "~/contracts/manifest";
import type { Size } from "~/contracts/request";
import { layerWords, type Draft, type LayerDraft } from "../draft";
import { picker, type Chosen } from "../layers/layer";
import { LAYERS } from "../layers/layers";

const composed = new Map<LayerKind, ReadonlyMap<string, Chosen>>();

/** Everything that the templates of a layer can say, with what is chosen for it. */
function templatesOf(kind: LayerKind): ReadonlyMap<string, Chosen> {
  const known = composed.get(kind);
  if (known) return known;
  const layer = LAYERS[kind];
  let all: readonly Chosen[] = [{}];
  for (const { id, options } of layer.facets)
    all = all.flatMap((chosen) => [chosen, ...options.map((option) => ({ ...chosen, [id]: option.id }))]);
  // What needs the fewest choices comes first and stays.
  const found = new Map<string, Chosen>();
  for (const chosen of all.toSorted((a, b) => Object.keys(a).length - Object.keys(b).length)) {
    const words = layer.compose(picker(layer, chosen));
    if (!found.has(words)) found.set(words, chosen);
  }
  composed.set(kind, found);
  return found;
}

/** What is chosen in the layer's pickers where it says this; undefined where no template does. */
export const chosenFor = (kind: LayerKind, words: string): Chosen | undefined =>
  words === "" ? undefined : templatesOf(kind).get(words);

/** The pack's size whose shape is nearest. */
function nearest(sizes: readonly Size[], { width, height }: Size): number {
  const distance = (size: Size) => Math.abs(Math.log(size.width / size.height) - Math.log(width / height));
  return sizes.reduce((best, size, i) => (distance(size) < distance(sizes[best]!) ? i : best), 0);
}

/** Locked layers stay as they are, and so does everything that the look says nothing of. */
export function withLook(draft: Draft, look: LookWords, pack: Pick<Pack, "sizes">): Draft {
  const layers = { ...draft.layers };
  for (const { kind, words, strength } of look.layers) {
    if (layers[kind].locked) continue;
    const chosen = chosenFor(kind, words);
    const next: LayerDraft = { chosen: chosen ?? {}, own: chosen ? "" : words, strength, locked: false, on: words !== "" };
    layers[kind] = next;
  }
  return { ...draft, layers, look: look.name, ...(look.camera && { size: nearest(pack.sizes, look.camera) }) };
}

/** @param kinds the layers that it shall say */
export const lookOf = (draft: Draft, name: string, kinds: readonly LayerKind[], camera: Size | null): LookWords => ({
  name,
  layers: kinds.map((kind) => ({ kind, words: layerWords(kind, draft.layers[kind]), strength: draft.layers[kind].strength })),
  camera,
});
