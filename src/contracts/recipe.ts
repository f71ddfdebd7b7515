/**
 * @file How a person is learned, by gradients too, and what is enough.
 *
 * With the photographs, the pack and the device a recipe decides every number that comes out.
 */

/** At once is the projection of the photographs; the others go on from there along gradients, thoroughly as long as it gets more alike. */
export type Care = "at-once" | "briefly" | "thoroughly";

/** How a person is learned unless somebody chooses. */
export const USUAL_CARE: Care = "briefly";

export const BRIEF_STEPS = 60;

export interface Recipe {
  readonly steps: number;
  readonly seed: number;
  /** What has been learned is looked at after every so many steps. */
  readonly lookEvery: number;
  /** A look that drifted further is not kept. */
  readonly driftLimit: number;
  /** The optimiser's and the loss's, by the names that src/engine/training gives them. */
  readonly [name: string]: number | readonly number[];
}

/** What a training came to after some of its steps: pictures of fixed seeds, in looks unlike the photographs. */
export interface Look {
  readonly step: number;
  /** Mean calibrated likeness; a picture without a face counts as 0. */
  readonly likeness: number;
  /** How far everything but the face has moved from what the projection draws: mean difference of its pixels, 0..1. */
  readonly drift: number;
}

/** Looks in a row that may come out worse than the best before a training ends by itself. */
const PATIENCE = 2;

/** The look to keep: the most alike that has not drifted too far, the earliest of equals. */
export const bestLook = (looks: readonly Look[], { driftLimit }: Pick<Recipe, "driftLimit">): Look | undefined =>
  looks
    .filter(({ drift }) => drift <= driftLimit)
    .reduce<Look | undefined>((best, look) => (best === undefined || look.likeness > best.likeness ? look : best), undefined);

/** The step at which the next look is due. */
export const nextLook = (step: number, { steps, lookEvery }: Pick<Recipe, "steps" | "lookEvery">): number =>
  Math.min(steps, (Math.floor(step / lookEvery) + 1) * lookEvery);

/** All steps are taken and looked at, or the best look lies some looks back. */
export function isEnough(looks: readonly Look[], recipe: Pick<Recipe, "steps" | "driftLimit">): boolean {
  const last = looks.at(-1);
  if (last === undefined) return false;
  const best = bestLook(looks, recipe);
  const since = best === undefined ? looks.length : looks.length - 1 - looks.indexOf(best);
  return last.step >= recipe.steps || since >= PATIENCE;
}
