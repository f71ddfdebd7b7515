/**
 * @file How what is being typed into the search field may go on: a field's name, or one of its values.
 *
 * Pure; what there is to choose from is handed in.
 */
import { NAMED_DAYS } from "./dates";
import { FIELDS, plain, type Field } from "./query";

export interface Suggestion {
  /** The whole text with the suggestion in it, and where the caret belongs then. */
  readonly text: string;
  readonly caret: number;
  /** What is put in. */
  readonly label: string;
  /** The field that is suggested, where it is one and not a value. */
  readonly field?: Field;
}

export interface Values {
  readonly personas: readonly string[];
  readonly tags: readonly string[];
  readonly packs: readonly string[];
  readonly verbs: readonly string[];
  /** Words that pictures are dressed in, the most frequent first. */
  looks(field: Field): readonly string[];
}

const MOST = 8;

/** Fields that are compared, not named. */
const COMPARED: ReadonlySet<Field> = new Set(["stars", "likeness", "steps"]);

const signOf = (field: Field): string => (COMPARED.has(field) ? ">=" : ":");

function valuesOf(field: Field, values: Values): readonly string[] {
  switch (field) {
    case "persona":
      return values.personas;
    case "tag":
      return values.tags;
    case "pack":
      return values.packs;
    case "verb":
      return values.verbs;
    case "mark":
      return ["keep", "maybe", "reject", "none"];
    case "stars":
      return ["5", "4", "3", "2", "1"];
    case "date":
      return NAMED_DAYS;
    case "seed":
    case "likeness":
    case "steps":
    case "version":
      return [];
    default:
      return values.looks(field);
  }
}

/** The word under the caret, from its beginning up to the caret. */
const UNDER = /(?:^|\s)(-?)(?:([a-z]+)(>=|<=|>|<|=|:))?("[^"]*|[^\s"]*)$/iu;

/** Nothing where the field is empty or the caret stands after a space: nobody is in the middle of something. */
export function suggest(text: string, caret: number, values: Values): readonly Suggestion[] {
  const before = text.slice(0, caret);
  const [whole, minus = "", name, sign = "", begun = ""] = UNDER.exec(before) ?? [];
  if (whole === undefined || (name === undefined && begun === "")) return [];
  const start = caret - (minus.length + (name?.length ?? 0) + sign.length + begun.length);
  const after = text.slice(caret);
  const put = (said: string, closed: boolean): Pick<Suggestion, "text" | "caret"> => {
    const gap = closed && !after.startsWith(" ") ? " " : "";
    const head = text.slice(0, start) + minus + said + gap;
    return { text: head + after, caret: head.length };
  };
  const wanted = plain(begun.replace(/^"/, ""));
  if (name === undefined)
    return FIELDS.filter((field) => field.startsWith(wanted))
      .slice(0, MOST)
      .map((field) => ({ ...put(field + signOf(field), false), label: field + signOf(field), field }));
  const field = FIELDS.find((each) => each === name.toLowerCase());
  if (!field) return [];
  const fitting = valuesOf(field, values).filter((value) => plain(value).includes(wanted) && plain(value) !== wanted);
  return fitting
    .toSorted((a, b) => Number(plain(b).startsWith(wanted)) - Number(plain(a).startsWith(wanted)))
    .slice(0, MOST)
    .map((value) => ({ ...put(`${field}${sign}${/\s/.test(value) ? `"${value}"` : value}`, true), label: value }));
}
