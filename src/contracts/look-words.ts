/**
 * @file A request in plain words: for a caption, for the words of a picture that cannot be seen, and for what changed between two.
 *
 * Screens and exported files say the same, so it lies where both can read it.
 */
import { LAYER_KINDS, type LayerKind } from "./layers.ts";
import type { GenerateRequest } from "./request.ts";

/** What the layer adds to the picture; empty where it is off. */
export const layerSaid = (request: GenerateRequest, kind: LayerKind): string => {
  const layer = request.layers.find((each) => each.kind === kind);
  return layer && layer.strength > 0 ? layer.words : "";
};

/** The whole prompt: own words first, then the layers in their order. */
export const lookWords = (request: GenerateRequest): string =>
  [request.prompt, ...LAYER_KINDS.map((kind) => layerSaid(request, kind))].filter(Boolean).join(", ");

/** What a picture shows, for whoever does not see it. */
export const suggestedAlt = (name: string, request: GenerateRequest): string => {
  const look = lookWords(request);
  return look === "" ? `Portrait of ${name}.` : `Portrait of ${name}: ${look}.`;
};

export type Difference = LayerKind | "prompt" | "identity" | "turn" | "size" | "quality" | "model";

/** What would have to be changed to get from one request to the other, besides the seed. */
export function differences(from: GenerateRequest, to: GenerateRequest): readonly Difference[] {
  const strength = (request: GenerateRequest, kind: LayerKind) => request.layers.find((layer) => layer.kind === kind)?.strength;
  const layers = LAYER_KINDS.filter(
    (kind) =>
      layerSaid(from, kind) !== layerSaid(to, kind) ||
      (layerSaid(to, kind) !== "" && strength(from, kind) !== strength(to, kind)),
  );
  const rest: readonly (readonly [Difference, boolean])[] = [
    ["prompt", from.prompt !== to.prompt],
    ["identity", from.identityStrength !== to.identityStrength],
    ["turn", (from.pose?.yaw ?? 0) !== (to.pose?.yaw ?? 0)],
    ["size", from.size.width !== to.size.width || from.size.height !== to.size.height],
    ["quality", from.steps !== to.steps || from.guidance !== to.guidance],
    ["model", from.model.id !== to.model.id],
  ];
  return [...layers, ...rest.filter(([, changed]) => changed).map(([name]) => name)];
}
