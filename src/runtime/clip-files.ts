/**
 * @file CLIP's tokenizer (Radford et al. 2021), from the two files that repositories of Stable Diffusion keep it in: what is not in them is the
 * same for all of them, and stands here in the words of tokenizer.json.
 */
import { Failure } from "~/contracts/failure.ts";

type Json = Readonly<Record<string, unknown>>;

const [BEGIN, END] = ["<|startoftext|>", "<|endoftext|>"];

/** Words as CLIP splits them: its two marks, English endings, letters, single digits, and what is none of these. */
const WORDS = String.raw`<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`;

/**
 * @param vocab contents of vocab.json @param merges of merges.txt, whose first line is its version @param pad stands behind the prompt
 * @returns contents of tokenizer.json and of tokenizer_config.json
 */
export function clipTokenizer(vocab: Json, merges: string, pad: string): { readonly tokenizer: Json; readonly settings: Json } {
  const special = [...new Set([BEGIN, END, pad])].map((content) => {
    const id = vocab[content];
    if (typeof id !== "number") throw new Failure("manifest-invalid", { reason: `the vocabulary has no ${content}` });
    return { id, content, special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
  });
  const [version, ...lines] = merges.split("\n");
  if (!version?.startsWith("#version"))
    throw new Failure("manifest-invalid", { reason: "merges.txt does not begin with its version" });
  const tokenizer = {
    added_tokens: special,
    normalizer: {
      type: "Sequence",
      normalizers: [{ type: "NFC" }, { type: "Replace", pattern: { Regex: "\\s+" }, content: " " }, { type: "Lowercase" }],
    },
    pre_tokenizer: {
      type: "Sequence",
      pretokenizers: [
        { type: "Split", pattern: { Regex: WORDS }, behavior: "Removed", invert: true },
        { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true },
      ],
    },
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE",
      unk_token: END,
      continuing_subword_prefix: "",
      end_of_word_suffix: "</w>",
      fuse_unk: false,
      vocab,
      merges: lines.filter((line) => line !== ""),
    },
  };
  return { tokenizer, settings: { bos_token: BEGIN, eos_token: END, pad_token: pad, unk_token: END } };
}
