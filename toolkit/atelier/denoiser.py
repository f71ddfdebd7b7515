"""Train the denoiser and the projector: `python -m atelier.denoiser --data DIR --latents DIR --minutes 60`.

Resumable (the clock goes on where it stopped), `--smoke` for under a minute. Rectified flow on cached latents with the face
weighted; text and identity are dropped one time in ten, the pose one in three. The text encoder starts from `atelier.lexicon`
and keeps naming attributes beside. The identity comes from *another* picture of the same person: through the embedder's reading
of it once `atelier.reader` has fitted that, else from the drawn parameters, which stand in for it.
"""

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from . import checkpoint, device, hint_fit, latents, lexicon, people, preview, rigs, tokenizer
from .autoencoder import Autoencoder
from .data import World
from .flow import training_times
from .generator import Generator
from .hint import pose_input
from .muon import Muon
from .text import POOL
from .world import captions

FACE = 3  # index of face skin in vocabulary.PARSING


@dataclass(frozen=True)
class Recipe:
    minutes: float = 60
    batch: int = 16
    rate: float = 1e-3  # AdamW
    matrix_rate: float = 0.02  # Muon
    decay_from: float = 0.5  # share of the time after which the rate falls, linearly, to nothing
    shift: float = 5.0  # neighbouring cells agree, so only very noisy latents ask for layout: see LOG.md
    face_weight: float = 5.0
    drop_text: float = 0.1
    drop_identity: float = 0.1
    drop_pose: float = 0.35
    describe: float = 0.25  # share of captions that describe the person too
    hint_minutes: float = 25
    naming: float = 0.05  # weight of the lexicon's loss
    whole: float = 0.85  # share of captions that leave nothing of the look out
    seed: int = 0


class Pictures:
    """Batches of training pictures with everything the denoiser is told about them."""

    def __init__(self, world: World, folder: Path, words, recipe: Recipe, held_out: bool = False):
        chosen, self.latent = latents.load(world, folder, "latent")
        keep = (world.person[chosen] % 20 == 0) == held_out
        chosen, self.latent = chosen[keep], self.latent[keep]
        self.words, self.recipe, self.rng = words, recipe, np.random.default_rng(recipe.seed)
        self.vectors, self.look, self.person = world.identity[chosen], world.look[chosen], world.person[chosen]
        self.chosen = chosen
        self.rig = rigs.standard(latents.load(world, folder, "rig")[1][keep])
        self.parameters = people.parameters(self.vectors)
        self.pose = pose_input(torch.from_numpy(world.pose[chosen]).float())
        faces = (world.parsing[chosen] == FACE).reshape(len(chosen), 32, 4, 24, 4).mean((2, 4))
        weight = 1 + recipe.face_weight * np.sqrt(faces)
        self.weight = torch.from_numpy(weight / weight.mean()).float()[:, None]
        order = np.argsort(self.person, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(self.person[order])) + 1)
        self.siblings = {int(self.person[group[0]]): group for group in groups}
        self.embedding: np.ndarray | None = None
        if list(folder.glob("*.embedding.npy")):
            found, rows = latents.load(world, folder, "embedding")
            place = np.full(len(world), -1)
            place[found] = np.arange(len(found))
            if (place[chosen] >= 0).all():
                self.embedding = rows[place[chosen]]

    def caption(self, i: int) -> str:
        person = people.identity(self.vectors[i]) if self.rng.random() < self.recipe.describe else None
        look = lexicon.look_of(self.look[i])
        if self.rng.random() < self.recipe.whole:
            return captions.compose(person, look, frozenset(captions.LOOK_FIELDS + captions.PERSON_FIELDS), self.rng)
        return captions.caption(person, look, self.rng)

    def another(self, i: int) -> int:
        """A picture of the same person, another one where there is one."""
        group = self.siblings[int(self.person[i])]
        j = group[self.rng.integers(len(group))]
        return int(j if j != i or len(group) == 1 else group[(np.flatnonzero(group == i)[0] + 1) % len(group)])

    def batch(self, size: int) -> dict[str, Tensor]:
        chosen = self.rng.integers(0, len(self.latent), size)
        texts = ["" if self.rng.random() < self.recipe.drop_text else self.caption(i) for i in chosen]
        others = [self.another(i) for i in chosen]
        pose = self.pose[chosen] * torch.from_numpy(self.rng.random((size, 1)) >= self.recipe.drop_pose).float()
        told = {
            "latent": torch.from_numpy(self.latent[chosen]).float(), "weight": self.weight[chosen], "pose": pose,
            "rig": self.rig[chosen],
            "ids": lexicon.tokenise(self.words, texts), "parameters": torch.from_numpy(self.parameters[chosen]),
            "look": torch.from_numpy(self.look[chosen].astype(np.int64)), "told": torch.tensor([bool(text) for text in texts]),
            "scale": torch.from_numpy(self.rng.random(size) >= self.recipe.drop_identity).float(),
        }  # fmt: skip
        if self.embedding is not None:
            told["embedding"] = torch.from_numpy(self.embedding[others])
        return told


