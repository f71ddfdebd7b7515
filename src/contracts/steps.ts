/**
 * @file How a picture came about, step by step, free of whom it shows: to be done again with somebody else, or on another picture.
 *
 * A mask that was made by commands is made again, one that was drawn by hand is carried from face to face, a larger frame is as much larger,
 * and a layer that was put back was never changed.
 */
import { LAYER_KINDS, type LayerChoice } from "./layers.ts";
import type { Picture } from "./records.ts";
import type { FaceSpot, MaskMove } from "./mask-moves.ts";
import type { Edit, EditVerb, GenerateRequest, Grade, Place, RegionLayer, Size } from "./request.ts";

/** Made again by commands; or drawn by hand, as the base64 of mask-file.ts, beside that face. */
export type StepMask = { readonly moves: readonly MaskMove[] } | { readonly drawn: string; readonly face: FaceSpot };

/** What a larger frame adds to each side, as shares of the picture's height and width. */
export type StepFrame = Readonly<Record<"top" | "right" | "bottom" | "left", number>>;

/** How far a frame goes beyond the picture at most, and how long a side of it may be. */
export const MAX_FRAME = { share: 2.5, side: 1536 } as const;

export interface Step {
  readonly verb: Exclude<EditVerb, "back">;
  readonly strength: number;
  readonly region: RegionLayer | null;
  readonly held: readonly RegionLayer[];
  readonly grade: Grade | null;
  /** Layers that say something else from here on. */
  readonly layers: readonly LayerChoice[];
  /** Own words from here on; null where they stay. */
  readonly prompt: string | null;
  readonly mask?: StepMask;
  /** Of "expand". */
  readonly frame?: StepFrame;
}

export interface StepList {
  readonly name: string;
  /** What the first picture is drawn from. */
  readonly start: Pick<GenerateRequest, "layers" | "prompt"> & Partial<Pick<GenerateRequest, "sampler">>;
  readonly steps: readonly Step[];
}

/** The row of one that was saved under a name. */
export interface SavedSteps extends StepList {
  readonly id: string;
  readonly createdAt: number;
}

export const MAX_STEPS_IN_A_ROW = 50;

/** Letters of a mask that was drawn by hand: far more than any has. */
export const MAX_DRAWN = 400_000;

/** Stands for the picture that the step before has made. */
const BEFORE = "before";

const isSame = (a: LayerChoice | undefined, b: LayerChoice | undefined): boolean =>
  a?.words === b?.words && a?.strength === b?.strength;

const frameOf = ({ size, edit }: GenerateRequest, before: Pick<Picture, "width" | "height">): StepFrame => {
  const { left, top } = edit?.at ?? { left: 0, top: 0 };
  return {
    top: top / before.height,
    right: (size.width - before.width - left) / before.width,
    bottom: (size.height - before.height - top) / before.height,
    left: left / before.width,
  };
};

/** Oldest first, the picture itself last; it begins where nothing was drawn again, or what was is no longer here. */
export function chainOf(picture: Picture, byId: ReadonlyMap<string, Picture>): readonly Picture[] {
  const chain = [picture];
  const seen = new Set([picture.id]);
  for (let id = picture.request.edit?.sourceId; id !== undefined;) {
    const before = byId.get(id);
    if (!before || seen.has(id)) break;
    seen.add(id);
    chain.unshift(before);
    id = before.request.edit?.sourceId;
  }
  return chain;
}

/**
 * @param chain oldest first, each drawn from the one before it
 * @param drawn masks that were drawn by hand, by id, as far as they can be carried
 * @returns the steps, and how many could not be taken over
 */
