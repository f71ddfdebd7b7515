"""Teach the hint and the denoiser whose face it is: `python -m atelier.likeness --data DIR --latents DIR`, after atelier.reader.

A mean over drawings is nobody, and an error of the latent hardly tells one person from another. So what a step takes for the
picture is decoded round the face, aligned and shown to the pack's embedder (Guo et al. 2024, PuLID), beside the flow's own loss:
first the hint alone, whose heads, eyes, noses and mouths are directions of drawings and cannot leave them, then everything. A
third of the samples begin from the hint's own picture, as pictures do. The words and the embedder are not changed. Written is
what lies part of the way from where all together began (network interpolation, Wang et al. 2018). `--smoke`.
"""

import argparse
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import checkpoint, device, hint_frames, lexicon, manifest, tokenizer
from .autoencoder import AutoencoderConfig, Decoder
from .data import World
from .denoiser import Pictures, hidden_of
from .denoiser import Recipe as Pictured
from .export._file import shipped
from .faces import seen
from .faces.embedder import Embedder
from .flow import sigmas, training_times
from .generator import Generator
from .hint import Hint, probabilities
from .hint_fit import dropped, told_of
from .muon import Muon
from .reader import means
from .text import POOL
from .unet import DECIDED


@dataclass(frozen=True)
class Recipe:
    hint_minutes: float = 6
    minutes: float = 38
    batch: int = 16
    begun: int = 10  # of the batch begin from drawings, the others from the hint
    likeness: float = 0.5  # against the flow's loss; of the hint alone 0.3
    hint_rate: float = 5e-4
    rate: float = 2e-4
    matrix_rate: float = 4e-3
    shift: float = 5.0
    read: float = 0.75  # of the people are read from embeddings, the others are as they were drawn
    drop_text: float = 0.05
    drop_pose: float = 0.15
    hint_share: float = 0.7  # of the way that all together go is kept in the end: a face all its own smiles no more
    share: float = 0.15  # of everything's but the hint's
    seed: int = 0


class Sitters:
    """Pictures with the embedding that their person has over all of them, and how the reader reads it."""

    def __init__(self, pictures: Pictures, model: Generator):
        if pictures.embedding is None:
            raise SystemExit("the pictures have no embeddings: python -m atelier.latents --embedder FILE")
        self.of = pictures
        self.told = told_of(pictures)
        whole = np.zeros_like(pictures.embedding)
        for group in pictures.siblings.values():
            whole[group] = pictures.embedding[group].sum(0)
        self.centre = F.normalize(torch.from_numpy(whole).float())
        rows, firsts = means(pictures.embedding, pictures.person, np.random.default_rng(pictures.recipe.seed))
        with torch.no_grad():
            self.read = torch.zeros_like(self.told[1])
            self.read[firsts] = torch.cat([model.projector.reader(part) for part in torch.from_numpy(rows).float().split(4096)])

    def landmarks(self, chosen: np.ndarray) -> Tensor:
        return hint_frames.raw(self.told[3][chosen])[:, hint_frames.LANDMARKS].view(-1, 5, 2)

    def latent(self, chosen: np.ndarray) -> Tensor:
        return torch.from_numpy(self.of.latent[chosen]).float()


class Eye:
    """The pack's decoder and embedder, which stay as they are."""

    def __init__(self, pack: Path):
        self.decoder = shipped(Decoder(AutoencoderConfig()), "vae_decoder", "module.", pack)
        self.embedder = shipped(Embedder(), "face_embedder", "", pack)

    def unlike(self, latent: Tensor, sitters: Sitters, chosen: np.ndarray) -> Tensor:
        """[B] one less the cosine to who it should be, at the points where the drawing has them."""
        found = seen.embed(latent, sitters.landmarks(chosen), self.decoder, self.embedder)
        return 1 - (found * sitters.centre[chosen]).sum(1)


def parts_of(hint: Hint) -> tuple[list[torch.nn.Parameter], list[torch.nn.Parameter]]:
    """What mixes the head and its features, and the directions that are mixed."""
    sheets, head = hint.sheets, hint.sheets.layers["head"]
    mixers = [*sheets.feature_mixer.parameters(), *head.mixer.parameters()]
    return mixers, [*sheets.features.parameters(), *head.colour.parameters(), *head.outline.parameters()]


