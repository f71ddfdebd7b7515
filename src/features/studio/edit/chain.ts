/**
 * @file The pictures behind one picture, and what each of its layers was before: as plain data.
 */
import { isPlain, PLAIN, type LayerKind } from "~/contracts/layers";
import { layerSaid } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";
import { REGION_LAYERS, type Edit, type RegionLayer } from "~/contracts/request";

export const isRegionLayer = (kind: LayerKind): kind is RegionLayer => (REGION_LAYERS as readonly string[]).includes(kind);

/** What else of the picture it may have changed, so that nothing lies beneath it. */
const changesAll = ({ region, maskId, moves, verb }: Edit): boolean =>
  region === null && maskId === undefined && moves === undefined && verb !== "back" && verb !== "expand";

export interface Version {
  /** The picture in which the layer was like this first. */
  readonly pictureId: string;
  readonly words: string;
  /** Whether its pixels can be laid bare: nothing after it changed the whole picture. */
  readonly reachable: boolean;
}

/** Oldest first, the present one last. */
export function versionsOf(chain: readonly Picture[], kind: LayerKind): readonly Version[] {
  const begins = chain.flatMap(({ request }, i) => {
    if (i === 0) return [0];
    const { edit } = request;
    const before = chain[i - 1]!.request;
    return edit?.region === kind || layerSaid(before, kind) !== layerSaid(request, kind) ? [i] : [];
  });
  return begins.map((index) => {
    const later = chain.slice(index + 1).flatMap(({ request }) => (request.edit ? [request.edit] : []));
    return {
      pictureId: chain[index]!.id,
      words: layerSaid(chain[index]!.request, kind),
      reachable: isRegionLayer(kind) && !later.some((edit) => edit.region !== kind && changesAll(edit)),
    };
  });
}

/** What shows where a layer is switched off: an earlier picture's pixels, or words that have to be drawn. */
export interface Under {
  readonly words: string;
  /** Present where its pixels are there to be laid bare. */
  readonly version?: Version;
}

/**
 * What it was before; where it never was anything else, the plainest there is. A layer that was put back lies where it lay then.
 *
 * @returns undefined where it is as plain already
 */
export function beneath(chain: readonly Picture[], kind: LayerKind): Under | undefined {
  const versions = versionsOf(chain, kind);
  const last = versions.at(-1);
  const toId = chain.find(({ id }) => id === last?.pictureId)?.request.edit?.toId;
  const at = toId === undefined ? versions.length - 1 : versions.findIndex(({ pictureId }) => pictureId === toId);
  const version = versions[at - 1];
  if (version?.reachable) return { words: version.words, version };
  const words = version?.words || (isPlain(kind) ? PLAIN[kind] : "");
  return words === "" || words === last?.words ? undefined : { words };
}
