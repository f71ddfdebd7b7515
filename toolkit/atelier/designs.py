"""Compare denoisers and prediction targets at equal cost: `python -m atelier.designs --data DIR --latents DIR --generator FILE
--minutes 4`, resumable by rows, `--smoke` for under a minute.

Every design of design_nets.py learns from nothing, for the same seconds of one core, from the same pictures with the same noise,
told by the text encoder and the hint of a trained generator, which stay as they are (and are run once, beforehand). Targets are
of the same network: what a velocity is wrong by follows from what x0 is wrong by, so that with the preconditioning a target is a
distribution of noise levels and a weight for each. Writes runs/designs.json and prints a table.

  x0 at t        squared error in x0 of held-out people at the flow's time t, as a share of the hint's own
  judge          mean probability of what was asked (hair, its colour, outfit, scene) on pictures of four steps
  sharpness      of those, as a share of the drawings' (evaluate/steps.py)
"""

import argparse
import json
import math
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from . import checkpoint, device, flow, manifest, preview, tokenizer
from .autoencoder import Autoencoder
from .data import World
from .denoiser import Pictures, Recipe
from .design_nets import DESIGNS, Design, Told
from .evaluate.generator import judged
from .evaluate.steps import probabilities, sharpness
from .export._file import PACK, export
from .generator import Generator
from .hint import ATTRIBUTES, PERSON
from .hint import probabilities as softmaxes
from .muon import Muon
from .text import POOL
from .unet import DECIDED, POSE

LEVELS = (0.3, 0.5, 0.7, 0.85, 0.95, 1.0)  # the flow's times at which x0 is compared
STEPS = 4


@dataclass(frozen=True)
class Budget:
    minutes: float = 4  # of one core, of every run
    batch: int = 16
    lessons: int = 4096
    held: int = 128
    pictures: int = 24
    rate: float = 1e-3  # AdamW
    matrix_rate: float = 0.02  # Muon
    decay_from: float = 0.5
    seed: int = 0


@dataclass(frozen=True)
class Target:
    times: Callable[[int, torch.Generator], Tensor]  # the flow's times of a batch
    weight: Callable[[Tensor], Tensor]  # of the squared error of the velocity at such times


def cosine_times(n: int, generator: torch.Generator) -> Tensor:
    """Evenly spread angles of the cosine schedule, at the same ratio of signal to noise."""
    angle = torch.rand(n, generator=generator) * math.pi / 2
    return angle.sin() / (angle.sin() + angle.cos())


def flow_times(n: int, generator: torch.Generator) -> Tensor:
    return flow.training_times(n, Recipe.shift, generator)


# x0's error is t times the velocity's; that of v = cos noise - sin x0 (Salimans & Ho 2022) is the velocity's times the length of
# (1 - t, t).
TARGETS = {
    "flow velocity": Target(flow_times, torch.ones_like),
    "v, cosine": Target(cosine_times, lambda t: t * t + (1 - t) * (1 - t)),
    "x0": Target(flow_times, lambda t: t * t),
}


@dataclass
class Lessons:
    """Pictures and what is told of them, everything ready but the noise."""

    latent: Tensor
    weight: Tensor
    told: Told

    def batch(self, rows: Tensor) -> "Lessons":
        told = self.told[rows]
        return Lessons(self.latent[rows].float(), self.weight[rows], Told(*(getattr(told, name).float() for name in vars(told))))


@torch.no_grad()
def lessons(generator: Generator, pictures: Pictures, count: int) -> Lessons:
    """As the denoiser is told in training, by true parameters."""
    rows, net = [], generator.net
    for _ in range(math.ceil(count / 32)):
        batch = pictures.batch(min(32, count))
        context, who, pose = generator.context(batch["ids"]), batch["scale"][:, None], batch["pose"]
        attributes, described = net.namer(context.sum(1) / POOL).split([sum(ATTRIBUTES), PERSON], -1)
        person = who * batch["parameters"] + (1 - who) * described
        hint = net.hint(softmaxes(attributes * DECIDED), person, pose * pose[:, POSE - 1 :], batch["rig"])
        rows.append((batch["latent"].half(), batch["weight"], hint.half(), context.half(), batch["parameters"], who[:, 0], pose))
    latent, weight, *told = (torch.cat(parts)[:count] for parts in zip(*rows, strict=True))
    return Lessons(latent, weight, Told(*told))


