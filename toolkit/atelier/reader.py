"""Fit the projector's reader to the embedder: `python -m atelier.reader --data DIR --latents DIR --denoiser work/denoiser.pt`.

Embeddings to the parameters of the drawn person, by ridge regression and then a small network for what is not linear. An input is
the normalised mean of one to four pictures of a person, as the app aggregates them. Takes a minute and leaves the denoiser as it
is, so it is run again whenever the embedder changes. People with person % 20 == 1 choose the step to stop at; held-out ones are
not seen.
"""

import argparse
import copy
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import checkpoint, device, latents, people, tokenizer
from .data import World
from .generator import Generator
from .projector import Reader

RIDGE = 30.0


def means(embedding: np.ndarray, person: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """One row per picture: the normalised mean of it and up to three more of its person; and the picture it began with."""
    order = np.argsort(person, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(person[order])) + 1)
    rows, firsts = [], []
    for group in groups:
        for i in group:
            others = rng.permutation(group[group != i])[: rng.integers(0, 4)]
            rows.append(embedding[i] + embedding[others].sum(0))
            firsts.append(i)
    stacked = np.stack(rows)
    return stacked / np.linalg.norm(stacked, axis=1, keepdims=True), np.array(firsts)


def explained(reader: Reader, source: Tensor, target: Tensor) -> Tensor:
    """Share of variance explained, per parameter."""
    with torch.no_grad():
        return 1 - (reader(source) - target).square().mean(0) / target.var(0).clamp_min(0.05)


def fit(
    reader: Reader, embedding: np.ndarray, person: np.ndarray, parameters: np.ndarray, steps: int, seed: int
) -> dict[str, float]:
    rng = np.random.default_rng(seed)
    drawn = [means(embedding, person, rng) for _ in range(4)]
    rows = np.concatenate([rows for rows, _ in drawn]).astype(np.float32)
    index = np.concatenate([firsts for _, firsts in drawn])
    sets = {
        name: (torch.from_numpy(rows[chosen]), torch.from_numpy(parameters[index[chosen]]))
        for name, chosen in {
            "train": person[index] % 20 > 1, "validate": person[index] % 20 == 1, "held": person[index] % 20 == 0,
        }.items()
    }  # fmt: skip
    source, target = sets["train"]
    design = torch.cat([source * reader.scale, torch.ones(len(source), 1)], 1).double()
    penalty = RIDGE * torch.eye(design.shape[1], dtype=torch.double)
    solution = torch.linalg.solve(design.T @ design + penalty, design.T @ target.double()).float()
    with torch.no_grad():
        reader.linear.weight.copy_(solution[:-1].T)
        reader.linear.bias.copy_(solution[-1])
    report = {"linear": float(explained(reader, *sets["held"]).mean())}
    optimizer = torch.optim.AdamW(reader.parameters(), 1e-3, weight_decay=0.05)
    best, best_score = copy.deepcopy(reader.state_dict()), float(explained(reader, *sets["validate"]).mean())
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = 1e-3 * (1 - step / steps)
        chosen = torch.randint(0, len(source), (256,))
        noisy = F.normalize(source[chosen] + 0.015 * torch.randn(256, source.shape[1]), dim=-1)
        loss = F.mse_loss(reader(noisy), target[chosen])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 50 == 49 and (score := float(explained(reader, *sets["validate"]).mean())) > best_score:
            best, best_score = copy.deepcopy(reader.state_dict()), score
    reader.load_state_dict(best)
    each = explained(reader, *sets["held"])
    report |= {"corrected": float(each.mean())}
    return report | {name: round(float(value), 3) for name, value in zip(people.PLAIN, each, strict=False)}


def main_on(world: World, folder: Path, denoiser: Path, vocabulary: int, steps: int, seed: int = 0) -> dict[str, float]:
    """Fit and write the reader into the checkpoint's weights and their average alike."""
    torch.manual_seed(seed)
    chosen, rows = latents.load(world, folder, "embedding")
    state, reader = checkpoint.load(denoiser), Generator(vocabulary).projector.reader
    report = fit(reader, rows, world.person[chosen], people.parameters(world.identity[chosen]), steps, seed)
    for weights in (state["model"], state["raw"]):
        for name in [name for name in weights if name.startswith("projector.reader.")]:
            del weights[name]
        weights |= {f"projector.reader.{name}": value for name, value in reader.state_dict().items()}
    checkpoint.save(denoiser, **(state | {"reader": True}))
    checkpoint.Log("reader").note(**report)
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--latents", type=Path, default=Path("work/latents"), help="where the embeddings are")
    parser.add_argument("--pack", type=Path, default=Path("../public/packs/atelier"), help="where tokenizer.json is")
    parser.add_argument("--denoiser", type=Path, default=Path("work/denoiser.pt"))
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    device.pick()
    vocabulary = tokenizer.load(options.pack).get_vocab_size()
    main_on(World(options.data), options.latents, options.denoiser, vocabulary, 20 if options.smoke else options.steps)


if __name__ == "__main__":
    main()
