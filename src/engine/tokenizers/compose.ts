/**
 * @file From a person's words and six layers to token ids, remembering which tokens are whose.
 *
 * Words that the vocabulary lacks are left out and named; words that do not fit are cut from the end of the person's own
 * words first, because those are the only part of unbounded length. It knows no file format of tokenizers.
 */
import type { LayerChoice, LayerKind } from "~/contracts/layers.ts";
import { LAYER_KINDS } from "~/contracts/layers.ts";

export interface Vocabulary {
  /** Ids of the text's tokens, without begin and end. */
  readonly encode: (text: string) => readonly number[];
  readonly pad: number;
  readonly unknown: number;
  readonly begin: number;
  readonly end: number;
  /** Tokens the text encoder reads, begin and end included. */
  readonly length: number;
}

export type SegmentName = "person" | "words" | LayerKind;

/** Tokens [from, to) of the prompt, and how strongly they speak. */
export interface TokenRange {
  readonly segment: SegmentName;
  readonly from: number;
  readonly to: number;
  readonly strength: number;
}

export interface Prompt {
  readonly ids: BigInt64Array;
  readonly ranges: readonly TokenRange[];
  /** How many tokens did not fit. */
  readonly cut: number;
}

interface Segment {
  readonly name: SegmentName;
  readonly tokens: readonly number[];
  readonly strength: number;
}

/** Letters, digits and what may join them; everything else separates words. */
const WORD = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu;

/** Words of `text` that the vocabulary lacks, in order, each once. */
export function unknownWords(vocabulary: Vocabulary, text: string): readonly string[] {
  const words = text.match(WORD) ?? [];
  return [...new Set(words.filter((word) => vocabulary.encode(word).includes(vocabulary.unknown)))];
}

function segmentsOf(vocabulary: Vocabulary, person: string, words: string, layers: readonly LayerChoice[]): readonly Segment[] {
  const segment = (name: SegmentName, text: string, strength: number): Segment => ({
    name,
    tokens: vocabulary.encode(text).filter((id) => id !== vocabulary.unknown),
    strength,
  });
  const chosen = LAYER_KINDS.flatMap((kind) => layers.filter((layer) => layer.kind === kind));
  const comma = vocabulary.encode(",").filter((id) => id !== vocabulary.unknown);
  return [
    segment("person", person, 1),
    segment("words", words, 1),
    ...chosen.map(({ kind, words: text, strength }) => segment(kind, text, strength)),
  ]
    .filter(({ tokens, strength }) => tokens.length > 0 && strength > 0)
    .map((each, i) => (i === 0 ? each : { ...each, tokens: [...comma, ...each.tokens] }));
}

/** Segments shortened from their ends until their sum fits: the own words first, then the layers from the last. */
function fit(segments: readonly Segment[], room: number): readonly Segment[] {
  let excess = segments.reduce((sum, { tokens }) => sum + tokens.length, 0) - room;
  const order = [...segments].sort(
    (a, b) => Number(b.name === "words") - Number(a.name === "words") || segments.indexOf(b) - segments.indexOf(a),
  );
  const kept = new Map<Segment, number>();
  for (const segment of order) {
    const cut = Math.min(Math.max(0, excess), segment.tokens.length);
    kept.set(segment, segment.tokens.length - cut);
    excess -= cut;
  }
  return segments.map((segment) => ({ ...segment, tokens: segment.tokens.slice(0, kept.get(segment)) }));
}

/**
 * @param person what the pack's captions call somebody whose identity tensors are given; stands for the trigger word
 * @param words  the person's own
 */
export function composePrompt(vocabulary: Vocabulary, person: string, words: string, layers: readonly LayerChoice[]): Prompt {
  const all = segmentsOf(vocabulary, person, words, layers);
  const segments = fit(all, vocabulary.length - 2);
  const count = (list: readonly Segment[]): number => list.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const ids = [vocabulary.begin];
  const ranges: TokenRange[] = [];
  for (const { name, tokens, strength } of segments) {
    if (tokens.length === 0) continue;
    ranges.push({ segment: name, from: ids.length, to: ids.length + tokens.length, strength });
    ids.push(...tokens);
  }
  ids.push(vocabulary.end);
  const padded = new BigInt64Array(vocabulary.length).fill(BigInt(vocabulary.pad));
  ids.forEach((id, i) => (padded[i] = BigInt(id)));
  return { ids: padded, ranges, cut: count(all) - count(segments) };
}

/** The prompt that says nothing, which guidance moves away from. */
export const emptyPrompt = (vocabulary: Vocabulary): Prompt => composePrompt(vocabulary, "", "", []);
