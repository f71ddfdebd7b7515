/**
 * @file Everything that decides a picture, as one serialisable value.
 *
 * Same request, same backend: same pixels. It is stored with the picture and written into the exported file; dropping
 * that file back restores it. It holds ids and hashes, never pixels or tensors.
 */
import type { LayerChoice, LayerKind } from "./layers.ts";
import type { FaceSpot, MaskMove } from "./mask-moves.ts";
import type { SamplerName } from "./sampler.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Which way the head is turned. Degrees; gaze -1..1 (right, up); mouth and eyes 0 closed .. 1 open. */
export interface Pose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly gazeX: number;
  readonly gazeY: number;
  readonly mouth: number;
  readonly eyes: number;
}

/** Layers that have a region of the picture to themselves. Light is everywhere, and the lens moves everything. */
export const REGION_LAYERS = ["hair", "outfit", "scene", "expression"] as const satisfies readonly LayerKind[];

export type RegionLayer = (typeof REGION_LAYERS)[number];

/**
 * What somebody asked for. "grade" and "back" draw nothing: they are made of pixels that are there. Of the others it says nothing to the
 * pipeline.
 */
export const EDIT_VERBS = [
  "vary",
  "change",
  "fill",
  "improve",
  "add",
  "remove",
  "background",
  "words",
  "expand",
  "grade",
  "back",
] as const;

export type EditVerb = (typeof EDIT_VERBS)[number];

export const GRADES = ["true", "warm", "cool", "matte", "mono"] as const;

export type Grade = (typeof GRADES)[number];

export interface Place {
  readonly left: number;
  readonly top: number;
}

/** A picture that is there already, drawn again in other words. */
export interface Edit {
  readonly verb: EditVerb;
  /** The picture it begins with, of the same persona, and but for "expand" of the same size; it is read and never changed. */
  readonly sourceId: string;
  /** How far from it: at 1 nothing is left of it where it may change. */
  readonly strength: number;
  /** The region of this layer, as the pack's parser finds it, is all that may change; null: everything may. */
  readonly region: RegionLayer | null;
  /** Where somebody has drawn that it may change, by the id of a stored mask; it stands instead of the region. */
  readonly maskId?: string;
  /** How the mask was made, where nothing of it was drawn by hand; without a `maskId` it is made again of the source. */
  readonly moves?: readonly MaskMove[];
  /** Where the face lay in the picture that the mask was drawn on: it is carried to where this one's is. */
  readonly face?: FaceSpot;
  /** Layers whose pixels stay, whatever may change. */
  readonly held?: readonly RegionLayer[];
  /** Of "grade". */
  readonly grade?: Grade;
  /** Of "back": the layer of `region` gets the pixels that it had in this picture, from which the source came about. */
  readonly toId?: string;
  /** Of "expand": where in the request's size the source lies, in whole pixels. */
  readonly at?: Place;
}

/** Edits that no network draws. */
export const isStill = ({ verb }: Pick<Edit, "verb">): boolean => verb === "grade" || verb === "back";

export interface GenerateRequest {
  readonly schema: 1;
  readonly pack: { readonly id: string; readonly revision: string };
  readonly personaId: string;
  readonly model: { readonly id: string; readonly version: number; readonly sha256: string };
  readonly layers: readonly LayerChoice[];
  /** The person's own words, besides the layers'. */
  readonly prompt: string;
  readonly size: Size;
  /** One of the pack's. */
  readonly sampler: SamplerName;
  readonly steps: number;
  /** Classifier-free guidance scale; 1 switches the second evaluation off. */
  readonly guidance: number;
  /** `identity.scale`, 0..1.4; 0.95 unless changed. */
  readonly identityStrength: number;
  /** What is not said of it is to the front, and as the words have it. */
  readonly pose: Partial<Pose> | null;
  /** One picture each, integers 0..999999. */
  readonly seeds: readonly number[];
  /** Absent where the pictures begin with noise alone. */
  readonly edit?: Edit;
}

export const MAX_PROMPT_CHARACTERS = 500;
/** Below it an edit would only cost what the autoencoder loses. */
export const MIN_EDIT_STRENGTH = 0.2;
export const SEED_LIMIT = 1_000_000;
