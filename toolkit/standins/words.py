"""A small vocabulary in the two files of CLIP's tokenizer: bytes, bytes that end a word, merges, and the two marks."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

from transformers import CLIPTokenizer

TEXT = """a portrait photograph of a person with short curly dark hair, wearing a linen shirt in a sunlit garden; soft evening
light, 35mm lens, calm expression. the woman and the man are standing on a street at night in the rain, with neon lights behind
them. an old photograph of somebody's grandmother, smiling at the camera: knitted sweater, silver glasses, kitchen window,
morning. don't look away!"""
MERGES = 160
BOS, EOS = "<|startoftext|>", "<|endoftext|>"


def alphabet() -> list[str]:
    """Every byte as a printable character: those that are, as they are; the rest from 256 on (as GPT-2 has it)."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    return [chr(b) for b in plain] + [chr(256 + i) for i in range(256 - len(plain))]


def merges(count: int = MERGES) -> list[tuple[str, str]]:
    """Byte pair encoding (Sennrich et al. 2016) of TEXT; ties go to the pair that sorts first."""
    words = Counter(tuple(word[:-1]) + (word[-1] + "</w>",) for word in TEXT.lower().replace("\n", " ").split())
    found = []
    for _ in range(count):
        pairs = Counter()
        for word, times in words.items():
            for pair in pairwise(word):
                pairs[pair] += times
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        found.append(best)
        words = Counter({joined(word, best): times for word, times in words.items()})
    return found


def joined(word: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    out: list[str] = []
    for letter in word:
        if out and (out[-1], letter) == pair:
            out[-1] += letter
        else:
            out.append(letter)
    return tuple(out)


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pairs = merges()
    tokens = [*alphabet(), *(letter + "</w>" for letter in alphabet()), *("".join(pair) for pair in pairs), BOS, EOS]
    vocab = {token: i for i, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(vocab, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in pairs))


def tokenizer(folder: Path, pad: str) -> CLIPTokenizer:
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), pad_token=pad, model_max_length=77)
