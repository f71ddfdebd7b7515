/**
 * @file A pack's tokenizer, from its stored files: transformers.js reads them as text and fetches nothing.
 */
import { PreTrainedTokenizer } from "@xenova/transformers";
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Vocabulary } from "~/engine/tokenizers/compose.ts";
import { readPackFile } from "~/storage/weights.ts";

const readJson = async (pack: Pack, path: string): Promise<Record<string, unknown>> =>
  JSON.parse(new TextDecoder().decode(await readPackFile(pack, path))) as Record<string, unknown>;

async function open(pack: Pack): Promise<Vocabulary> {
  const { file, config, length, unknown } = pack.tokenizer;
  const settings = await readJson(pack, config);
  const tokenizer = new PreTrainedTokenizer(await readJson(pack, file), settings);
  const encode = (text: string): readonly number[] => tokenizer.encode(text, { add_special_tokens: false });
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

const opened = new Map<string, Promise<Vocabulary>>();

export function vocabularyOf(pack: Pack): Promise<Vocabulary> {
  const key = `${pack.id}@${pack.revision}`;
  const vocabulary = opened.get(key) ?? open(pack);
  opened.set(key, vocabulary);
  vocabulary.catch(() => opened.delete(key));
  return vocabulary;
}
