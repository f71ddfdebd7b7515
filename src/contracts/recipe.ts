/**
 * @file How a person is learned, by gradients too, and what is enough.
 *
 * With the photographs, the pack and the device a recipe decides every number that comes out.
 */

/** From the projection of the photographs along gradients: thoroughly as long as it gets more alike, or so many steps. */
export type Care = "briefly" | "thoroughly" | number;

/** How a person is learned unless somebody chooses. */
export const USUAL_CARE: Care = "briefly";

export const BRIEF_STEPS = 60;

/** What somebody may say instead. */
export const OWN_STEPS = { fewest: 1, usual: 24, most: 240 } as const;

export const isCare = (value: unknown): value is Care =>
  value === "briefly" ||
  value === "thoroughly" ||
  (Number.isInteger(value) && OWN_STEPS.fewest <= Number(value) && Number(value) <= OWN_STEPS.most);

/** As a pack advises. */
export interface Advice {
  readonly steps: number;
  readonly seed: number;
  /** A look that drifted further is not kept. */
  readonly driftLimit: number;
  /** The optimiser's and the loss's, by the names that src/engine/training gives them. */
  readonly [name: string]: number | readonly number[];
}

export interface Recipe extends Advice {
  /** What has been learned is looked at after every so many steps. */
  readonly lookEvery: number;
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

export const USUAL_LEARNED: Learned = { what: "both", rank: 8, everywhere: false };

/** A training as it is asked for. */
export interface Wish {
  /** null: as many as the pack advises. */
  readonly steps: number | null;
  readonly learned: Learned;
}

/** Of deltas, per step: at rank 8 it brought more than a third of it, toolkit/LOG.md. */
const DELTA_RATE = 0.01;

/** Other people whom deltas have to leave as they were, beside a dozen pictures of the person. */
const OTHERS = 4;

/** A recipe's numbers for what is chosen; the others stay as the pack advises. */
export const chosen = ({ what, rank, everywhere }: Learned): Readonly<Record<string, number>> => ({
  ...(what === "deltas" && { identityRate: 0 }),
  ...(what !== "tokens" && {
    rank,
    deltaRate: DELTA_RATE,
    everywhere: Number(everywhere),
    others: OTHERS,
  }),
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

/** Looks at a training, its beginning and its end apart. */
const LOOKS = 4;

/** Pictures of a person that are drawn to learn on: in one of fewer no face may be found. */
const FEWEST_REHEARSALS = 3;

/** @param asked so many steps; null for as many as are advised. Few begin sooner, and see no more pictures than they have steps. */
export function recipeOf(advice: Advice, asked: number | null): Recipe {
  const steps = asked ?? advice.steps;
  const atMost = (name: string, most: number): Readonly<Record<string, number>> => {
    const usual = advice[name];
    return typeof usual === "number" ? { [name]: Math.min(usual, most) } : {};
  };
  return {
    ...advice,
    ...atMost("warmUp", Math.ceil(steps / 4)),
    ...atMost("rehearsals", Math.max(FEWEST_REHEARSALS, steps)),
    ...atMost("others", Math.ceil(steps / 4)),
    steps,
    lookEvery: Math.max(1, Math.ceil(steps / LOOKS)),
  };
}

/** What a training came to after some of its steps: pictures of fixed seeds, in looks unlike the photographs. */
export interface Look {
  readonly step: number;
  /** Mean calibrated likeness; a picture without a face counts as 0. */
  readonly likeness: number;
  /** How far everything but the face has moved from what the projection draws: mean difference of its pixels, 0..1. */
  readonly drift: number;
  /** How far other people have moved who are drawn with what was learned, the control set; absent where nothing that was can move them. */
  readonly control?: number;
}

/** The farther of what moved that should not. */
const driftOf = ({ drift, control = 0 }: Pick<Look, "drift" | "control">): number => Math.max(drift, control);

/** Looks in a row that may come out worse than the best before a training ends by itself. */
const PATIENCE = 2;

/** The look to keep: the most alike after any step that has not drifted too far, the earliest of equals. What was projected is none. */
export const bestLook = (looks: readonly Look[], { driftLimit }: Pick<Recipe, "driftLimit">): Look | undefined =>
  looks
    .filter((look) => look.step > 0 && driftOf(look) <= driftLimit)
    .reduce<Look | undefined>((best, look) => (best === undefined || look.likeness > best.likeness ? look : best), undefined);

/** The step at which the next look is due. */
export const nextLook = (step: number, { steps, lookEvery }: Pick<Recipe, "steps" | "lookEvery">): number =>
  Math.min(steps, (Math.floor(step / lookEvery) + 1) * lookEvery);

/** Why a training ended: all steps are taken, the most alike look lies some looks back, or the last one drifted too far. */
export type End = "steps" | "peaked" | "drifted";

/** @returns null where it goes on */
export function endOf(looks: readonly Look[], { steps, driftLimit }: Pick<Recipe, "steps" | "driftLimit">): End | null {
  const last = looks.at(-1);
  if (last === undefined) return null;
  if (last.step >= steps) return "steps";
  if (driftOf(last) > driftLimit) return "drifted";
  // Whatever was projected counts here: less alike than that is past a peak too.
  const peak = looks.reduce((most, { likeness }, i) => (likeness > looks[most]!.likeness ? i : most), 0);
  return looks.length - 1 - peak >= PATIENCE ? "peaked" : null;
}

export const isEnough = (looks: readonly Look[], recipe: Pick<Recipe, "steps" | "driftLimit">): boolean =>
  endOf(looks, recipe) !== null;
