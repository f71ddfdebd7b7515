/**
 * @file How a picture came about, step by step, free of whom it shows: to be done again with somebody else, or on another picture.
 *
 * A step that was done by hand on one picture, with a mask, by putting an earlier layer back or in a larger frame, means nothing on another
 * and is no step here.
 */
import { LAYER_KINDS, type LayerChoice } from "./layers.ts";
import type { Picture } from "./records.ts";
import type { Edit, EditVerb, GenerateRequest, Grade, RegionLayer } from "./request.ts";

export interface Step {
  readonly verb: Exclude<EditVerb, "back" | "expand">;
  readonly strength: number;
  readonly region: RegionLayer | null;
  readonly held: readonly RegionLayer[];
  readonly grade: Grade | null;
  /** Layers that say something else from here on. */
  readonly layers: readonly LayerChoice[];
  /** Own words from here on; null where they stay. */
  readonly prompt: string | null;
}

export interface StepList {
  readonly name: string;
  /** What the first picture is drawn from. */
  readonly start: Pick<GenerateRequest, "layers" | "prompt">;
  readonly steps: readonly Step[];
}

/** The row of one that was saved under a name. */
export interface SavedSteps extends StepList {
  readonly id: string;
  readonly createdAt: number;
}

export const MAX_STEPS_IN_A_ROW = 50;

/** Stands for the picture that the step before has made. */
const BEFORE = "before";

const isSame = (a: LayerChoice | undefined, b: LayerChoice | undefined): boolean =>
  a?.words === b?.words && a?.strength === b?.strength;

/** @param chain oldest first, each drawn from the one before it @returns the steps, and how many could not be taken over */
export function stepsOf(name: string, chain: readonly Picture[]): { readonly list: StepList; readonly left: number } {
  const [first, ...rest] = chain;
  const steps: Step[] = [];
  let { layers = [], prompt = "" } = first?.request ?? {};
  for (const { request } of rest) {
    const { edit } = request;
    if (!edit || edit.verb === "back" || edit.verb === "expand" || edit.maskId !== undefined) continue;
    const of = (list: readonly LayerChoice[], kind: LayerChoice["kind"]) => list.find((layer) => layer.kind === kind);
    const changed = LAYER_KINDS.filter((kind) => !isSame(of(layers, kind), of(request.layers, kind)));
    steps.push({
      verb: edit.verb,
      strength: edit.strength,
      region: edit.region,
      held: edit.held ?? [],
      grade: edit.grade ?? null,
      layers: changed.map((kind) => of(request.layers, kind) ?? { kind, words: "", strength: 1 }),
      prompt: request.prompt === prompt ? null : request.prompt,
    });
    ({ layers, prompt } = request);
  }
  const { layers: begun = [], prompt: own = "" } = first?.request ?? {};
  return { list: { name, start: { layers: begun, prompt: own }, steps }, left: rest.length - steps.length };
}

const editOf = ({ verb, strength, region, held, grade }: Step): Edit => ({
  verb,
  sourceId: BEFORE,
  strength,
  region,
  ...(held.length > 0 && { held }),
  ...(grade !== null && { grade }),
});

/** What is drawn one after another, each from what the one before it has made. @param base what all of them have in common: whose tensors draw, and how */
export function requestsOf(steps: readonly Step[], base: GenerateRequest): readonly GenerateRequest[] {
  const { edit: _, ...begun } = base;
  let now: GenerateRequest = begun;
  return steps.map((step) => {
    const layers = [...now.layers.filter(({ kind }) => !step.layers.some((each) => each.kind === kind)), ...step.layers];
    now = { ...now, layers, prompt: step.prompt ?? now.prompt, edit: editOf(step) };
    return now;
  });
}

/** The request with the picture that it begins with. */
export const begunWith = (request: GenerateRequest, sourceId: string): GenerateRequest =>
  request.edit ? { ...request, edit: { ...request.edit, sourceId } } : request;
