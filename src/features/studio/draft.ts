/**
 * @file What the studio is about to draw, as plain data, and how it becomes a complete request.
 *
 * Pure: no signals, no storage. A draft that comes back from storage passes `parseDraft`, since an older version may have
 * written it.
 */
import { LAYER_KINDS, MAX_STRENGTH, type LayerChoice, type LayerKind } from "~/contracts/layers";
import { MAX_LOOK_NAME } from "~/contracts/looks";
import type { Pack, PresetName } from "~/contracts/manifest";
import type { IndividualModel, Picture } from "~/contracts/records";
import { MAX_PROMPT_CHARACTERS, SEED_LIMIT, type Edit, type GenerateRequest } from "~/contracts/request";
import { offeredSampler, SAMPLER_NAMES, samplerName, type SamplerName } from "~/contracts/sampler";
import { picker, type Chosen } from "./layers/layer";
import { LAYERS } from "./layers/layers";

export interface LayerDraft {
  readonly chosen: Chosen;
  /** Own words stand instead of what is chosen. */
  readonly own: string;
  readonly strength: number;
  /** Kept when a look or "Surprise me" changes the others. */
  readonly locked: boolean;
  readonly on: boolean;
}

export interface Draft {
  readonly layers: Readonly<Record<LayerKind, LayerDraft>>;
  readonly prompt: string;
  readonly preset: PresetName;
  readonly pictures: number;
  /** Index into the pack's sizes. */
  readonly size: number;
  readonly seed: number;
  readonly seedLocked: boolean;
  readonly identityStrength: number;
  /** Degrees, positive towards the picture's right; 0 is the front. */
  readonly turn: number;
  /** The picture this look was put back from; what is drawn descends from it. */
  readonly parentId: string | null;
  /** null is the pack's own. */
  readonly sampler: SamplerName | null;
  /** Name of the look that was put on, for as long as no layer is changed. */
  readonly look: string | null;
}

export const MAX_PICTURES = 6;
/** Further round, and eyes and mouth are drawn worse than anybody wants to keep. */
export const MAX_TURN = 30;
const DEFAULT_IDENTITY_STRENGTH = 0.95;

const layer = (chosen: Chosen): LayerDraft => ({ chosen, own: "", strength: 1, locked: false, on: true });

/** What each layer says at first, and again when it is reset. */
const OPENING: Draft["layers"] = {
  hair: layer({ style: "waves-to-the-shoulders", colour: "chestnut" }),
  outfit: layer({ garment: "blazer-and-shirt", colour: "navy" }),
  scene: layer({ place: "window-lit-room" }),
  light: layer({ light: "soft-from-the-left" }),
  lens: layer({ framing: "head-and-shoulders" }),
  expression: layer({ expression: "soft-smile" }),
};

/** The look the studio opens on. */
export const firstDraft = (seed: number): Draft => ({
  layers: OPENING,
  prompt: "",
  preset: "standard",
  pictures: 3,
  size: 0,
  seed,
  seedLocked: false,
  identityStrength: DEFAULT_IDENTITY_STRENGTH,
  turn: 0,
  parentId: null,
  sampler: null,
  look: null,
});

export const randomSeed = (random: () => number): number => Math.floor(random() * SEED_LIMIT);

/** The layer's words as they enter the prompt; empty when it is off or nothing is chosen. */
export function layerWords(kind: LayerKind, { chosen, own, on }: LayerDraft): string {
  if (!on) return "";
  return own.trim() || LAYERS[kind].compose(picker(LAYERS[kind], chosen));
}

/** The layer as the studio opens on it; a lock stays. */
export const resetLayer = (kind: LayerKind, { locked }: LayerDraft): LayerDraft => ({ ...OPENING[kind], locked });

/** A layer changed; what was put on whole is called so no more, unless the lock is all that changed. */
export function withLayer(draft: Draft, kind: LayerKind, layer: LayerDraft): Draft {
  const { locked: _, ...before } = draft.layers[kind];
  const { locked: __, ...after } = layer;
  const isSame = JSON.stringify(before) === JSON.stringify(after);
  return { ...draft, layers: { ...draft.layers, [kind]: layer }, look: isSame ? draft.look : null };
}

/** Whether resetting would change anything. */
export const isReset = (kind: LayerKind, layer: LayerDraft): boolean =>
  layer.on && layer.strength === OPENING[kind].strength && layerWords(kind, layer) === layerWords(kind, OPENING[kind]);

/** Whether nothing of the look was changed since the studio opened on it. */
export const isOpening = ({ layers, prompt }: Draft): boolean =>
  prompt === "" && LAYER_KINDS.every((kind) => isReset(kind, layers[kind]));

