/**
 * @file Files of looks and recipes are read piece by piece: what is wrong is named with its place, and nothing but known fields is taken over.
 */
import { Failure } from "./failure.ts";
import { LAYER_KINDS, MAX_STRENGTH, type LayerChoice, type LayerKind } from "./layers.ts";
import { MAX_LOOK_NAME } from "./looks.ts";
import { MAX_PROMPT_CHARACTERS } from "./request.ts";

/** Two hundred looks of six layers in the longest words are half of it. */
const MAX_CHARACTERS = 1_000_000;

type Fields = Readonly<Record<string, unknown>>;

/** Refuses in the name of one file. */
export const refusing =
  (name: string) =>
  (field: string, reason: string): never => {
    throw new Failure("looks-invalid", { name, field, reason });
  };

export type Refuse = ReturnType<typeof refusing>;

export const fields = (value: unknown, field: string, refuse: Refuse): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : refuse(field, "is not an object");

/** Control characters, and marks that turn text around, have no place in words on a screen. */
export function text(value: unknown, field: string, longest: number, refuse: Refuse): string {
  if (typeof value !== "string") return refuse(field, "is not text");
  const clean = value
    .normalize("NFC")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  return clean.length > longest ? refuse(field, `is longer than ${longest} characters`) : clean;
}

export function named(value: unknown, field: string, refuse: Refuse): string {
  const name = text(value, field, MAX_LOOK_NAME, refuse);
  return name === "" ? refuse(field, "is empty") : name;
}

export function layersOf(value: unknown, at: string, refuse: Refuse): readonly LayerChoice[] {
  const given = fields(value, `${at}.layers`, refuse);
  const unknown = Object.keys(given).find((kind) => !(LAYER_KINDS as readonly string[]).includes(kind));
  if (unknown !== undefined) refuse(`${at}.layers`, `has a layer that is not known here, “${unknown.slice(0, 40)}”`);
  const kinds = LAYER_KINDS.filter((kind) => Object.hasOwn(given, kind));
  return kinds.map((kind: LayerKind) => {
    const { words, strength = 1 } = fields(given[kind], `${at}.layers.${kind}`, refuse);
    if (typeof strength !== "number" || !(strength >= 0 && strength <= MAX_STRENGTH))
      return refuse(`${at}.layers.${kind}.strength`, `is not a number from 0 to ${MAX_STRENGTH}`);
    return { kind, words: text(words, `${at}.layers.${kind}.words`, MAX_PROMPT_CHARACTERS, refuse), strength };
  });
}

export function readJson(content: string, refuse: Refuse): Fields {
  if (content.length > MAX_CHARACTERS) refuse("file", "is larger than any file of looks");
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    refuse("file", "is not JSON");
  }
  return fields(value, "file", refuse);
}

/** What `layersOf` reads. */
export const writtenLayers = (layers: readonly LayerChoice[]): Fields =>
  Object.fromEntries(layers.map(({ kind, words, strength }) => [kind, { words, strength }]));
