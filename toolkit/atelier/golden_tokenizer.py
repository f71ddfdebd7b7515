"""Golden tokens for the browser, from the tokenizers library: `python -m atelier.golden_tokenizer`.

Writes tests/golden/tokenizer.json: tokens, not ids, so that a vocabulary in another order keeps them valid.
"""

import json

from tokenizers import Tokenizer

from .export._file import PACK

OUT = PACK.parents[2] / "tests" / "golden" / "tokenizer.json"
TEXTS = (
    "", "a portrait of someone", "A Woman with LONG red curls, in a black leather jacket", "café, neon street at night",
    "head-and-shoulders portrait.", "naïve zorgon!", "  two   spaces\tand\nlines ", "肖像 in a library", "don't",
)  # fmt: skip


def main() -> None:
    tokenizer = Tokenizer.from_file(str(PACK / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    cases = [{"text": text, "tokens": tokenizer.encode(text, add_special_tokens=False).tokens} for text in TEXTS]
    OUT.write_text(json.dumps({"cases": cases}, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
