"""Train the judge: `python -m atelier.judge --data DIR --minutes 8`, a classifier that reads a picture's look from its pixels.

It measures the generator and is never shipped in the app: another architecture and seed, trained only on drawn pictures of people
that are not held out, written to tests/eval/judge.onnx with its own accuracy on held-out ones beside it. `image` [B, 3, 128, 96]
RGB 0..1 -> one output of logits per attribute.
"""

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import checkpoint, device
from .data import World
from .export._file import export
from .lexicon import CLASSES

SIZE = (96, 128)  # width, height
OUT = Path(__file__).resolve().parents[2] / "tests" / "eval"


class Judge(nn.Module):
    """Plain 3x3 convolutions with batch norm; the last grid is kept in quarters, since hair is above and clothes are below."""

    def __init__(self, widths: tuple[int, ...] = (32, 64, 96, 128, 160)):
        super().__init__()
        layers: list[nn.Module] = []
        for enter, leave in zip((3, *widths), widths, strict=False):
            layers += [nn.Conv2d(enter, leave, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(leave), nn.ReLU()]
            if enter > 3:
                layers += [nn.Conv2d(leave, leave, 3, padding=1, groups=8, bias=False), nn.BatchNorm2d(leave), nn.ReLU()]
        self.trunk = nn.Sequential(*layers)  # [B, 160, 4, 3]
        self.mix = nn.Sequential(nn.Flatten(), nn.Dropout(0.2), nn.Linear(widths[-1] * 12, 256), nn.ReLU())
        self.heads = nn.ModuleList(nn.Linear(256, len(names)) for names in CLASSES.values())

    def forward(self, image: Tensor) -> list[Tensor]:
        x = self.mix(self.trunk(image * 4 - 2))
        return [head(x) for head in self.heads]


def shrink(image: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 3) of any size -> uint8 (128, 96, 3)."""
    return cv2.resize(image, SIZE, interpolation=cv2.INTER_AREA)


def as_input(images: np.ndarray) -> Tensor:
    return torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255


def accuracy(logits: list[np.ndarray], look: np.ndarray) -> dict[str, float]:
    return {name: round(float((logits[k].argmax(1) == look[:, k]).mean()), 4) for k, name in enumerate(CLASSES)}


def disturbed(image: Tensor) -> Tensor:
    """Exposure, colour and softness that a generator may get slightly wrong without being wrong about the look."""
    n = len(image)
    image = image * (1 + 0.1 * torch.randn(n, 1, 1, 1)) + 0.03 * torch.randn(n, 3, 1, 1)
    soft = F.avg_pool2d(F.pad(image, (1, 1, 1, 1), mode="replicate"), 3, 1)
    amount = torch.rand(n, 1, 1, 1) * (torch.rand(n, 1, 1, 1) < 0.5)
    shift = torch.randint(-4, 5, (2,)).tolist()
    return torch.roll(torch.lerp(image, soft, amount), shift, (2, 3)).clamp(0, 1)


def train(world: World, out: Path, minutes: float, batch: int, seed: int, limit: int, work: Path) -> dict[str, float]:
    torch.manual_seed(seed)
    dev, log, rng = device.pick(), checkpoint.Log("judge"), np.random.default_rng(seed)
    chosen, held = rng.permutation(world.train())[:limit], world.held_out()[:1000]
    with ThreadPoolExecutor(2) as pool:
        images = np.stack(list(pool.map(lambda i: shrink(world.image(i, 2)), chosen)))
        held_images = np.stack(list(pool.map(lambda i: shrink(world.image(i, 2)), held)))
    look = torch.from_numpy(world.look[chosen].astype(np.int64))
    model = Judge().to(dev.kind, memory_format=torch.channels_last)
    state = checkpoint.load(work)
    if state:
        model.load_state_dict(state["model"])
    optimizer = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=0.02)
    log.note(event="start", pictures=len(images), minutes=minutes, resumed=bool(state))
    start, step = time.monotonic(), 0
    while (elapsed := (time.monotonic() - start) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = 2e-3 * min(1.0, (step + 1) / 50) * max(0.01, 1 - elapsed / minutes)
        picked = rng.integers(0, len(images), batch)
        logits = model(disturbed(as_input(images[picked])).to(dev.kind, memory_format=torch.channels_last))
        target = look[picked].to(dev.kind)
        loss = sum(F.cross_entropy(each, target[:, k], label_smoothing=0.02) for k, each in enumerate(logits))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        log.step(step, batch, loss=loss.item() / len(CLASSES))
    log.flush(step)
    checkpoint.save(work, model=model.state_dict())
    model = model.cpu().eval()
    with torch.no_grad():
        parts = [model(as_input(part)) for part in np.array_split(held_images, 10)]
    found = [torch.cat(logits).numpy() for logits in zip(*parts, strict=True)]
    own = accuracy(found, world.look[held])
    log.note(event="done", step=step, **own)
    out.mkdir(parents=True, exist_ok=True)
    names = list(CLASSES)
    dynamic = {name: {0: "batch"} for name in ["image", *names]}
    export(model, {"image": torch.rand(1, 3, 128, 96)}, names, out / "judge.onnx", dynamic)
    card = {"classes": CLASSES, "heldOut": len(held), "accuracy": own}
    (out / "judge.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    return own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    large = device.pick().large
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--work", type=Path, default=Path("work/judge.pt"))
    parser.add_argument("--minutes", type=float, default=20 if large else 8)
    parser.add_argument("--batch", type=int, default=256 if large else 64)
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    minutes, limit = (0.1, 64) if options.smoke else (options.minutes, options.limit)
    train(World(options.data), options.out, minutes, options.batch, options.seed, limit, options.work)


if __name__ == "__main__":
    main()
