/**
 * @file Which pictures answer what was asked with yes.
 *
 * What is searched in is made plain once for each row, and kept once for all rows that say the same: pictures of one shoot do. A question is
 * put to each of those texts once, and to the rows only what is their own.
 */
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { layerSaid, lookWords } from "~/contracts/look-words";
import { verbOf, type Picture } from "~/contracts/records";
import type { Span } from "./dates";
import { plain, type Comparison, type NumberField, type Term } from "./query";

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

/** A day, a month or a year is over before what comes after it begins. */
function stands(is: Comparison, at: number, { from, to }: Span): boolean {
  switch (is) {
    case ">=":
      return at >= from;
    case "<=":
      return at < to;
    case ">":
      return at >= to;
    case "<":
      return at < from;
    case "=":
      return at >= from && at < to;
    default:
      return is satisfies never;
  }
}

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

/** What a picture says, without accents and capitals. */
interface Texts {
  /** The name of its look, and what that says. */
  readonly look: string;
  readonly tags: readonly string[];
  /** The look and the tags. */
  readonly all: string;
  readonly layers: Readonly<Record<LayerKind, string>>;
  readonly pack: string;
}

type Answer = (picture: Picture, texts: Texts) => boolean;

/** Asks each text once, however many rows say it. */
function ofTexts(holds: (texts: Texts) => boolean): Answer {
  const answers = new Map<Texts, boolean>();
  return (_, texts) => {
    const known = answers.get(texts);
    if (known !== undefined) return known;
    const holding = holds(texts);
    answers.set(texts, holding);
    return holding;
  };
}

/** The same of people. */
function ofNames(names: ReadonlyMap<string, string>, value: string): Answer {
  const named = new Set([...names].flatMap(([id, name]) => (name.includes(value) ? [id] : [])));
  return ({ personaId }) => named.has(personaId);
}

const isLayer = (field: string): field is LayerKind => (LAYER_KINDS as readonly string[]).includes(field);

function answerTo(term: Term, names: ReadonlyMap<string, string>): Answer {
  switch (term.field) {
    case "words": {
      const [said, named] = [ofTexts(({ all }) => all.includes(term.value)), ofNames(names, term.value)];
      return (picture, texts) => said(picture, texts) || named(picture, texts);
    }
    case "persona":
      return ofNames(names, term.value);
    case "look":
      return ofTexts(({ look }) => look.includes(term.value));
    case "tag":
      return ofTexts(({ tags }) => tags.includes(term.value));
    case "pack":
      return ofTexts(({ pack }) => pack.includes(term.value));
    case "mark":
      return ({ mark }) => (mark ?? "none") === term.value;
    case "verb":
      return (picture) => verbOf(picture) === term.value;
    case "date":
      return ({ createdAt }) => stands(term.is, createdAt, term.value);
    default: {
      if ("is" in term) {
        const { field, is, value } = term;
        return (picture) => compares(is, numberOf(picture, field), value);
      }
      const { field, value } = term;
      if (!isLayer(field)) return field satisfies never;
      return ofTexts(({ layers }) => layers[field].includes(value));
    }
  }
}

export interface Matching {
  /** Prepares rows for being searched until time is up. @returns whether all of them are */
  prepare(pictures: readonly Picture[], isUp: () => boolean): boolean;
  /** Those for which every term holds, in their order. @param names of personas by id, made plain */
  found(pictures: readonly Picture[], terms: readonly Term[], names: ReadonlyMap<string, string>): readonly Picture[];
}

/** What it keeps of pictures goes with it: it lives no longer than the screen that asks. */
export function createMatching(): Matching {
  const met = new Map<string, Texts>();
  const prepared = new WeakMap<Picture, Texts>();
  const aligned = new WeakMap<readonly Picture[], readonly Texts[]>();

  function textsOf(picture: Picture): Texts {
    const known = prepared.get(picture);
    if (known) return known;
    const { request, tags = [], look: called = "" } = picture;
    const layers = LAYER_KINDS.map((kind) => [kind, layerSaid(request, kind)] as const);
    const key = JSON.stringify([request.pack.id, called, request.prompt, tags, layers]);
    let texts = met.get(key);
    if (!texts) {
      const [look, plainTags] = [plain(`${called} ${lookWords(request)}`), tags.map(plain)];
      texts = {
        look,
        tags: plainTags,
        all: plainTags.length === 0 ? look : `${look} ${plainTags.join(" ")}`,
        layers: Object.fromEntries(layers.map(([kind, said]) => [kind, plain(said)])) as Record<LayerKind, string>,
        pack: plain(request.pack.id),
      };
      met.set(key, texts);
    }
    prepared.set(picture, texts);
    return texts;
  }

  /** What each row of a list says, in its order. */
  function textsOfAll(pictures: readonly Picture[]): readonly Texts[] {
    const known = aligned.get(pictures) ?? pictures.map(textsOf);
    aligned.set(pictures, known);
    return known;
  }

  return {
    prepare(pictures, isUp) {
      for (const picture of pictures) {
        if (prepared.has(picture)) continue;
        if (isUp()) return false;
        textsOf(picture);
      }
      textsOfAll(pictures);
      return true;
    },
    found(pictures, terms, names) {
      if (terms.length === 0) return pictures;
      const texts = textsOfAll(pictures);
      const asked = terms.map((term) => ({ holds: answerTo(term, names), not: term.not }));
      return pictures.filter((picture, i) => asked.every(({ holds, not }) => holds(picture, texts[i]!) !== not));
    },
  };
}
