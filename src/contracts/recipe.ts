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

/** How many directions a delta has, as somebody may choose. */
export const RANKS = [4, 8, 16] as const;

/** What of a person is learned: tokens that stand for them, low-rank deltas on the attention that looks for them, or both. */
export interface Learned {
  readonly what: "tokens" | "both" | "deltas";
  readonly rank: (typeof RANKS)[number];
  /** On all attention, not on that of the up blocks alone. */
  readonly everywhere: boolean;
}

export const USUAL_LEARNED: Learned = { what: "tokens", rank: 8, everywhere: false };

/** A training as it is asked for. */
export interface Wish {
  /** null: as many as the pack advises. */
  readonly steps: number | null;
  readonly learned: Learned;
}

/** Of deltas, per step: at rank 8 on the up blocks it brought more than a third of it, toolkit/LOG.md. */
const DELTA_RATE = 0.01;

/** Other people whom deltas have to leave as they were, beside a dozen pictures of the person. */
const OTHERS = 4;

/** A recipe's numbers for what is chosen; the others stay as the pack advises. */
export const chosen = ({ what, rank, everywhere }: Learned): Readonly<Record<string, number>> => ({
  ...(what === "deltas" && { identityRate: 0 }),
  ...(what !== "tokens" && { rank, deltaRate: DELTA_RATE, everywhere: Number(everywhere), others: OTHERS }),
});

/** Whether a recipe moves the tokens from where the projection has put them. */
export const learnsTokens = (recipe: Recipe): boolean => recipe["identityRate"] !== 0;

/** What was chosen for a recipe. */
export function learnedBy(recipe: Recipe): Learned {
  const { rank: usual } = USUAL_LEARNED;
  const rank = RANKS.find((each) => each === recipe["rank"]);
  const what = rank === undefined ? "tokens" : learnsTokens(recipe) ? "both" : "deltas";
  return { what, rank: rank ?? usual, everywhere: (recipe["everywhere"] ?? 0) !== 0 };
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