/** What a row shows: the names of what is chosen, or the own words. */
export function layerName(kind: LayerKind, { chosen, own }: LayerDraft): string {
  if (own.trim()) return own.trim();
  const pick = picker(LAYERS[kind], chosen);
  return LAYERS[kind].facets
    .flatMap((facet, i) => {
      const name = pick(facet.id)?.name;
      return name === undefined ? [] : [i === 0 ? name : name.toLowerCase()];
    })
    .join(", ");
}

const choices = (draft: Draft): readonly LayerChoice[] =>
  LAYER_KINDS.map((kind) => ({ kind, words: layerWords(kind, draft.layers[kind]), strength: draft.layers[kind].strength }));

/** The draft as something that can be drawn with this model of this persona. */
export function requestOf(
  draft: Draft,
  pack: Pack,
  model: IndividualModel,
  preset: PresetName = draft.preset,
  pictures = draft.pictures,
): GenerateRequest {
  const { steps, guidance } = pack.presets[preset];
  return {
    schema: 1,
    pack: { id: pack.id, revision: pack.revision },
    personaId: model.personaId,
    model: { id: model.id, version: model.version, sha256: model.sha256 },
    layers: choices(draft),
    prompt: draft.prompt.trim().slice(0, MAX_PROMPT_CHARACTERS),
    size: pack.sizes[draft.size] ?? pack.sizes[0]!,
    sampler: offeredSampler(pack, draft.sampler),
    steps,
    guidance,
    identityStrength: draft.identityStrength,
    pose: pack.pose && draft.turn !== 0 ? { yaw: draft.turn } : null,
    seeds: Array.from({ length: pictures }, (_, i) => (draft.seed + i) % SEED_LIMIT),
  };
}

/** The look with one option of one layer changed, as its tile is drawn: one Draft picture with the seed held. */
export function tileRequestOf(
  draft: Draft,
  pack: Pack,
  model: IndividualModel,
  { kind, facetId, optionId }: { readonly kind: LayerKind; readonly facetId: string; readonly optionId: string },
): GenerateRequest {
  const before = draft.layers[kind];
  const chosen = { ...before.chosen, [facetId]: optionId };
  // What is left out, or has no strength, would look the same for every option.
  const changed: LayerDraft = { ...before, chosen, own: "", on: true, strength: before.strength || 1 };
  return requestOf({ ...draft, layers: { ...draft.layers, [kind]: changed } }, pack, model, "draft", 1);
}

/** How far a picture is varied unless somebody says otherwise, at most, and within a region, where its surroundings hold it. */
export const VARIED = 0.5;
export const MOST_VARIED = 0.9;
export const VARIED_REGION = 0.9;

/** What is set now, begun at a picture instead of at noise alone. */
export function variationOf(
  draft: Draft,
  pack: Pack,
  model: IndividualModel,
  { id, width, height }: Pick<Picture, "id" | "width" | "height">,
  { strength, region }: Pick<Edit, "strength" | "region">,
): GenerateRequest {
  const verb = region === null ? "vary" : "change";
  return { ...requestOf(draft, pack, model), size: { width, height }, edit: { verb, sourceId: id, strength, region } };
}

/** The whole prompt in words, as the screen shows it. */
export const composed = (request: GenerateRequest): string =>
  [request.prompt, ...request.layers.filter(({ strength }) => strength > 0).map(({ words }) => words)].filter(Boolean).join(", ");

/** What tells one picture from the next at a glance. */
export const shortLook = ({ layers }: Pick<GenerateRequest, "layers">): string =>
  layers
    .filter(({ kind, words, strength }) => (kind === "hair" || kind === "scene") && words !== "" && strength > 0)
    .map(({ words }) => words)
    .join(", ");

/** Another look: every layer that is on and not locked gets something else, at random. */
export function surprise(draft: Draft, random: () => number): Draft {
  const layers = { ...draft.layers };
  for (const kind of LAYER_KINDS) {
    if (layers[kind].locked || !layers[kind].on) continue;
    const chosen = Object.fromEntries(
      // What is worn besides clothes stays an exception.
      LAYERS[kind].facets.map((facet) => [
        facet.id,
        facet.id === "accessory" && random() < 0.7 ? undefined : facet.options[Math.floor(random() * facet.options.length)]!.id,
      ]),
    );
    layers[kind] = { ...layers[kind], chosen, own: "" };
  }
  return { ...draft, layers, look: null };
}