def prepare(options: argparse.Namespace, budget: Budget, path: Path) -> dict:
    """Lessons to learn from and held-out ones, with drawings and looks of the first of these; written once."""
    state = checkpoint.load(path)
    if state:
        return state
    world, words = World(options.data), tokenizer.load(options.pack)
    generator = Generator(words.get_vocab_size())
    generator.load_state_dict(checkpoint.load(options.generator)["model"])
    generator.eval()
    pictures = Pictures(world, options.latents, words, Recipe(seed=budget.seed))
    whole = Recipe(seed=budget.seed + 1, drop_text=0, drop_identity=0, drop_pose=0, whole=1, describe=0)
    held = Pictures(world, options.latents, words, whole, held_out=True)
    # which pictures a batch is of: its own first draw
    chosen = np.random.default_rng(whole.seed).integers(0, len(held.latent), min(32, budget.held))[: budget.pictures]
    state = {
        "train": lessons(generator, pictures, budget.lessons), "held": lessons(generator, held, budget.held),
        "images": np.stack([world.image(i) for i in held.chosen[chosen]]), "look": held.look[chosen].astype(np.int64),
    }  # fmt: skip
    assert torch.equal(state["held"].latent[: len(chosen)], torch.from_numpy(held.latent[chosen]))
    checkpoint.save(path, **state)
    return state


def optimizers(net: Design, budget: Budget) -> list[tuple[torch.optim.Optimizer, float]]:
    """As in denoiser.py: Muon for hidden matrices, AdamW for the rest."""
    hidden = net.hidden()
    chosen = {id(p) for p in hidden}
    rest = [p for p in net.parameters() if id(p) not in chosen and p.requires_grad]
    adam = torch.optim.AdamW(rest, budget.rate, betas=(0.9, 0.99), weight_decay=0.01)
    return [(Muon(hidden, budget.matrix_rate, iterations=3), budget.matrix_rate), (adam, budget.rate)]


def train(net: Design, target: Target, given: Lessons, budget: Budget) -> dict[str, float]:
    """Seconds are the processor's, so that other work on the machine takes nothing away."""
    stepping, began, step = optimizers(net, budget), time.process_time(), 0
    order = torch.randperm(len(given.latent), generator=torch.Generator().manual_seed(budget.seed))
    while (spent := (time.process_time() - began) / 60) < budget.minutes:
        progress = spent / budget.minutes
        factor = min(1.0, (step + 1) / 30) * min(1.0, max(0.02, (1 - progress) / (1 - budget.decay_from)))
        for optimizer, rate in stepping:
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        batch = given.batch(order[(step * budget.batch + torch.arange(budget.batch)) % len(order)])
        same = torch.Generator().manual_seed(step)
        t = target.times(budget.batch, same)
        noise = torch.randn(batch.latent.shape, generator=same)
        at = t.view(-1, 1, 1, 1)
        error = net((1 - at) * batch.latent + at * noise, t, batch.told) - (noise - batch.latent)
        loss = (batch.weight * target.weight(at) * error.square()).mean()
        net.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        for optimizer, _ in stepping:
            optimizer.step()
        step += 1
    return {"updates": step, "seen": step * budget.batch, "coreSeconds": time.process_time() - began}


@torch.no_grad()
def errors(net: Callable[[Tensor, Tensor, Told], Tensor], held: Lessons) -> dict[str, float]:
    """Of x0 at every level, over the hint's own."""
    found = {}
    for level in LEVELS:
        same, wrong, hints = torch.Generator().manual_seed(3), 0.0, 0.0
        for rows in torch.arange(len(held.latent)).split(32):
            batch = held.batch(rows)
            noise, t = torch.randn(batch.latent.shape, generator=same), torch.full((len(rows),), level)
            sample = (1 - level) * batch.latent + level * noise
            wrong += float((sample - level * net(sample, t, batch.told) - batch.latent).square().sum())
            hints += float((batch.told.hint - batch.latent).square().sum())
        found[f"{level:g}"] = wrong / hints
    return found


def look_at(images: list[np.ndarray], state: dict) -> dict:
    sure = probabilities(judged(images), state["look"])
    ratio = [math.log(max(1e-6, sharpness(image)) / sharpness(real)) for image, real in zip(images, state["images"], strict=True)]
    return {"judge": {name: float(each.mean()) for name, each in sure.items()}, "sharpness": math.exp(np.mean(ratio))}


@torch.no_grad()
def decoded(vae: Autoencoder, latent: Tensor) -> list[np.ndarray]:
    image = torch.cat([vae.decoder(part) for part in latent.split(8)])
    return list(((image.clamp(-1, 1) + 1) * 127.5 + 0.5).byte().permute(0, 2, 3, 1).numpy())


@torch.no_grad()
def draw(net: Design, told: Told) -> Tensor:
    noise = torch.randn(told.hint.shape, generator=torch.Generator().manual_seed(5))
    step = lambda sample, t: net(sample, torch.full((len(sample),), t), told)  # noqa: E731
    return flow.euler(step, noise, flow.sigmas(STEPS, manifest.SHIFT))


class Bare(nn.Module):
    """For the exporter: tensors instead of Told."""

    def __init__(self, net: Design):
        super().__init__()
        self.net = net

    def forward(self, sample: Tensor, t: Tensor, *told: Tensor) -> Tensor:
        return self.net(sample, t, Told(*told))


