/**
 * @file Who the people of the evaluation set are, as toolkit/atelier/evaluation_people.py wrote it, and the bands they are counted in.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { normalised } from "~/engine/faces/embedding.ts";
import type { Lab } from "../../scripts/eval/colour.mjs";
import type { Case } from "./set.ts";

export interface NeutralCase extends Case {
  /** Median colour of the skin in a drawing of the same person in the same look. */
  readonly skin: Lab;
}

export interface PeopleFile {
  readonly attributes: readonly string[];
  /** Values of the attributes, by person. */
  readonly people: readonly (readonly number[])[];
  /** Of each whole portrait of the set. */
  readonly pictures: readonly { readonly person: number; readonly hair: number }[];
  readonly more: readonly Case[];
  readonly neutral: readonly NeutralCase[];
  readonly trained: { readonly people: number; readonly length: number; readonly embedder: string };
}

const here = (name: string): URL => new URL(`../../tests/eval/${name}`, import.meta.url);

export const readPeople = (): PeopleFile => JSON.parse(readFileSync(here("people.json"), "utf8")) as PeopleFile;

/**
 * Those whom the models learnt from.
 *
 * @param embedder the graph's file: embeddings of another one say nothing
 * @returns unit vectors; null where another embedder made them
 */
export function trainedPeople({ trained }: PeopleFile, embedder: Uint8Array): readonly Float32Array[] | null {
  const { people, length } = trained;
  if (createHash("sha256").update(embedder).digest("hex") !== trained.embedder) return null;
  const values = new Int8Array(readFileSync(here("trained.bin")));
  return Array.from({ length: people }, (_, person) => normalised(values.subarray(person * length, (person + 1) * length)));
}

const SKIN = ["very light", "light", "medium", "dark", "very dark"] as const;
/** Those of the captions. */
const AGE = ["young adult", "adult", "middle-aged", "older"] as const;

/** By class, in the order of the vocabulary. */
const TEXTURES: readonly (readonly [texture: string, styles: readonly string[]])[] = [
  [
    "straight",
    [
      "straight long",
      "straight shoulder-length",
      "bob",
      "pixie cut",
      "fringe bob",
      "bun",
      "ponytail",
      "side part",
      "slicked back",
    ],
  ],
  ["wavy", ["wavy long", "wavy shoulder-length"]],
  ["curly", ["curly long", "curly short"]],
  ["coily, braids or locs", ["afro", "short coils", "box braids", "two braids", "locs"]],
  ["shaved or bald", ["buzz cut", "bald"]],
];

export const textureOf = (style: string): string => {
  const found = TEXTURES.find(([, styles]) => styles.includes(style));
  if (!found) throw new RangeError(`${style} is of no texture`);
  return found[0];
};

const ORDER: readonly string[] = [...SKIN, ...AGE, ...TEXTURES.map(([texture]) => texture)];

/** Bands as they are read, from one end to the other. */
export const inOrder = <Value>(bands: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(bands).toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));

/** Equal parts of what people vary over. */
const bandOf = (names: readonly string[], share: number): string =>
  names[Math.min(names.length - 1, Math.floor(share * names.length))]!;

export interface Bands {
  ofPerson(person: number): { readonly skin: string; readonly age: string };
  attribute(person: number, name: string): number;
}

export function bandsOfPeople({ attributes, people }: PeopleFile): Bands {
  const attribute = (person: number, name: string): number => people[person]![attributes.indexOf(name)]!;
  return {
    attribute,
    ofPerson: (person) => ({ skin: bandOf(SKIN, attribute(person, "skin_tone")), age: bandOf(AGE, attribute(person, "age")) }),
  };
}