/** What the studio keeps of a choice: nothing where it is the pack's own, or the pack does not offer it. */
export function ownOr(pack: Pack, name: SamplerName): SamplerName | null {
  const offered = offeredSampler(pack, name);
  return offered === samplerName(pack.sampler) ? null : offered;
}

/** A picture's request, back in the studio. Words return as own words: the request knows nothing of templates. */
export function draftOf(request: GenerateRequest, seed: number, before: Draft, pack: Pack, parentId: string | null): Draft {
  const layers = { ...before.layers };
  for (const { kind, words, strength } of request.layers) {
    if (words === layerWords(kind, before.layers[kind])) layers[kind] = { ...before.layers[kind], strength };
    else layers[kind] = { chosen: {}, own: words, strength, locked: before.layers[kind].locked, on: words !== "" };
  }
  const size = pack.sizes.findIndex(({ width, height }) => width === request.size.width && height === request.size.height);
  return {
    ...before,
    layers,
    prompt: request.prompt,
    size: Math.max(0, size),
    seed,
    seedLocked: true,
    identityStrength: request.identityStrength,
    turn: clamp(request.pose?.yaw, -MAX_TURN, MAX_TURN, 0),
    parentId,
    sampler: ownOr(pack, request.sampler),
    look: null,
  };
}

/** What of a draft is another one's: a layer, the own words, or how it is drawn. */
export type Changed = LayerKind | "prompt" | "settings";

export function changedIn(before: Draft, after: Draft): readonly Changed[] {
  const { layers: _, prompt: __, look: ___, ...settings } = before;
  const isOther = (key: keyof typeof settings): boolean => settings[key] !== after[key];
  const layers = LAYER_KINDS.filter((kind) => JSON.stringify(before.layers[kind]) !== JSON.stringify(after.layers[kind]));
  return [
    ...layers,
    ...(before.prompt === after.prompt ? [] : (["prompt"] as const)),
    ...((Object.keys(settings) as readonly (keyof typeof settings)[]).some(isOther) ? (["settings"] as const) : []),
  ];
}

const clamp = (value: unknown, low: number, high: number, otherwise: number): number =>
  typeof value === "number" && Number.isFinite(value) ? Math.min(high, Math.max(low, value)) : otherwise;

function parseLayer(value: unknown, otherwise: LayerDraft): LayerDraft {
  if (typeof value !== "object" || value === null) return otherwise;
  const { chosen, own, strength, locked, on } = value as Partial<Record<keyof LayerDraft, unknown>>;
  const known =
    typeof chosen === "object" && chosen !== null ? Object.entries(chosen).filter(([, id]) => typeof id === "string") : [];
  return {
    chosen: Object.fromEntries(known),
    own: typeof own === "string" ? own.slice(0, MAX_PROMPT_CHARACTERS) : "",
    strength: clamp(strength, 0, MAX_STRENGTH, 1),
    locked: locked === true,
    on: on !== false,
  };
}

/** Whatever was stored, made usable; what does not read falls back to `otherwise`. */
export function parseDraft(value: unknown, otherwise: Draft): Draft {
  if (typeof value !== "object" || value === null) return otherwise;
  const { layers, prompt, preset, pictures, size, seed, seedLocked, identityStrength, turn, parentId, sampler, look } =
    value as Partial<Record<keyof Draft, unknown>>;
  const stored = typeof layers === "object" && layers !== null ? (layers as Partial<Record<LayerKind, unknown>>) : {};
  return {
    layers: Object.fromEntries(LAYER_KINDS.map((kind) => [kind, parseLayer(stored[kind], otherwise.layers[kind])])) as Record<
      LayerKind,
      LayerDraft
    >,
    prompt: typeof prompt === "string" ? prompt.slice(0, MAX_PROMPT_CHARACTERS) : otherwise.prompt,
    preset: preset === "draft" || preset === "standard" || preset === "signature" ? preset : otherwise.preset,
    pictures: Math.round(clamp(pictures, 1, MAX_PICTURES, otherwise.pictures)),
    size: Math.round(clamp(size, 0, 9, otherwise.size)),
    seed: Math.round(clamp(seed, 0, SEED_LIMIT - 1, otherwise.seed)),
    seedLocked: seedLocked === true,
    identityStrength: clamp(identityStrength, 0, MAX_STRENGTH, otherwise.identityStrength),
    turn: Math.round(clamp(turn, -MAX_TURN, MAX_TURN, otherwise.turn)),
    parentId: typeof parentId === "string" ? parentId : otherwise.parentId,
    sampler: SAMPLER_NAMES.find((name) => name === sampler) ?? otherwise.sampler,
    look: typeof look === "string" ? look.slice(0, MAX_LOOK_NAME) : otherwise.look,
  };
}
