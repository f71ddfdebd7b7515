/**
 * @file A request in plain words: for a caption, for the words of a picture that cannot be seen, and for what changed between two.
 *
 * Screens and exported files say the same, so it lies where both can read it.
 */
import { LAYER_KINDS, type LayerKind } from "./layers.ts";
import type { Edit, GenerateRequest } from "./request.ts";

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

export type Difference =
  | LayerKind
  | "prompt"
  | "identity"
  | "turn"
  | "pose"
  | "size"
  | "quality"
  | "sampler"
  | "pack"
  | "model"
  | "edit";

/** Numbers and lists of plain values: what is written alike is alike. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const EDIT_FIELDS: Readonly<Record<keyof Edit, true>> = {
  verb: true,
  sourceId: true,
  strength: true,
  region: true,
  maskId: true,
  moves: true,
  face: true,
  held: true,
  grade: true,
  toId: true,
  at: true,
};

const isSameEdit = (a: Edit | undefined, b: Edit | undefined): boolean =>
  a && b ? (Object.keys(EDIT_FIELDS) as readonly (keyof Edit)[]).every((field) => isSame(a[field], b[field])) : a === b;

/** How the head is held besides its turn. */
const heldAs = ({ pose }: GenerateRequest): readonly unknown[] =>
  (["pitch", "roll", "gazeX", "gazeY", "mouth", "eyes"] as const).map((part) => pose?.[part]);

const changedLayers = (from: GenerateRequest, to: GenerateRequest): readonly LayerKind[] => {
  const strength = (request: GenerateRequest, kind: LayerKind) => request.layers.find((layer) => layer.kind === kind)?.strength;
  return LAYER_KINDS.filter(
    (kind) =>
      layerSaid(from, kind) !== layerSaid(to, kind) ||
      (layerSaid(to, kind) !== "" && strength(from, kind) !== strength(to, kind)),
  );
};

/** Whether their layers say the same, as loud: a look's name goes on from the one to the other. */
export const wearsAlike = (from: GenerateRequest, to: GenerateRequest): boolean => changedLayers(from, to).length === 0;

/** What would have to be changed to get from one request to the other, besides the seed. */
export function differences(from: GenerateRequest, to: GenerateRequest): readonly Difference[] {
  const rest: readonly (readonly [Difference, boolean])[] = [
    ["prompt", from.prompt !== to.prompt],
    ["identity", from.identityStrength !== to.identityStrength],
    ["turn", (from.pose?.yaw ?? 0) !== (to.pose?.yaw ?? 0)],
    ["pose", !isSame(heldAs(from), heldAs(to))],
    ["size", from.size.width !== to.size.width || from.size.height !== to.size.height],
    ["quality", from.steps !== to.steps || from.guidance !== to.guidance],
    ["sampler", from.sampler !== to.sampler],
    ["pack", from.pack.id !== to.pack.id || from.pack.revision !== to.pack.revision],
    ["model", from.personaId !== to.personaId || from.model.id !== to.model.id],
    ["edit", !isSameEdit(from.edit, to.edit)],
  ];
  return [...changedLayers(from, to), ...rest.filter(([, changed]) => changed).map(([name]) => name)];
}
