/**
 * @file Invented people: are 200 of them all somebody else, is none of them a copy of anybody the prior was fitted to, and are they as
 * varied as those.
 *
 * Everybody resembles somebody of thousands, so that a copy is told by strangers: by how near people of the evaluation set, whom no
 * model has seen, come to those who were learnt from.
 */
import { readAttribute, embeddingOf, type Prior } from "~/engine/casting/prior.ts";
import { castSheet } from "~/engine/casting/sheet.ts";
import { aggregate, cosine } from "~/engine/faces/embedding.ts";
import { mean } from "../../scripts/eval/metrics.mjs";
import { spreadOf } from "../../scripts/eval/spread.mjs";
import type { People } from "./pictures.ts";

const COUNT = 200;
const SEED = 20_000;

/** Coordinates of an embedding in the prior: the inverse of `embeddingOf`, but for what is in none of its directions. */
export const coordinatesOf = ({ mean: middle, deviation, directions }: Prior, embedding: ArrayLike<number>): readonly number[] =>
  directions.map(
    (direction, k) => direction.reduce((sum, value, i) => sum + value * (embedding[i]! - middle[i]!), 0) / deviation[k]!,
  );

const nearestOf = (one: ArrayLike<number>, others: readonly ArrayLike<number>[]): number =>
  others.reduce((most, other) => Math.max(most, cosine(one, other)), -1);

const nearness = (nearest: readonly number[]): { readonly mean: number; readonly most: number } => ({
  mean: mean(nearest),
  most: Math.max(...nearest),
});

/** @param samePerson the cosine from which two pictures are taken for one person's @param trained unit vectors; null where unknown */
export function measureInvented(prior: Prior, samePerson: number, people: People, trained: readonly Float32Array[] | null) {
  const invented = castSheet(prior, { kind: "anybody" }, [], SEED, COUNT, samePerson);
  const embeddings = invented.map(({ z }) => embeddingOf(prior, z));
  const between = embeddings.map((one, i) => nearestOf(one, embeddings.slice(i + 1))).slice(0, -1);
  const distinct = { people: invented.length, closest: Math.max(...between), samePerson };
  if (trained === null) return { ...distinct, copies: null, nearest: null, strangers: null, spread: null };

  const nearest = embeddings.map((one) => nearestOf(one, trained));
  const strangers = nearness([...people.vectors.values()].map((own) => nearestOf(aggregate(own), trained)));
  const learnt = trained.map((embedding) => coordinatesOf(prior, embedding));
  const spread = Object.keys(prior.readings).map((name) => {
    const read = (all: readonly (readonly number[])[]): readonly number[] => all.map((z) => readAttribute(prior, name, z));
    return [name, spreadOf(read(embeddings.map((embedding) => coordinatesOf(prior, embedding))), read(learnt))] as const;
  });
  return {
    ...distinct,
    copies: nearest.filter((one) => one > strangers.most).length,
    nearest: nearness(nearest),
    strangers,
    spread: Object.fromEntries(spread),
  };
}
