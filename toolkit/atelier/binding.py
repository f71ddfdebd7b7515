"""Teach the text encoder whose colour is whose: `python -m atelier.binding --denoiser work/denoiser.pt --minutes 4`.

"Long red curls, a black leather jacket": hair and clothes share colour words, and captions drawn at random ask for two
different ones of them too seldom for the encoder to learn which belongs to which. Here three in four do, and two in three are
worded and ordered as the studio's layers are, after whose portrait it is. Only the text encoder is changed, held near what the
denoiser was trained with; the head that names attributes stays.
"""

import argparse
import copy
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import checkpoint, device, lexicon, tokenizer
from .generator import Generator
from .text import POOL
from .world import captions, params
from .world import vocabulary as v
from .world.phrases import PHRASES

# Colours that share their words with one of the other kind; and every colour that there is.
HAIR, CLOTHES = ("black", "red", "grey", "white", "blue"), ("black", "white", "grey", "red", "navy", "sky blue", "burgundy")
WEIGHTS = {"hair_colour": 8.0, "outfit_colour": 8.0, "accessory": 3.0}
HOLD = 0.5  # weight of the context's squared change, as a share of its square


def in_layers(look: params.Look, rng: np.random.Generator) -> str:
    """As the studio writes a look: every layer a phrase, in the layers' order; now and then some are off."""
    pick = lambda field, name: str(rng.choice(PHRASES[field][name]))  # noqa: E731
    said = [
        pick("hair", look.hair).replace("{c}", pick("hair_colour", look.hair_colour)),
        "wearing " + pick("outfit", look.outfit).replace("{c}", pick("outfit_colour", look.outfit_colour)),
        *(pick(field, getattr(look, field)) for field in ("scene", "light", "framing", "expression")),
    ]
    if look.accessory != "none":
        said.insert(2, pick("accessory", look.accessory))
    kept = [part for part in said if rng.random() < 0.7] or said if rng.random() < 0.3 else said
    return ", ".join(["a portrait of someone", *kept] if rng.random() < 0.7 else kept)


def look_of(rng: np.random.Generator) -> params.Look:
    look = params.sample_look(rng)
    look = replace(look, hair="bob") if look.hair == "bald" else look
    much = rng.random()
    if much < 0.25:
        return look
    hair, clothes = (HAIR, CLOTHES) if much < 0.65 else (v.HAIR_COLOURS, v.OUTFIT_COLOURS)
    return replace(look, hair_colour=str(rng.choice(hair)), outfit_colour=str(rng.choice(clothes)))


def train(model: Generator, words, minutes: float, seed: int = 0, batch: int = 32, rate: float = 1.5e-3) -> None:
    rng, before, log = np.random.default_rng(seed), copy.deepcopy(model.text).eval(), checkpoint.Log("binding", every=30)
    optimizer = torch.optim.AdamW(model.text.parameters(), rate, betas=(0.9, 0.99), weight_decay=0.01)
    sizes = [len(names) for names in lexicon.CLASSES.values()]
    begun, step = time.monotonic(), 0
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 30) * max(0.03, 1 - elapsed / minutes)
        looks = [look_of(rng) for _ in range(batch)]
        ids = lexicon.tokenise(words, [
            in_layers(look, rng) if i % 3 else captions.caption(None, look, rng) for i, look in enumerate(looks)
        ])  # fmt: skip
        context = model.text(ids)
        with torch.no_grad():
            held = before(ids)
        logits = model.net.namer(context.sum(1) / POOL)[:, : sum(sizes)].split(sizes, -1)
        named = sum(
            WEIGHTS.get(field, 1.0) * F.cross_entropy(each, torch.tensor([names.index(getattr(look, field)) for look in looks]))
            for each, (field, names) in zip(logits, lexicon.CLASSES.items(), strict=True)
        ) / len(sizes)
        loss = named + HOLD * (context - held).square().mean() / held.square().mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.text.parameters(), 1.0)
        optimizer.step()
        step += 1
        log.step(step, batch, loss=loss.item())
    log.flush(step)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=Path("../public/packs/atelier"), help="where tokenizer.json is")
    parser.add_argument("--denoiser", type=Path, default=Path("work/denoiser.pt"))
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    device.pick()
    torch.manual_seed(options.seed)
    words, state = tokenizer.load(options.pack), checkpoint.load(options.denoiser)
    model = Generator(words.get_vocab_size())
    model.load_state_dict(state["model"])
    train(model, words, options.minutes, options.seed)
    text = {f"text.{name}": value for name, value in model.text.state_dict().items()}
    checkpoint.save(options.denoiser, **state | {part: state[part] | text for part in ("model", "raw") if part in state})


if __name__ == "__main__":
    main()
