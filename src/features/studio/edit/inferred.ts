/**
 * @file Which templates a layer's words came from, so that one part of them can be changed; nothing where they are somebody's own.
 */
import type { LayerKind } from "~/contracts/layers";
import { picker, type Chosen } from "../layers/layer";
import { LAYERS } from "../layers/layers";

export function inferred(kind: LayerKind, words: string): Chosen {
  if (words === "") return {};
  const { facets, compose } = LAYERS[kind];
  let some: readonly Chosen[] = [{}];
  for (const { id, options } of facets)
    some = some.flatMap((chosen) => [chosen, ...options.map((option) => ({ ...chosen, [id]: option.id }))]);
  return some.find((chosen) => compose(picker(LAYERS[kind], chosen)) === words) ?? {};
}
