/**
 * @file What the fields of a search can be asked for, as the pictures that are here have it.
 */
import { createMemo, type Accessor } from "solid-js";
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { layerSaid } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";
import { EDIT_VERBS } from "~/contracts/request";
import type { Field } from "./query";
import type { Values } from "./suggest";

/** Enough to know what somebody draws; older pictures are found all the same. */
const LOOKED_AT = 2000;

const isLayer = (field: Field): field is LayerKind => (LAYER_KINDS as readonly string[]).includes(field);

function mostFrequent(said: Iterable<string>): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of said) if (each !== "") counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([each]) => each);
}

/** Each list is made when it is first asked for. */
export function createValues(here: {
  readonly all: Accessor<readonly Picture[]>;
  readonly personas: Accessor<readonly string[]>;
  readonly tags: Accessor<readonly string[]>;
}): Values {
  const latest = createMemo(() => here.all().slice(0, LOOKED_AT));
  const saidIn = (kind: LayerKind): readonly string[] => mostFrequent(latest().map(({ request }) => layerSaid(request, kind)));
  return {
    get personas() {
      return here.personas();
    },
    get tags() {
      return here.tags();
    },
    get packs() {
      return [...new Set(latest().map(({ request }) => request.pack.id))];
    },
    verbs: ["draw", "import", ...EDIT_VERBS],
    looks: (field) =>
      isLayer(field) ? saidIn(field) : [...mostFrequent(latest().map(({ look = "" }) => look)), ...LAYER_KINDS.flatMap(saidIn)],
  };
}
