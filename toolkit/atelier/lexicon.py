"""Teach the text encoder its words, before any picture exists: `python -m atelier.lexicon --out work/lexicon.pt`.

It learns to name every attribute that a caption mentions: a linear head on the pooled context predicts the look's nine classes
and the person's parameters. What a caption leaves out only teaches the head its frequency. The head is thrown away.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from . import checkpoint, device, people, tokenizer
from .text import POOL, TextConfig, TextEncoder
from .world import captions, params, vocabulary

CLASSES = {
    "hair": vocabulary.HAIR_STYLES, "hair_colour": vocabulary.HAIR_COLOURS, "outfit": vocabulary.OUTFITS,
    "outfit_colour": vocabulary.OUTFIT_COLOURS, "scene": vocabulary.SCENES, "light": vocabulary.LIGHTS,
    "framing": vocabulary.FRAMINGS,
    "expression": vocabulary.EXPRESSIONS, "accessory": vocabulary.ACCESSORIES,
}  # fmt: skip


def look_of(row: np.ndarray) -> params.Look:
    """A shard's row of class indices back to the Look."""
    return params.Look(**{name: names[int(k)] for (name, names), k in zip(CLASSES.items(), row, strict=True)})


def tokenise(words: Tokenizer, texts: list[str]) -> Tensor:
    """int64 [N, L], L the longest of them."""
    ids = torch.tensor([encoding.ids for encoding in words.encode_batch(texts)])
    return ids[:, : int((ids != 0).sum(1).max())]


def head_of(text: TextEncoder) -> nn.Linear:
    return nn.Linear(text.config.width, sum(len(names) for names in CLASSES.values()) + people.SIZE)


def naming_loss(guess: Tensor, look: Tensor) -> Tensor:
    """Mean cross-entropy over the nine attributes; guess [N, .] from the head, look [N, 9]."""
    sizes = [len(names) for names in CLASSES.values()]
    logits = guess[:, : sum(sizes)].split(sizes, -1)
    return sum(F.cross_entropy(each, look[:, k]) for k, each in enumerate(logits)) / len(sizes)


def pretrain(text: TextEncoder, head: nn.Linear, words: Tokenizer, minutes: float, seed: int, batch: int = 64) -> float:
    """Returns the share of attributes named at the end; some captions leave some out, so it stays below 1."""
    rng = np.random.default_rng(seed)
    log = checkpoint.Log("lexicon", every=30)
    sizes = [len(names) for names in CLASSES.values()]
    optimizer = torch.optim.AdamW([*text.parameters(), *head.parameters()], 2e-3, betas=(0.9, 0.99), weight_decay=0.01)
    start, step, share = time.monotonic(), 0, 0.0
    while (elapsed := (time.monotonic() - start) / 60) < minutes:
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * min(1.0, (step + 1) / 50) * max(0.05, 1 - elapsed / minutes)
        persons = [params.sample_identity(rng) for _ in range(batch)]
        looks = [params.sample_look(rng) for _ in range(batch)]
        ids = tokenise(words, [captions.caption(p, look, rng) for p, look in zip(persons, looks, strict=True)])
        target = torch.tensor([[names.index(getattr(look, name)) for name, names in CLASSES.items()] for look in looks])
        person = torch.from_numpy(people.parameters(np.stack([p.vector() for p in persons])))
        *logits, guess = head(text(ids).sum(1) / POOL).split([*sizes, people.SIZE], -1)
        named = sum(F.cross_entropy(each, target[:, k]) for k, each in enumerate(logits))
        loss = named + F.mse_loss(guess, person)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(text.parameters(), 1.0)
        optimizer.step()
        step += 1
        share = float(np.mean([(each.argmax(-1) == target[:, k]).float().mean() for k, each in enumerate(logits)]))
        log.step(step, batch, named=named.item() / len(sizes), share=share)
    log.flush(step)
    return share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=Path("../public/packs/atelier"), help="where tokenizer.json is")
    parser.add_argument("--out", type=Path, default=Path("work/lexicon.pt"))
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    device.pick()
    words = tokenizer.load(options.pack)
    text = TextEncoder(TextConfig(vocabulary=words.get_vocab_size()))
    head = head_of(text)
    state = checkpoint.load(options.out)
    if state:
        text.load_state_dict(state["model"])
        head.load_state_dict(state["head"])
    share = pretrain(text, head, words, 0.1 if options.smoke else options.minutes, options.seed)
    checkpoint.save(options.out, model=text.state_dict(), head=head.state_dict(), share=share)


if __name__ == "__main__":
    main()
