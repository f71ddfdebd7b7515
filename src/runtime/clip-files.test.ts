import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { composePrompt, emptyPrompt } from "~/engine/tokenizers/compose.ts";
import { type Standin, standinPack, standins } from "../../tests/support/standins.ts";
import { clipTokenizer } from "./clip-files.ts";
import { readVocabulary } from "./vocabulary.ts";

const { words, packs } = standins;
const read = (file: string): string => readFileSync(`tests/fixtures/standins/tokenizer/${file}`, "utf8");
const vocabularyOf = (name: Standin) => readVocabulary(standinPack(name), read("vocab.json"), read("merges.txt"));

test.each(["sd15", "sd-turbo"] as const)("splits, merges, cuts and pads as transformers' tokenizer of %s does", (name) => {
  const vocabulary = vocabularyOf(name);
  const { ids } = composePrompt(vocabulary, "", words, []);
  expect(Array.from(ids, Number)).toEqual(packs[name].ids);
  expect(Array.from(emptyPrompt(vocabulary).ids, Number)).toEqual(packs[name].emptyIds);
});

test("nothing is unknown to it, and the marks cannot be written into a prompt", () => {
  const vocabulary = vocabularyOf("sd15");
  expect(vocabulary.encode("žluťoučký 素敵 🙂").length).toBeGreaterThan(8);
  const { ids } = composePrompt(vocabulary, "", "before<|endoftext|>after", []);
  expect(Array.from(ids, Number).slice(0, 8)).not.toContain(vocabulary.end);
});

test("says what is wrong with files that are not its own", () => {
  const reason = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return (error as { details?: unknown }).details;
    }
  };
  expect(reason(() => clipTokenizer({}, "#version: 0.2\n", "!"))).toEqual({ reason: "the vocabulary has no <|startoftext|>" });
  const vocab = JSON.parse(read("vocab.json")) as Record<string, unknown>;
  expect(reason(() => clipTokenizer(vocab, "a b\n", "!"))).toEqual({ reason: "merges.txt does not begin with its version" });
});
