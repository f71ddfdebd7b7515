"""python -m standins: writes tests/fixtures/standins and tests/golden/standins.json."""

import json
from pathlib import Path

import torch

from . import beside, words
from .export import export
from .golden import SEED, WORDS, record
from .models import build
from .shapes import HEIGHT, STANDINS, WIDTH

ROOT = Path(__file__).resolve().parents[2]
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins", ROOT / "tests" / "golden" / "standins.json"


@torch.no_grad()
def main() -> None:
    words.write(FIXTURES / "tokenizer")
    packs = {}
    for standin in STANDINS:
        tokenizer = words.tokenizer(FIXTURES / "tokenizer", standin.pad)
        networks = build(standin, len(tokenizer))
        packs[standin.name] = {"pad": standin.pad, "scale": standin.scale} | record(standin, networks, tokenizer)
        export(networks, standin.graphs, FIXTURES / standin.name)
    beside.write()
    told = {"seed": SEED, "words": WORDS, "latent": [4, HEIGHT, WIDTH], "packs": packs}
    GOLDEN.write_text(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