def hidden_of(net: nn.Module) -> list[nn.Parameter]:
    """The matrices between what enters the denoiser and what leaves it: Muon's."""
    return [
        p for name, p in net.named_parameters()
        if p.ndim == 2 and name.startswith(("down", "up", "bottom", "join", "grow", "enter")) and "modulate" not in name
    ]  # fmt: skip


def optimizers(model: Generator, recipe: Recipe) -> list[tuple[torch.optim.Optimizer, float]]:
    """Muon for the denoiser's hidden matrices, AdamW for everything else, each with its rate."""
    hidden = hidden_of(model.net)
    chosen = {id(p) for p in hidden}
    rest = [p for p in model.parameters() if id(p) not in chosen and p.requires_grad]
    adam = torch.optim.AdamW(rest, recipe.rate, betas=(0.9, 0.99), weight_decay=0.01)
    return [(Muon(hidden, recipe.matrix_rate, iterations=3), recipe.matrix_rate), (adam, recipe.rate)]


def loss_of(model: Generator, told: dict[str, Tensor], person: Tensor, shift: float) -> tuple[Tensor, Tensor]:
    """(flow loss, naming loss)"""
    x0 = told["latent"]
    t = training_times(len(x0), shift).to(x0.device)
    noise = torch.randn_like(x0)
    at = t[:, None, None, None]
    context = model.context(told["ids"])
    predicted = model.velocity((1 - at) * x0 + at * noise, t, context, person, told["scale"], told["pose"], told["rig"])
    naming = lexicon.naming_loss(model.net.namer(context.sum(1) / POOL)[told["told"]], told["look"][told["told"]])
    return (told["weight"] * (predicted - (noise - x0)).square()).mean(), naming


def train(
    world: World, folder: Path, sprites: Path, out: Path, pack: Path, vae: Path, taught: Path, recipe: Recipe, read: float,
    compiled: bool, previews: Path | None,
) -> Generator:  # fmt: skip
    """read: share of the samples whose identity is read from an embedding (0 where there are none yet)."""
    torch.manual_seed(recipe.seed)
    dev, log = device.pick(), checkpoint.Log("denoiser")
    words = tokenizer.load(pack)
    pictures, held = Pictures(world, folder, words, recipe), Pictures(world, folder, words, recipe, held_out=True)
    model = Generator(words.get_vocab_size())
    spent = 0.0
    state = checkpoint.load(out)
    if state:
        model.load_state_dict(state["raw"] if "raw" in state else state["model"])
        spent = state.get("minutes", 0.0)
    else:
        lesson = checkpoint.load(taught)
        model.text.load_state_dict(lesson["model"])
        model.net.namer.load_state_dict(lesson["head"])
        encoder = Autoencoder()
        encoder.load_state_dict(checkpoint.load(vae)["model"])
        hint_fit.begin(model.net.hint, hint_fit.Sprites(sprites), encoder.encoder.linear, recipe.hint_minutes / 3)
        hint_fit.finish(model.net.hint, pictures, held, recipe.hint_minutes, lambda _: None)
    model.net.hint.requires_grad_(False)
    if pictures.embedding is None or not (state and state.get("reader")):
        read = 0.0  # until `atelier.reader` has fitted it
    model.to(dev.kind)
    model.net.hint.eval()
    stepping = optimizers(model, recipe)
    if state and "optimizers" in state:
        for (optimizer, _), saved_state in zip(stepping, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved_state)
    ema = checkpoint.EMA(model, 0.995)
    if state and "raw" in state:
        ema.model.load_state_dict(state["model"])
        ema.updates = 1000
    if compiled:
        model.net.compile(dynamic=False)
    fixed = [held.batch(64) for _ in range(2)]
    log.note(event="start", pictures=len(pictures.latent), spent=round(spent, 2), read=read, **recipe.__dict__)
    start, step = time.monotonic(), state["step"] if state else 0
    saved = looked = start

    def keep() -> None:
        checkpoint.save(
            out, model=ema.model.state_dict(), raw=model.state_dict(), step=step,
            optimizers=[optimizer.state_dict() for optimizer, _ in stepping],
            minutes=spent + (time.monotonic() - start) / 60,
            reader=bool(state and state.get("reader")),
        )  # fmt: skip

    while (elapsed := spent + (time.monotonic() - start) / 60) < recipe.minutes:
        progress = elapsed / recipe.minutes
        factor = min(1.0, (step + 1) / 50) * min(1.0, max(0.02, (1 - progress) / (1 - recipe.decay_from)))
        for optimizer, rate in stepping:
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        told = {name: value.to(dev.kind) for name, value in pictures.batch(recipe.batch).items()}
        person = told["parameters"]
        if read:
            reads = (torch.rand(len(person), 1, device=dev.kind) < read).float()
            person = torch.lerp(person, model.projector.reader(told["embedding"]), reads)
        with dev.autocast():
            loss, naming = loss_of(model, told, person, recipe.shift)
        for optimizer, _ in stepping:
            optimizer.zero_grad()
        (loss + recipe.naming * naming).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer, _ in stepping:
            optimizer.step()
        ema.update(model)
        step += 1
        log.step(step, recipe.batch, loss=loss.item(), naming=naming.item())
        if time.monotonic() - saved > 180:
            keep()
            saved = time.monotonic()
        if previews and time.monotonic() - looked > 300:
            preview.sheet(ema.model, held, vae, previews / f"step{step:06d}.jpg", read)
            log.note(event="held out", step=step, loss=round(held_out_loss(ema.model, fixed, read, recipe.shift), 4))
            looked = time.monotonic()
    log.flush(step)
    keep()
    log.note(event="done", step=step, loss=round(held_out_loss(ema.model, fixed, read, recipe.shift), 4))
    if previews:
        preview.sheet(ema.model, held, vae, previews / "last.jpg", read)
    return ema.model


