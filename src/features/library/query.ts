/**
 * @file What is typed into the search field, as a question that a picture answers with yes or no.
 *
 *     persona:mara tag:spring stars>=4 mark:keep seed:123 -blazer "window light" library
 *
 * Every term must hold. A field that nobody knows is read as words, so nothing that is typed is an error.
 */
import { lookWords } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";

const NUMBERS = ["stars", "seed", "likeness", "steps", "version"] as const;
type NumberField = (typeof NUMBERS)[number];
type Comparison = ">=" | "<=" | ">" | "<" | "=";

export type Term =
  | { readonly field: "words" | "persona" | "tag" | "mark"; readonly value: string; readonly not: boolean }
  | { readonly field: NumberField; readonly is: Comparison; readonly value: number; readonly not: boolean };

/** Lower case, without accents: "Café" is found by "cafe". */
const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();

/** A field with its comparison, or nothing; then what is quoted, or everything up to the next space. */
const TERM = /(-?)(?:([a-z]+)(>=|<=|>|<|=|:))?(?:"([^"]*)"?|(\S+))/giu;

const isNumberField = (name: string): name is NumberField => (NUMBERS as readonly string[]).includes(name);

/** Synonyms of a mark, as somebody may say them. */
const MARKS: Readonly<Record<string, string>> = {
  keep: "keep",
  kept: "keep",
  maybe: "maybe",
  reject: "reject",
  rejected: "reject",
  none: "none",
};

function term(not: boolean, field: string, is: string, value: string, whole: string): Term {
  if (isNumberField(field) && value !== "" && Number.isFinite(Number(value)))
    return { field, is: is === ":" ? "=" : (is as Comparison), value: Number(value), not };
  if ((field === "persona" || field === "tag") && value !== "") return { field, value: plain(value), not };
  const mark = field === "mark" || field === "is" ? MARKS[plain(value)] : undefined;
  return mark === undefined ? { field: "words", value: plain(whole), not } : { field: "mark", value: mark, not };
}

export const parseQuery = (text: string): readonly Term[] =>
  [...text.matchAll(TERM)].flatMap(([whole, minus = "", field = "", is = "", quoted, bare = ""]) => {
    const value = quoted ?? bare;
    const said = field === "" ? value : whole.slice(minus.length).replaceAll('"', "");
    return plain(said) === "" ? [] : [term(minus === "-", field.toLowerCase(), is, value, said)];
  });

const compares = (is: Comparison, left: number, right: number): boolean => {
  switch (is) {
    case ">=":
      return left >= right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case "<":
      return left < right;
    case "=":
      return left === right;
    default:
      return is satisfies never;
  }
};

const numberOf = (picture: Picture, field: NumberField): number => {
  switch (field) {
    case "stars":
      return picture.stars ?? 0;
    case "seed":
      return picture.seed;
    case "likeness":
      return picture.likeness ?? 0;
    case "steps":
      return picture.request.steps;
    case "version":
      return picture.request.model.version;
    default:
      return field satisfies never;
  }
};

function holds(term: Term, picture: Picture, personaName: string): boolean {
  switch (term.field) {
    case "words":
      return plain([personaName, lookWords(picture.request), ...(picture.tags ?? [])].join(" ")).includes(term.value);
    case "persona":
      return plain(personaName).includes(term.value);
    case "tag":
      return (picture.tags ?? []).some((tag) => plain(tag) === term.value);
    case "mark":
      return (picture.mark ?? "none") === term.value;
    default:
      return compares(term.is, numberOf(picture, term.field), term.value);
  }
}

export const matches = (terms: readonly Term[], picture: Picture, personaName: string): boolean =>
  terms.every((term) => holds(term, picture, personaName) !== term.not);