export function stepsOf(
  name: string,
  chain: readonly Picture[],
  drawn: ReadonlyMap<string, StepMask> = new Map(),
): { readonly list: StepList; readonly left: number } {
  const [first] = chain;
  let steps: { readonly at: number; readonly step: Step }[] = [];
  let left = 0;
  let { layers = [], prompt = "" } = first?.request ?? {};
  for (const [at, { request }] of chain.entries()) {
    const { edit } = request;
    if (at === 0 || !edit) continue;
    if (edit.verb === "back") {
      // As if the layer had not been changed since.
      const to = chain.findIndex(({ id }) => id === edit.toId);
      steps = steps.filter(({ at: its, step }) => its <= to || step.region !== edit.region);
      ({ layers, prompt } = request);
      continue;
    }
    const mask = edit.moves ? { moves: edit.moves } : edit.maskId === undefined ? undefined : drawn.get(edit.maskId);
    if (edit.maskId !== undefined && mask === undefined) {
      left++;
      continue;
    }
    const of = (list: readonly LayerChoice[], kind: LayerChoice["kind"]) => list.find((layer) => layer.kind === kind);
    const changed = LAYER_KINDS.filter((kind) => !isSame(of(layers, kind), of(request.layers, kind)));
    const step: Step = {
      verb: edit.verb,
      strength: edit.strength,
      region: edit.region,
      held: edit.held ?? [],
      grade: edit.grade ?? null,
      layers: changed.map((kind) => of(request.layers, kind) ?? { kind, words: "", strength: 1 }),
      prompt: request.prompt === prompt ? null : request.prompt,
      ...(mask && { mask }),
      ...(edit.verb === "expand" && { frame: frameOf(request, chain[at - 1]!) }),
    };
    steps.push({ at, step });
    ({ layers, prompt } = request);
  }
  const { layers: begun = [], prompt: own = "", sampler } = first?.request ?? {};
  return {
    list: { name, start: { layers: begun, prompt: own, ...(sampler && { sampler }) }, steps: steps.map(({ step }) => step) },
    left,
  };
}

/** @param masks ids of those that were drawn by hand, by their bytes */
function editOf({ verb, strength, region, held, grade, mask }: Step, masks: ReadonlyMap<string, string>): Edit {
  const maskId = mask && "drawn" in mask ? masks.get(mask.drawn) : undefined;
  return {
    verb,
    sourceId: BEFORE,
    strength,
    region,
    ...(held.length > 0 && { held }),
    ...(grade !== null && { grade }),
    ...(mask && "moves" in mask && { moves: mask.moves }),
    ...(mask && "drawn" in mask && maskId !== undefined && { maskId, face: mask.face }),
  };
}

/** Masters are made of pairs of pixels. */
const even = (length: number): number => 2 * Math.round(length / 2);

/** The larger frame around a picture of this size, as far as that goes. */
function framed({ width, height }: Size, { top, right, bottom, left }: StepFrame): { readonly size: Size; readonly at: Place } {
  const room = (share: number, length: number): number => Math.max(0, even(share * length));
  const at = { left: room(left, width), top: room(top, height) };
  const size = {
    width: Math.min(MAX_FRAME.side, at.left + width + room(right, width)),
    height: Math.min(MAX_FRAME.side, at.top + height + room(bottom, height)),
  };
  return { size, at: { left: Math.min(at.left, size.width - width), top: Math.min(at.top, size.height - height) } };
}

/**
 * What is drawn one after another, each from what the one before it has made.
 *
 * @param base what all of them have in common: whose tensors draw, and how
 * @param masks ids of masks that were drawn by hand, by their bytes
 */
export function requestsOf(
  steps: readonly Step[],
  base: GenerateRequest,
  masks: ReadonlyMap<string, string> = new Map(),
): readonly GenerateRequest[] {
  const { edit: _, ...begun } = base;
  let now: GenerateRequest = begun;
  return steps.map((step) => {
    const layers = [...now.layers.filter(({ kind }) => !step.layers.some((each) => each.kind === kind)), ...step.layers];
    const grown = step.frame && framed(now.size, step.frame);
    const edit = { ...editOf(step, masks), ...(grown && { at: grown.at }) };
    now = { ...now, layers, prompt: step.prompt ?? now.prompt, ...(grown && { size: grown.size }), edit };
    return now;
  });
}

/** The request with the picture that it begins with. */
export const begunWith = (request: GenerateRequest, sourceId: string): GenerateRequest =>
  request.edit ? { ...request, edit: { ...request.edit, sourceId } } : request;
