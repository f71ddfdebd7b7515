/**
 * @file A pack's tokenizer, from its stored files: transformers.js reads them as text and fetches nothing.
 */
import { PreTrainedTokenizer } from "@xenova/transformers";
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Vocabulary } from "~/engine/tokenizers/compose.ts";
import { readPackFile } from "~/storage/weights.ts";
import { clipTokenizer } from "./clip-files.ts";

type Json = Readonly<Record<string, unknown>>;

const readText = async (pack: Pack, path: string): Promise<string> => new TextDecoder().decode(await readPackFile(pack, path));

const json = (text: string): Json => JSON.parse(text) as Json;

/** @param tokenizer contents of tokenizer.json @param settings contents of tokenizer_config.json */
export function vocabularyFrom(pack: Pack, tokenizer: Json, settings: Json): Vocabulary {
  const { length, unknown } = pack.tokenizer;
  const reader = new PreTrainedTokenizer(tokenizer, settings);
  const encode = (text: string): readonly number[] => reader.encode(text, { add_special_tokens: false });
  const special = (token: unknown): number => {
    const [id, ...more] = typeof token === "string" ? encode(token) : [];
    if (id === undefined || more.length > 0)
      throw new Failure("manifest-invalid", { reason: `${pack.id}: ${String(token)} is not one token` });
    return id;
  };
  return {
    encode,
    pad: special(settings["pad_token"]),
    unknown: special(unknown),
    begin: special(settings["bos_token"]),
    end: special(settings["eos_token"]),
    length,
  };
}

/** @param file contents of the pack's tokenizer file @param config of its other one */
export function readVocabulary(pack: Pack, file: string, config: string): Vocabulary {
  const { clip } = pack.tokenizer;
  if (!clip) return vocabularyFrom(pack, json(file), json(config));
  const { tokenizer, settings } = clipTokenizer(json(file), config, clip.pad);
  return vocabularyFrom(pack, tokenizer, settings);
}

const open = async (pack: Pack): Promise<Vocabulary> =>
  readVocabulary(pack, await readText(pack, pack.tokenizer.file), await readText(pack, pack.tokenizer.config));

const opened = new Map<string, Promise<Vocabulary>>();

export function vocabularyOf(pack: Pack): Promise<Vocabulary> {
  const key = `${pack.id}@${pack.revision}`;
  const vocabulary = opened.get(key) ?? open(pack);
  opened.set(key, vocabulary);
  vocabulary.catch(() => opened.delete(key));
  return vocabulary;
}
