/**
 * @file A sheet of candidates: anybody, more like one, or between two, each unlike the others on it.
 */
import { cosine } from "~/engine/faces/embedding.ts";
import { SEED_LIMIT } from "~/contracts/request.ts";
import { drawing, type Around, type Draw, type Wish } from "./condition.ts";
import { kindsOf } from "./kinds.ts";
import { embeddingOf, type Level, type Prior } from "./prior.ts";

export type Origin =
  | { readonly kind: "anybody" }
  | { readonly kind: "like"; readonly z: readonly number[] }
  | { readonly kind: "between"; readonly z: readonly [readonly number[], readonly number[]] };

export interface Candidate {
  /** Of the person and of the picture alike. */
  readonly seed: number;
  readonly z: readonly number[];
}

/** No two candidates of a sheet have embeddings closer than this. Strangers are at 0.0 in the mean; people between the same two at 0.75. */
export const CLOSEST = 0.8;

/** Kin keep this share of the chosen one; the rest is drawn anew, so that they are as varied as anybody in length. */
const KINSHIP = 0.75;

/** Around a place between two: the parents are to be seen. */
const VARIATION = 0.5;

/** Where candidates stand between two, in turn. */
const PLACES = [0.5, 0.35, 0.65];

/** Seeds tried for one place on the sheet, on average. */
const TRIES = 200;

/** From this share of them on, whoever is not too close will do. */
const PATIENCE = 0.9;

/** Along the arc, so that a mixture is as far from the middle of people as its parents. */
function between(a: readonly number[], b: readonly number[], t: number): readonly number[] {
  const mixed = a.map((value, k) => (1 - t) * value + t * b[k]!);
  const length = Math.hypot(...mixed);
  const wanted = (1 - t) * Math.hypot(...a) + t * Math.hypot(...b);
  return length === 0 ? mixed : mixed.map((value) => (value * wanted) / length);
}

function aroundOf(prior: Prior, origin: Origin, place: number): Around {
  switch (origin.kind) {
    case "anybody":
      return { centre: prior.deviation.map(() => 0), spread: 1 };
    case "like":
      return { centre: origin.z.map((value) => KINSHIP * value), spread: Math.sqrt(1 - KINSHIP ** 2) };
    case "between": {
      const middle = between(...origin.z, PLACES[place % PLACES.length]!);
      return { centre: middle.map((value) => Math.sqrt(1 - VARIATION ** 2) * value), spread: VARIATION };
    }
    default:
      return origin satisfies never;
  }
}

/**
 * @param seed of the first candidate; one that comes too near to another is passed over for the next seed
 * @param count at most; where very much is asked, there may be fewer people who differ
 * @param strangers the cosine from which two are taken for one person: anybody's sheet has nobody so close to another, where that many
 *   can be found
 */
export function castSheet(
  prior: Prior,
  origin: Origin,
  wishes: readonly Wish[],
  seed: number,
  count: number,
  strangers = CLOSEST,
): readonly Candidate[] {
  const apart = origin.kind === "anybody" ? strangers : CLOSEST;
  const kinds = origin.kind === "anybody" ? kindsOf(prior, wishes) : () => [];
  const draws = new Map<string, Draw>();
  /** The same for all who are of the same kinds. */
  const drawOf = (place: number, levels: readonly Level[]): Draw => {
    const key = [place, ...levels.map(({ name }) => name)].join();
    const also = levels.flatMap(({ values }) => Object.entries(values).map(([attribute, value]) => ({ attribute, value })));
    const draw = draws.get(key) ?? drawing(prior, aroundOf(prior, origin, place), [...wishes, ...also]);
    draws.set(key, draw);
    return draw;
  };
  const found: { readonly candidate: Candidate; readonly embedding: Float32Array }[] = [];
  for (let tried = 0; found.length < count && tried < TRIES * count; tried++) {
    const own = (seed + tried) % SEED_LIMIT;
    const z = drawOf(found.length % PLACES.length, kinds(own))(own);
    const embedding = embeddingOf(prior, z);
    const closest = tried < PATIENCE * TRIES * count ? apart : CLOSEST;
    if (found.every((other) => cosine(other.embedding, embedding) <= closest))
      found.push({ candidate: { seed: own, z }, embedding });
  }
  return found.map(({ candidate }) => candidate);
}
