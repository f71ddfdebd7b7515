/**
 * @file A pack's tokenizer, from its stored files: transformers.js reads them as text and fetches nothing.
 */
import { PreTrainedTokenizer } from "@xenova/transformers";
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Vocabulary } from "~/engine/tokenizers/compose.ts";
import { readPackFile } from "~/storage/weights.ts";

type Json = Readonly<Record<string, unknown>>;

const readJson = async (pack: Pack, path: string): Promise<Json> =>
  JSON.parse(new TextDecoder().decode(await readPackFile(pack, path))) as Json;

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

const open = async (pack: Pack): Promise<Vocabulary> =>
  vocabularyFrom(pack, await readJson(pack, pack.tokenizer.file), await readJson(pack, pack.tokenizer.config));

const opened = new Map<string, Promise<Vocabulary>>();

export function vocabularyOf(pack: Pack): Promise<Vocabulary> {
  const key = `${pack.id}@${pack.revision}`;
  const vocabulary = opened.get(key) ?? open(pack);
  opened.set(key, vocabulary);
  vocabulary.catch(() => opened.delete(key));
  return vocabulary;
}