def groups(hint: Hint, rate: float) -> list[dict]:
    mixers, directions = parts_of(hint)
    return [
        {"params": mixers, "lr": rate, "base": rate, "weight_decay": 0.01},
        {"params": directions, "lr": rate / 4, "base": rate / 4, "weight_decay": 0.0},
    ]


def step_all(optimizers: list[torch.optim.Optimizer], loss: Tensor, factor: float) -> None:
    parameters = [p for optimizer in optimizers for group in optimizer.param_groups for p in group["params"]]
    for optimizer in optimizers:
        optimizer.zero_grad()
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * factor
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    for optimizer in optimizers:
        optimizer.step()


def fit_hint(hint: Hint, sitters: Sitters, eye: Eye, recipe: Recipe, log: checkpoint.Log) -> Hint:
    optimizer, average = torch.optim.AdamW(groups(hint, recipe.hint_rate), betas=(0.9, 0.98)), checkpoint.EMA(hint, 0.995)
    begun, step, rng = time.monotonic(), 0, np.random.default_rng(recipe.seed)
    looks, persons, poses, places = sitters.told
    hint.train()
    while (elapsed := (time.monotonic() - begun) / 60) < recipe.hint_minutes:
        chosen = rng.integers(0, len(looks), recipe.batch)
        rig = places[chosen] + 0.01 * torch.randn_like(places[chosen])
        found = hint(*dropped(looks[chosen], persons[chosen], poses[chosen]), rig)
        off = (sitters.of.weight[chosen] * (found - sitters.latent(chosen)).square()).mean()
        unlike = eye.unlike(found, sitters, chosen).mean()
        step_all([optimizer], off + 0.3 * unlike, rate_at(step, elapsed / recipe.hint_minutes))
        average.update(hint)
        step += 1
        log.step(step, recipe.batch, hint=off.item(), unlike=unlike.item())
    log.flush(step)
    return average.model


def rate_at(step: int, share: float) -> float:
    return min(1.0, (step + 1) / 30) * min(1.0, max(0.02, 1.7 * (1 - share)))


def losses(
    model: Generator, sitters: Sitters, eye: Eye, chosen: np.ndarray, recipe: Recipe, context: Tensor, levels: Tensor
) -> dict:
    """The hint's and the flow's errors, and how unlike the person what is taken for the picture is."""
    n, net, x0 = len(chosen), model.net, sitters.latent(chosen)
    _, persons, poses, places = sitters.told
    person = torch.where(torch.rand(n, 1) < recipe.read, sitters.read[chosen], persons[chosen])
    pose, rig, weight = poses[chosen] * (torch.rand(n, 1) >= recipe.drop_pose), places[chosen], sitters.of.weight[chosen]
    t = torch.where(torch.rand(n) < 0.5, training_times(n, recipe.shift), levels[torch.randint(0, len(levels), (n,))])
    at, noise = t[:, None, None, None], torch.randn_like(x0)
    asked = net.namer(context.sum(1) / POOL)[:, : sitters.told[0].shape[1]]
    hint = net.hint(probabilities(asked * DECIDED), person, pose * pose[:, -1:], rig)
    own = (torch.arange(n) >= recipe.begun).float()[:, None, None, None]
    sample = (1 - at) * (x0 * (1 - own) + hint.detach() * own) + at * noise
    velocity = model.velocity(sample, t, context, person, torch.ones(n), pose, rig)
    estimate = sample - at * velocity
    few = chosen[:4]
    unlike = eye.unlike(torch.cat([estimate, hint[: len(few)]]), sitters, np.concatenate([chosen, few]))
    return {
        "flow": (weight * (velocity - (noise - x0)).square() * (1 - own)).sum() / (1 - own).sum().clamp_min(1) / x0[0].numel(),
        "hint": (weight * (hint - x0).square()).mean(),
        "held": (weight * (estimate - x0).square() * own).mean(),
        "unlike": unlike.mean(),
    }  # fmt: skip


