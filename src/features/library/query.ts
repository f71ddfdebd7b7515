/**
 * @file What is typed into the search field, read as terms. It knows no pictures: matching.ts asks them.
 *
 *     persona:mara look:blazer hair:"short bob" tag:spring stars>=4 mark:keep date>=2026-05 pack:atelier -beach "window light" library
 *
 * Every term must hold. Nothing that is typed is an error: what cannot be read as a field is looked for as words, and said.
 */
import { LAYER_KINDS } from "~/contracts/layers";
import { spanOf, type Span } from "./dates";

const NUMBERS = ["stars", "seed", "likeness", "steps", "version"] as const;
const TEXTS = ["persona", "look", "tag", "pack", "verb", ...LAYER_KINDS] as const;

export type NumberField = (typeof NUMBERS)[number];
type TextField = (typeof TEXTS)[number];
export type Field = NumberField | TextField | "mark" | "date";
export type Comparison = ">=" | "<=" | ">" | "<" | "=";

export const FIELDS: readonly Field[] = [
  "persona",
  "look",
  ...LAYER_KINDS,
  "mark",
  "stars",
  "tag",
  "date",
  "pack",
  "verb",
  ...NUMBERS.slice(1),
];

export type Term =
  | { readonly field: "words" | TextField | "mark"; readonly value: string; readonly not: boolean }
  | { readonly field: NumberField; readonly is: Comparison; readonly value: number; readonly not: boolean }
  | { readonly field: "date"; readonly is: Comparison; readonly value: Span; readonly not: boolean };

/** What was typed like a field and could not be read as one. */
export type Misread =
  | { readonly kind: "field"; readonly typed: string; readonly read: Field | null }
  | { readonly kind: "value"; readonly field: Field; readonly typed: string };

export interface Query {
  readonly terms: readonly Term[];
  readonly misread: readonly Misread[];
}

/** Lower case, without accents: "Café" is found by "cafe". */
export function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- most words need no more than this, and there are many
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase().trim();
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

/** A field with its comparison, or nothing; then what is quoted, or everything up to the next space. */
const TERM = /(-?)(?:([a-z]+)(>=|<=|>|<|=|:))?(?:"([^"]*)"?|(\S+))/giu;

/** Other names that people give to a field. */
const ALIASES: Readonly<Record<string, Field>> = {
  who: "persona",
  person: "persona",
  name: "persona",
  style: "look",
  words: "look",
  prompt: "look",
  wearing: "outfit",
  clothes: "outfit",
  place: "scene",
  background: "scene",
  tags: "tag",
  rating: "stars",
  star: "stars",
  is: "mark",
  model: "version",
  made: "verb",
  day: "date",
  drawn: "date",
};

/** Synonyms of a mark, as somebody may say them. */
const MARKS: Readonly<Record<string, string>> = {
  keep: "keep",
  kept: "keep",
  maybe: "maybe",
  reject: "reject",
  rejected: "reject",
  none: "none",
};

const isNumber = (field: Field): field is NumberField => (NUMBERS as readonly string[]).includes(field);

/** Letters that have to be changed, left out, put in or swapped with the next. */
function distance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const swap = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      const other = rows[i - 1]![j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      row.push(Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, other, swap));
    }
    rows.push(row);
  }
  return rows[from.length]![to.length]!;
}

/** The field that was meant: by its name, another name for it, or one letter beside it. */
function fieldOf(typed: string): { readonly field: Field | null; readonly exact: boolean } {
  const named = FIELDS.find((field) => field === typed) ?? ALIASES[typed];
  if (named) return { field: named, exact: true };
  const near = typed.length < 4 ? undefined : FIELDS.find((field) => distance(typed, field) === 1);
  return { field: near ?? null, exact: false };
}

function termOf(field: Field, is: Comparison, value: string, not: boolean, now: number): Term | undefined {
  if (value === "") return undefined;
  if (isNumber(field)) return Number.isFinite(Number(value)) ? { field, is, value: Number(value), not } : undefined;
  if (field === "date") {
    const span = spanOf(value, now);
    return span && { field, is, value: span, not };
  }
  if (field === "mark") {
    const mark = MARKS[plain(value)];
    return mark === undefined ? undefined : { field, value: mark, not };
  }
  return { field, value: plain(value), not };
}

/** @param now for days that are named by where they stand: today, last week */
export function parseQuery(text: string, now: number): Query {
  const terms: Term[] = [];
  const misread: Misread[] = [];
  for (const [, minus = "", name = "", sign = "", quoted, bare = ""] of text.matchAll(TERM)) {
    const value = quoted ?? bare;
    const not = minus === "-";
    const words = (): void => {
      if (plain(value) !== "") terms.push({ field: "words", value: plain(value), not });
    };
    const typed = name.toLowerCase();
    if (typed === "") words();
    else if (typed === "after" || typed === "before") {
      const term = termOf("date", typed === "after" ? ">" : "<", value, not, now);
      if (term) terms.push(term);
      else if (value !== "") misread.push({ kind: "value", field: "date", typed: value });
    } else {
      const { field, exact } = fieldOf(typed);
      if (!exact) misread.push({ kind: "field", typed, read: field });
      const term = field && termOf(field, sign === ":" ? "=" : (sign as Comparison), value, not, now);
      if (term) terms.push(term);
      else {
        if (field && value !== "") misread.push({ kind: "value", field, typed: value });
        words();
      }
    }
  }
  return { terms, misread };
}
