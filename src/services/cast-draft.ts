/**
 * @file What is kept of casting: what was asked, and the sheets as seeds and coordinates, never as pictures.
 *
 * It comes back out of storage, where an older version may have written it: what does not read as a draft is none.
 */
import type { Candidate } from "~/engine/casting/sheet";
import type { Choices } from "~/engine/casting/wishes";

export interface SheetCandidate extends Candidate {
  readonly id: string;
}

export interface CastSheet {
  /** What was asked, in words that are drawn too. */
  readonly said: string;
  readonly candidates: readonly SheetCandidate[];
}

export interface Cast {
  readonly words: string;
  readonly choices: Choices;
  /** Controls that are held. */
  readonly locks: readonly string[];
  readonly sheets: readonly CastSheet[];
  /** The sheet in view; -1 before the first. */
  readonly at: number;
  /** Ids of candidates of the sheet in view. */
  readonly chosen: readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const areStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

const isCandidate = (value: unknown, coordinates: number): value is SheetCandidate =>
  isObject(value) &&
  typeof value["id"] === "string" &&
  Number.isInteger(value["seed"]) &&
  Array.isArray(value["z"]) &&
  value["z"].length === coordinates &&
  value["z"].every(Number.isFinite);

const isSheet = (value: unknown, coordinates: number): value is CastSheet =>
  isObject(value) &&
  typeof value["said"] === "string" &&
  Array.isArray(value["candidates"]) &&
  value["candidates"].every((each) => isCandidate(each, coordinates));

/** @param coordinates of a candidate, in the prior that is installed now */
export function parseCast(value: unknown, coordinates: number): Cast | undefined {
  if (!isObject(value)) return undefined;
  const { words, choices, locks, sheets, at, chosen } = value;
  const fits =
    typeof words === "string" &&
    isObject(choices) &&
    areStrings(Object.values(choices)) &&
    areStrings(locks) &&
    Array.isArray(sheets) &&
    sheets.every((sheet) => isSheet(sheet, coordinates)) &&
    Number.isInteger(at) &&
    (at as number) < sheets.length &&
    areStrings(chosen);
  return fits ? (value as unknown as Cast) : undefined;
}