@torch.no_grad()
def held_out_loss(model: Generator, batches: list[dict[str, Tensor]], read: float, shift: float) -> float:
    """On fixed noise and times."""
    with torch.random.fork_rng():
        torch.manual_seed(1)
        persons = [
            model.projector.reader(told["embedding"]) if read and "embedding" in told else told["parameters"] for told in batches
        ]
        losses = [loss_of(model, told, person, shift)[0].item() for told, person in zip(batches, persons, strict=True)]
        return float(np.mean(losses))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    large = device.pick().large
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--latents", type=Path, default=Path("work/latents"))
    parser.add_argument("--sprites", type=Path, default=Path("work/sprites"), help="what `atelier.sprites` wrote")
    parser.add_argument("--vae", type=Path, default=Path("work/vae.pt"), help="for previews")
    parser.add_argument("--pack", type=Path, default=Path("../public/packs/atelier"), help="where tokenizer.json is")
    parser.add_argument("--out", type=Path, default=Path("work/denoiser.pt"))
    parser.add_argument("--minutes", type=float, default=720 if large else 60)
    parser.add_argument("--batch", type=int, default=256 if large else Recipe.batch)
    parser.add_argument("--rate", type=float, default=Recipe.rate)
    parser.add_argument("--matrix-rate", type=float, default=Recipe.matrix_rate)
    parser.add_argument("--decay-from", type=float, default=Recipe.decay_from)
    parser.add_argument("--lexicon", type=Path, default=Path("work/lexicon.pt"), help="the text encoder to start from")
    parser.add_argument("--read", type=float, default=1.0, help="share of identities read from embeddings, where there are any")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--previews", type=Path)
    parser.add_argument("--eager", action="store_true", help="do not compile")
    parser.add_argument("--from-shipped", action="store_true", help="start from public/packs/atelier")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    if options.from_shipped:
        from .generator import restore

        restore("denoiser", Generator(tokenizer.load(options.pack).get_vocab_size()), options.out)
    recipe = Recipe(
        minutes=options.minutes, batch=options.batch, rate=options.rate, matrix_rate=options.matrix_rate,
        decay_from=options.decay_from, seed=options.seed,
    )  # fmt: skip
    if options.smoke:
        recipe = Recipe(minutes=0.2, batch=4, hint_minutes=0.05)
    train(
        World(options.data), options.latents, options.sprites, options.out, options.pack, options.vae, options.lexicon, recipe,
        options.read, compiled=not (options.eager or options.smoke), previews=options.previews,
    )  # fmt: skip
    print(json.dumps({"out": str(options.out)}))


if __name__ == "__main__":
    main()
