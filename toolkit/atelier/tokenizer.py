"""The tokenizer: `python -m atelier.tokenizer --out DIR` writes tokenizer.json and tokenizer_config.json.

One token per word: lower case, no accents, split at every punctuation mark. The file says WordPiece because browsers' tokenizers
read no WordLevel; without continuation pieces it is the same thing. The vocabulary is every word that captions use, so a word
outside it is `<unk>` and can be named to the person who wrote it. It knows nothing of meaning.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from .text import LENGTH
from .world import captions, params, vocabulary

PAD, UNK, BOS, EOS = 0, 1, 2, 3
SPECIAL = ("<pad>", "<unk>", "<bos>", "<eos>")


def words(sample: int = 40_000, seed: int = 0) -> list[str]:
    """Every word of the vocabulary and of `sample` captions, most frequent first."""
    normal, split = normalizers.BertNormalizer(strip_accents=True, lowercase=True), pre_tokenizers.BertPreTokenizer()
    rng = np.random.default_rng(seed)
    seen: Counter[str] = Counter()
    named = [name for group in vars(vocabulary).values() if isinstance(group, tuple) for name in group]
    drawn = (captions.caption(params.sample_identity(rng), params.sample_look(rng), rng) for _ in range(sample))
    for text in (*named, *drawn, ", . ' -"):
        seen.update(word for word, _ in split.pre_tokenize_str(normal.normalize_str(text)))
    return [word for word, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))]


def build(vocabulary_words: list[str]) -> Tokenizer:
    vocabulary_ids = {token: i for i, token in enumerate((*SPECIAL, *vocabulary_words))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary_ids, unk_token="<unk>", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<bos> $A <eos>", pair=None, special_tokens=[("<bos>", BOS), ("<eos>", EOS)]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def load(folder: Path) -> Tokenizer:
    """With truncation and padding to 64."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LENGTH)
    tokenizer.enable_padding(length=LENGTH, pad_id=PAD, pad_token="<pad>")
    return tokenizer


def write(folder: Path, vocabulary_words: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    build(vocabulary_words).save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LENGTH, "padding_side": "right",
        "clean_up_tokenization_spaces": False,
        "pad_token": "<pad>", "unk_token": "<unk>", "bos_token": "<bos>", "eos_token": "<eos>",
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("../public/packs/atelier"))
    parser.add_argument("--sample", type=int, default=40_000)
    options = parser.parse_args()
    found = [word for word in words(options.sample) if re.search(r"\S", word)]
    write(options.out, found)
    print(json.dumps({"words": len(found)}))


if __name__ == "__main__":
    main()
