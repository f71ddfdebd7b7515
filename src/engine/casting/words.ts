/**
 * @file A person in free words, as levels of the controls: the longest phrase that means something wins, what means nothing is named.
 */
import type { Prior } from "./prior.ts";
import type { Choices } from "./wishes.ts";

const tokens = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll("’", "'")
    .match(/[\p{L}\p{N}']+/gu) ?? [];

/** null for words that say nothing by themselves. */
type Meaning = { readonly control: string; readonly level: string } | null;

export interface Understood {
  readonly choices: Choices;
  /** As written, each once. */
  readonly unknown: readonly string[];
}

function dictionary({ controls, glue }: Prior): { readonly phrases: ReadonlyMap<string, Meaning>; readonly longest: number } {
  const phrases = new Map<string, Meaning>();
  let longest = 1;
  const learn = (words: string, meaning: Meaning): void => {
    const phrase = tokens(words);
    longest = Math.max(longest, phrase.length);
    const key = phrase.join(" ");
    // Two levels may share a phrase; the first means it.
    if (!phrases.has(key)) phrases.set(key, meaning);
  };
  for (const control of controls)
    for (const level of control.levels)
      for (const words of level.words) learn(words, { control: control.name, level: level.name });
  for (const words of glue) learn(words, null);
  return { phrases, longest };
}

/** What is said later about the same thing holds. */
export function understand(prior: Prior, text: string): Understood {
  const { phrases, longest } = dictionary(prior);
  const words = tokens(text);
  const choices: Record<string, string> = {};
  const unknown: string[] = [];
  for (let at = 0; at < words.length;) {
    let length = Math.min(longest, words.length - at);
    let meaning = phrases.get(words.slice(at, at + length).join(" "));
    while (meaning === undefined && length > 1) meaning = phrases.get(words.slice(at, at + --length).join(" "));
    if (meaning) choices[meaning.control] = meaning.level;
    else if (meaning === undefined) unknown.push(words[at]!);
    at += length;
  }
  return { choices, unknown: [...new Set(unknown)] };
}
