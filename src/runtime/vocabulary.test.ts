import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import { composePrompt, emptyPrompt, unknownWords } from "~/engine/tokenizers/compose.ts";
import { vocabularyFrom } from "./vocabulary.ts";

interface TokenizerFile {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

const pack = parseManifest(read("models-manifest.json")).packs[0]!;
const file = read(`public/${pack.base}${pack.tokenizer.file}`) as TokenizerFile;
const settings = read(`public/${pack.base}${pack.tokenizer.config}`) as Readonly<Record<string, unknown>>;
const vocabulary = vocabularyFrom(pack, { ...file }, settings);
const idOf = (token: string): number => file.model.vocab[token]!;

test("splits and lowers as the tokenizers library does", () => {
  const { cases } = read("tests/golden/tokenizer.json") as { cases: readonly { text: string; tokens: readonly string[] }[] };
  expect(cases.length).toBeGreaterThan(5);
  for (const { text, tokens } of cases) expect(vocabulary.encode(text), text).toEqual(tokens.map(idOf));
});

test("the empty prompt is what the denoiser was trained to be guided away from", () => {
  const { ids } = emptyPrompt(vocabulary);
  expect(ids).toHaveLength(64);
  expect([...ids.subarray(0, 3)].map(Number)).toEqual([idOf("<bos>"), idOf("<eos>"), idOf("<pad>")]);
});

test("every word that stands for the person is in the vocabulary, and layers are joined by commas", () => {
  expect(unknownWords(vocabulary, pack.tokenizer.person ?? "")).toEqual([]);
  const { ids } = composePrompt(vocabulary, "a portrait of someone", "", [{ kind: "scene", words: "in a library", strength: 1 }]);
  const said = ["<bos>", "a", "portrait", "of", "someone", ",", "in", "a", "library", "<eos>"];
  expect([...ids.subarray(0, said.length)].map(Number)).toEqual(said.map(idOf));
});
