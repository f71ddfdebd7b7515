/**
 * @file What somebody wants changed, said in a sentence: which layers it speaks of, and what those say afterwards.
 *
 * It knows the words that the layers' templates use and a few plain ones besides; what speaks of none of them, or of several, is asked about.
 */
import type { LayerKind } from "~/contracts/layers";
import { SPOKEN, tokens } from "~/contracts/spoken";
import { LAYERS } from "../layers/layers";

/** The longest first, so that dark brown is not brown. */
const coloursOf = (kind: LayerKind): readonly string[] =>
  (LAYERS[kind].facets.find(({ id }) => id === "colour")?.options ?? [])
    .map(({ words }) => words)
    .toSorted((a, b) => b.length - a.length);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** The layer's words in another colour; undefined where the sentence asks for something else than a colour. */
function recoloured(kind: LayerKind, text: string, now: string): string | undefined {
  const colours = coloursOf(kind);
  const asked = colours.find((colour) =>
    new RegExp(`^(?:make|turn|colou?r|dye|paint|change)\\b.*\\b${escaped(colour)}$`, "iu").test(text),
  );
  if (asked === undefined || now === "") return undefined;
  const before = colours.find((colour) => new RegExp(`\\b${escaped(colour)}\\b`, "iu").test(now));
  if (before !== undefined) return now.replace(new RegExp(`\\b${escaped(before)}\\b`, "iu"), asked);
  const named = SPOKEN[kind]?.find((word) => tokens(text).includes(word) && tokens(now).includes(word));
  return named === undefined ? undefined : now.replace(new RegExp(`\\b${escaped(named)}\\b`, "iu"), `${asked} ${named}`);
}

/** What comes before the thing itself. */
const ASKING =
  /^(?:please\s+)?(?:(?:make|turn|change|replace|swap|put|give|let|set|use|try)\b\s*)?(?:(?:them|the person|her|him|the|their|his|it)\b\s*)?(?:(?:hair|hairstyle|outfit|clothes|clothing|background|scene|light|lighting|expression)\b\s*(?:to|into|with|for|be)\s+)?(?:to be\s+|be\s+)?/iu;

/** @param now the layer's words before @returns its words afterwards */
export function wordsAfter(kind: LayerKind, text: string, now: string): string {
  const plain = text.trim().replace(/[.!?]+$/u, "");
  const colour = recoloured(kind, plain, now);
  if (colour !== undefined) return colour;
  const thing = plain.replace(ASKING, "").trim() || plain;
  if (kind === "outfit" && !/^(?:wearing|dressed|with)\b/iu.test(thing)) return `wearing ${thing.replace(/^wear\s+/iu, "")}`;
  if (kind === "scene" && !/^(?:in|at|on|by|under|outside|behind)\b/iu.test(thing)) return `in ${thing}`;
  return thing;
}