@torch.no_grad()
def cost(net: Design, held: Lessons, repeats: int = 40) -> dict[str, float]:
    """Of one step of one picture: parameters, arithmetic, the fastest run in ONNX Runtime on one thread."""
    one = held.batch(torch.arange(1))
    inputs = {"sample": one.latent, "t": torch.tensor([0.8])} | vars(one.told)
    with FlopCounterMode(display=False) as counter:
        Bare(net)(*inputs.values())
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.onnx"
        export(Bare(net), inputs, ["velocity"], path)
        session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    # tracing leaves out inputs that a design does not read
    feeds = {each.name: inputs[each.name].numpy() for each in session.get_inputs()}
    spent = []
    for _ in range(repeats):
        start = time.process_time()
        session.run(None, feeds)
        spent.append(time.process_time() - start)
    parameters = sum(p.numel() for p in net.parameters() if p.requires_grad)
    return {"parameters": parameters, "gflop": counter.get_total_flops() / 1e9, "milliseconds": 1000 * min(spent)}


def table(rows: list[dict]) -> str:
    """Markdown."""
    asked = list(rows[0]["judge"])
    costs = ("weights", "GFLOP a step", "ms a step", "updates")
    names = ["design", "target", *costs, *(f"x0 at {level:g}" for level in LEVELS), *asked, "sharpness"]
    lines = [f"| {' | '.join(names)} |", "|---|---|" + "---:|" * (len(names) - 2)]
    for row in rows:
        dear = [""] * len(costs)
        if "updates" in row:
            dear = [f"{row['parameters'] / 1e6:.1f} M", f"{row['gflop']:.2f}", f"{row['milliseconds']:.1f}", f"{row['updates']}"]
        shown = [f"{row['x0'][f'{level:g}']:.3f}" if "x0" in row else "" for level in LEVELS]
        judge = [f"{100 * row['judge'][name]:.0f} %" for name in asked]
        cells = [row["design"], row.get("target", ""), *dear, *shown, *judge, f"{row['sharpness']:.3f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def compare(
    state: dict, vae: Autoencoder, budget: Budget, wanted: list[tuple[str, str]], path: Path, sheet: Path | None
) -> list[dict]:
    """The drawings' row, the hint's, one of each pair of names; rows that are in the file already are not run again."""
    held = state["held"]
    few = held.batch(torch.arange(len(state["images"])))
    earlier = json.loads(path.read_text()) if path.exists() else {"budget": asdict(budget), "rows": []}
    if earlier["budget"] != asdict(budget):
        raise SystemExit(f"{path}: rows of another budget, which nothing can be compared with")
    rows = earlier["rows"]
    if not rows:
        hint = {"x0": {f"{level:g}": 1.0 for level in LEVELS}, **look_at(decoded(vae, few.told.hint), state)}
        rows = [{"design": "drawings", **look_at(list(state["images"]), state)}, {"design": "the hint alone", **hint}]
    pictures = [decoded(vae, few.latent), decoded(vae, few.told.hint)]
    for design, target in wanted:
        if any(row["design"] == design and row.get("target") == target for row in rows):
            continue
        torch.manual_seed(budget.seed)
        net = DESIGNS[design]()
        told = train(net.train(), TARGETS[target], state["train"], budget)
        net.eval()
        drawn = decoded(vae, draw(net, few.told))
        pictures.append(drawn)
        row = {"design": design, "target": target, **told, **cost(net, held), "x0": errors(net, held), **look_at(drawn, state)}
        rows.append(row)
        print(json.dumps(row), flush=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"budget": asdict(budget), "rows": rows}, indent=1) + "\n")
    if sheet:
        preview.write(sheet, [np.concatenate(row[:7], 1) for row in pictures])
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--latents", type=Path, default=Path("work/latents"))
    parser.add_argument("--generator", type=Path, default=Path("work/denoiser.pt"), help="whose text encoder and hint are used")
    parser.add_argument("--vae", type=Path, default=Path("work/vae.pt"))
    parser.add_argument("--pack", type=Path, default=PACK, help="where tokenizer.json is")
    parser.add_argument("--lessons", type=Path, default=Path("work/lessons.pt"), help="written once")
    parser.add_argument("--out", type=Path, default=checkpoint.RUNS / "designs.json")
    parser.add_argument("--minutes", type=float, default=Budget.minutes, help="of one core, of every run")
    parser.add_argument("--targets", nargs="+", choices=list(TARGETS), default=["flow velocity", "v, cosine"])
    parser.add_argument("--seed", type=int, default=Budget.seed)
    parser.add_argument("--sheet", type=Path, help="write a contact sheet of what was just trained there")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    device.pick(1)
    budget = Budget(minutes=options.minutes, seed=options.seed)
    if options.smoke:
        budget = Budget(minutes=0.03, batch=2, lessons=4, held=4, pictures=2, seed=options.seed)
    vae = Autoencoder()
    vae.load_state_dict(checkpoint.load(options.vae)["model"])
    state = prepare(options, budget, options.lessons)
    wanted = [(design, target) for target in options.targets for design in DESIGNS]
    print(table(compare(state, vae.eval(), budget, wanted, options.out, options.sheet)))


if __name__ == "__main__":
    main()
