/**
 * @file How an edit of a picture becomes a complete request: the picture's own, with one thing changed.
 */
import { PLAIN, type LayerChoice, type LayerKind } from "~/contracts/layers";
import type { MaskMove } from "~/contracts/mask-moves";
import type { Pack, PresetName } from "~/contracts/manifest";
import type { IndividualModel, Picture } from "~/contracts/records";
import { MAX_PROMPT_CHARACTERS, type Edit, type GenerateRequest, type Grade, type RegionLayer } from "~/contracts/request";
import type { EditVerb } from "~/contracts/request";
import { offeredSampler } from "~/contracts/sampler";
import { spokenOf } from "~/contracts/spoken";
import { wordsAfter } from "./by-words";
import { isRegionLayer } from "./chain";
import { frameOf, placeOf, type Margins } from "./expanding";

/** Whose tensors draw, and with what. */
export interface Hands {
  readonly pack: Pack;
  readonly model: IndividualModel;
  readonly preset: PresetName;
  readonly seed: number;
  /** Layers whose pixels stay. */
  readonly held: readonly RegionLayer[];
}

/** How much of a picture is drawn again when a layer changes: within its region, which its surroundings hold, or everywhere. */
export const LAYER_STRENGTH = { region: 0.9, whole: 0.7 } as const;

/** Layers that can be drawn again: the lens would move everything, and is the studio's. */
export const RESTYLED = ["hair", "outfit", "scene", "light", "expression"] as const satisfies readonly LayerKind[];

function edited(picture: Picture, { pack, model, preset, seed, held }: Hands, edit: Omit<Edit, "sourceId">): GenerateRequest {
  const { steps, guidance } = pack.presets[preset];
  const { edit: _, ...request } = picture.request;
  return {
    ...request,
    pack: { id: pack.id, revision: pack.revision },
    model: { id: model.id, version: model.version, sha256: model.sha256 },
    size: { width: picture.width, height: picture.height },
    sampler: offeredSampler(pack, request.sampler),
    steps,
    guidance,
    seeds: [seed],
    edit: { ...edit, sourceId: picture.id, ...(held.length > 0 && { held }) },
  };
}

/** The layers with other words for one of them, as loud as they were. */
const saying = (layers: readonly LayerChoice[], kind: LayerKind, words: string): readonly LayerChoice[] => [
  ...layers.filter((layer) => layer.kind !== kind),
  { kind, words, strength: layers.find((layer) => layer.kind === kind)?.strength || 1 },
];

export function layerEdit(
  picture: Picture,
  hands: Hands,
  kind: LayerKind,
  words: string,
  strength: number = isRegionLayer(kind) ? LAYER_STRENGTH.region : LAYER_STRENGTH.whole,
  verb: EditVerb = kind === "scene" ? "background" : "change",
): GenerateRequest {
  const request = edited(picture, hands, { verb, strength, region: isRegionLayer(kind) ? kind : null });
  return { ...request, layers: saying(request.layers, kind, words) };
}

/** @param to the picture in which the layer was as it is wanted */
export function backEdit(picture: Picture, hands: Hands, kind: RegionLayer, to: Picture): GenerateRequest {
  const request = edited(picture, { ...hands, held: [] }, { verb: "back", strength: 1, region: kind, toId: to.id });
  const before = to.request.layers.find((layer) => layer.kind === kind);
  return { ...request, layers: [...request.layers.filter((layer) => layer.kind !== kind), ...(before ? [before] : [])] };
}

export const gradeEdit = (picture: Picture, hands: Hands, grade: Grade): GenerateRequest =>
  edited(picture, { ...hands, held: [] }, { verb: "grade", strength: 1, region: null, grade });

/** Enough to draw the mirrored background anew, too little to put somebody else into it. */
const EXPAND_STRENGTH = 0.2;

/** @param hands of which the draft is all it takes: what is new are the surroundings */
export const expandEdit = (picture: Picture, hands: Hands, margins: Margins): GenerateRequest => ({
  ...edited(
    picture,
    { ...hands, held: [], preset: "draft" },
    { verb: "expand", strength: EXPAND_STRENGTH, region: null, at: placeOf(margins) },
  ),
  size: frameOf(picture, margins),
});

/** A mask that covers this much of a part of the portrait is meant for it too. */
const BESIDES = 0.1;

export interface MaskVerb {
  readonly verb: Extract<EditVerb, "fill" | "improve" | "add" | "remove">;
  readonly strength: number;
  /** Own words about what is wanted there, besides the picture's own. */
  readonly words: string;
  /** Absent where it is not stored yet. */
  readonly maskId?: string;
  /** How the mask was made; absent where something of it was drawn by hand. */
  readonly moves?: readonly MaskMove[];
}

/** What is named there is said by the layer that it belongs to, so that the layer's words before do not gainsay it. */
function named(layers: readonly LayerChoice[], verb: MaskVerb["verb"], text: string): readonly LayerChoice[] | undefined {
  const [kind, ...more] = spokenOf(text);
  if (kind === undefined || more.length > 0) return undefined;
  const before = layers.find((layer) => layer.kind === kind)?.words ?? "";
  const after = verb === "add" && before !== "" ? `${before}, with ${text}` : wordsAfter(kind, text, before);
  return saying(layers, kind, after.slice(0, MAX_PROMPT_CHARACTERS));
}

/**
 * A layer that is removed whole is a layer that shows the plainest, within the region that this needs: what it covered half of is drawn whole.
 *
 * @returns null where the mask is of more than one layer, or only of some of it
 */
export const removal = (
  picture: Picture,
  hands: Hands,
  { verb, strength }: Omit<MaskVerb, "maskId">,
  gone: readonly RegionLayer[],
  masked: readonly { readonly share: number }[],
): GenerateRequest | null => {
  const [kind, ...more] = gone;
  const others = masked.filter(({ share }) => share >= BESIDES).length - 1;
  if (verb !== "remove" || kind === undefined || more.length > 0 || others > 0) return null;
  return layerEdit(picture, hands, kind, PLAIN[kind], strength, "remove");
};

/** @param gone layers of which too little would be left to go on being said: what shows there is the plainest */
export function maskEdit(
  picture: Picture,
  hands: Hands,
  { verb, strength, words, maskId, moves }: MaskVerb,
  gone: readonly RegionLayer[] = [],
): GenerateRequest {
  const mask = { ...(maskId !== undefined && { maskId }), ...(maskId !== undefined && moves && { moves }) };
  const before = edited(picture, hands, { verb, strength, region: null, ...mask });
  const request = { ...before, layers: gone.reduce((layers, kind) => saying(layers, kind, PLAIN[kind]), before.layers) };
  const text = words.trim();
  const layers = named(request.layers, verb, text);
  if (layers) return { ...request, layers };
  return { ...request, prompt: [text, request.prompt].filter(Boolean).join(", ").slice(0, MAX_PROMPT_CHARACTERS) };
}