def train(world: World, folder: Path, out: Path, start: Path, pack: Path, recipe: Recipe) -> None:
    torch.manual_seed(recipe.seed)
    log, words, state = checkpoint.Log("likeness"), tokenizer.load(pack), checkpoint.load(start)
    model = Generator(words.get_vocab_size())
    model.load_state_dict(state["model"])
    model.requires_grad_(False).eval()
    sitters, eye = Sitters(Pictures(world, folder, words, Pictured(seed=recipe.seed)), model), Eye(pack)
    for p in (p for part in parts_of(model.net.hint) for p in part):
        p.requires_grad_(True)
    model.net.hint = fit_hint(model.net.hint, sitters, eye, recipe, log)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    net, hint = model.net, model.net.hint
    for name, p in [*net.named_parameters(), *((f"tensors.{name}", p) for name, p in model.projector.tensors.named_parameters())]:
        p.requires_grad_(not name.startswith(("hint", "namer")))
    for p in (p for part in parts_of(hint) for p in part):
        p.requires_grad_(True)
    hidden = hidden_of(net)
    known = {id(p) for p in hidden} | {id(p) for part in parts_of(hint) for p in part}
    rest = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    optimizers = [
        Muon([{"params": hidden, "base": recipe.matrix_rate}], recipe.matrix_rate, iterations=3),
        torch.optim.AdamW([{"params": rest, "base": recipe.rate, "weight_decay": 0.0}], recipe.rate, betas=(0.9, 0.99)),
        torch.optim.AdamW(groups(hint, recipe.hint_rate), betas=(0.9, 0.98)),
    ]
    levels = torch.from_numpy(sigmas(manifest.PRESETS["standard"]["steps"], manifest.SHIFT)[:-1].copy())
    average, begun, step, rng = checkpoint.EMA(model, 0.99), time.monotonic(), 0, np.random.default_rng(recipe.seed + 1)
    saved = begun

    def keep() -> None:
        share = lambda name: recipe.hint_share if name.startswith("net.hint.") else recipe.share  # noqa: E731
        went = average.model.state_dict()
        weights = {name: old.lerp(went[name], share(name)) if old.is_floating_point() else old for name, old in before.items()}
        rest = {name: value for name, value in state.items() if name not in ("optimizers", "raw")}
        checkpoint.save(out, **rest | {"model": weights})

    while (elapsed := (time.monotonic() - begun) / 60) < recipe.minutes:
        chosen = rng.integers(0, len(sitters.centre), recipe.batch)
        texts = ["" if rng.random() < recipe.drop_text else sitters.of.caption(int(i)) for i in chosen]
        with torch.no_grad():
            context = model.context(lexicon.tokenise(words, texts))
        found = losses(model, sitters, eye, chosen, recipe, context, levels)
        loss = found["flow"] + 0.5 * found["hint"] + 0.3 * found["held"] + recipe.likeness * found["unlike"]
        step_all(optimizers, loss, rate_at(step, elapsed / recipe.minutes))
        average.update(model)
        step += 1
        log.step(step, recipe.batch, **{name: value.item() for name, value in found.items()})
        if time.monotonic() - saved > 180:
            keep()
            saved = time.monotonic()
    log.flush(step)
    keep()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--latents", type=Path, default=Path("work/latents"), help="with embeddings")
    parser.add_argument("--denoiser", type=Path, default=Path("work/denoiser.pt"), help="what to start from")
    parser.add_argument("--out", type=Path, default=Path("work/likeness.pt"))
    parser.add_argument("--pack", type=Path, default=Path("../public/packs/atelier"), help="decoder, embedder and words")
    parser.add_argument("--hint-minutes", type=float, default=Recipe.hint_minutes)
    parser.add_argument("--minutes", type=float, default=Recipe.minutes)
    parser.add_argument("--likeness", type=float, default=Recipe.likeness)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    device.pick()
    recipe = Recipe(hint_minutes=options.hint_minutes, minutes=options.minutes, likeness=options.likeness, seed=options.seed)
    if options.smoke:
        recipe = Recipe(hint_minutes=0.1, minutes=0.2, batch=4, begun=3)
    train(World(options.data), options.latents, options.out, options.denoiser, options.pack, recipe)


if __name__ == "__main__":
    main()
