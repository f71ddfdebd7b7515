/**
 * @file What tells pictures of one person apart at a glance, one caption for each. Pure.
 */
import type { LayerKind } from "~/contracts/layers";
import type { GenerateRequest } from "~/contracts/request";
import { shortLook } from "./draft";

/** In the order in which they are seen. */
const TELLING = ["outfit", "scene", "hair", "expression", "light", "lens"] as const satisfies readonly LayerKind[];

type Look = Pick<GenerateRequest, "layers">;

const said = ({ layers }: Look, kind: LayerKind): string =>
  layers.find((layer) => layer.kind === kind && layer.strength > 0)?.words ?? "";

/**
 * By id: the layers that say something else than the picture before; the same again where all say the same, and hair and scene of the first.
 *
 * @param pictures newest first
 */
export function captionsOf(pictures: readonly { readonly id: string; readonly request: Look }[]): ReadonlyMap<string, string> {
  const captions = new Map<string, string>();
  let before: Look | undefined;
  let caption = "";
  for (const { id, request } of pictures.toReversed()) {
    const than = before;
    const changed = than === undefined ? [] : TELLING.filter((kind) => said(request, kind) !== said(than, kind));
    const words = changed.map((kind) => said(request, kind)).filter(Boolean);
    caption = words.join(", ") || caption || shortLook(request);
    captions.set(id, caption);
    before = request;
  }
  return captions;
}
