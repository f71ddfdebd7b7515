"""Train the judge: `python -m atelier.judge --data DIR --minutes 45`, a classifier that reads a picture's look from its pixels.

It measures the generator and is never shipped in the app: another architecture and seed, trained only on drawn pictures of people
that are not held out, written to tests/eval/judge.onnx with its own accuracy on held-out ones beside it. `image` [B, 3, 512, 384]
RGB 0..1 -> one output of logits per attribute. It looks four times: at the whole picture made small, and near by at the head,
which it finds by itself, at the face within it and at the chest below: no network of the pack helps it.
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
from .export._file import export, weights
from .lexicon import CLASSES

SIZE = (384, 512)  # width, height
SIDE = 128  # of what is seen near by
SPARE = 16  # that a crop to learn from has more on every side, to be moved about
ACROSS = 3.6  # side of the head's square, over the distance from the eyes to the mouth
# Squares near by, over the head's side: how far below the head's centre theirs is, and their own side.
NEAR = {"head": (0.0, 1.0), "face": (0.35 / ACROSS, 2.2 / ACROSS), "chest": (2.6 / ACROSS, 4.0 / ACROSS)}
CLOSER = [name for name in NEAR if name != "head"]
OUT = Path(__file__).resolve().parents[2] / "tests" / "eval"


def trunk(widths: tuple[int, ...] = (32, 64, 96, 128, 160)) -> nn.Sequential:
    """Plain 3x3 convolutions with batch norm: [B, 3, H, W] -> [B, 160, H/32, W/32]."""
    layers: list[nn.Module] = []
    for enter, leave in zip((3, *widths), widths, strict=False):
        layers += [nn.Conv2d(enter, leave, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(leave), nn.ReLU()]
        if enter > 3:
            layers += [nn.Conv2d(leave, leave, 3, padding=1, groups=8, bias=False), nn.BatchNorm2d(leave), nn.ReLU()]
    return nn.Sequential(*layers)


def mix(cells: int) -> nn.Sequential:
    """[B, 160, h, w] with h · w = cells -> [B, 256]. The last grid is kept whole: hair is above, clothes are below."""
    return nn.Sequential(nn.Flatten(), nn.Dropout(0.2), nn.Linear(160 * cells, 256), nn.ReLU())


class Judge(nn.Module):
    """A trunk for each view, and one head per attribute that sees them all."""

    def __init__(self):
        super().__init__()
        self.trunk, self.mix = trunk(), mix(12)
        self.near = nn.ModuleDict({name: nn.Sequential(trunk(), mix(16)) for name in NEAR})
        self.where, self.aim = nn.Linear(160 * 12, 3), nn.Linear(160 * 16, 3)
        self.heads = nn.ModuleList(nn.Linear(256 * (1 + len(NEAR)), len(names)) for names in CLASSES.values())

    def far(self, small: Tensor) -> tuple[Tensor, Tensor]:
        """small [B, 3, 128, 96] 0..1 -> features [B, 256], and the head's square [B, 3] as `square` has it."""
        grid = self.trunk(small * 4 - 2)
        return self.mix(grid), self.where(grid.flatten(1))

    def head(self, view: Tensor) -> tuple[Tensor, Tensor]:
        """view [B, 3, 128, 128] 0..1 of the head -> features [B, 256], and how it is off [B, 3], as `aimed` has it."""
        see, keep = self.near["head"]
        grid = see(view * 4 - 2)
        return keep(grid), self.aim(grid.flatten(1))

    def read(self, far: Tensor, head: Tensor, near: dict[str, Tensor]) -> list[Tensor]:
        """near: of every other name of NEAR [B, 3, 128, 128] 0..1"""
        x = torch.cat([far, head, *(self.near[name](view * 4 - 2) for name, view in near.items())], 1)
        return [each(x) for each in self.heads]

    def forward(self, image: Tensor) -> list[Tensor]:
        far, where = self.far(F.avg_pool2d(image, 4))
        head, off = self.head(looked_at(image, where))
        found = aimed(where, off)
        return self.read(far, head, {name: looked_at(image, below(found, *NEAR[name])) for name in CLOSER})


def square(landmarks: np.ndarray) -> np.ndarray:
    """Landmarks [N, 5, 2] in pixels -> of the head's square the centre and the side, over the picture's width [N, 3]."""
    eyes, mouth = landmarks[:, :2].mean(1), landmarks[:, 3:].mean(1)
    tall = np.maximum(np.linalg.norm(mouth - eyes, axis=1), 0.9 * np.linalg.norm(landmarks[:, 1] - landmarks[:, 0], axis=1))
    centre = (eyes + mouth) / 2 - 0.3 * tall[:, None] * np.array([0, 1])  # hair is above
    return np.concatenate([centre, ACROSS * tall[:, None]], 1).astype(np.float32) / SIZE[0]


def aimed(where: Tensor, off: Tensor) -> Tensor:
    """where [B, 3] mended by `off` [B, 3]: how far off the centre is, in sides, and the logarithm of how much larger the side."""
    side = where[:, 2:]
    return torch.cat([where[:, :2] + off[:, :2] * side, side * off[:, 2:].exp()], 1)


def below(where: Tensor, down: float, side: float) -> Tensor:
    """Another view's square [B, 3], from the head's."""
    x, y, head = where.unbind(1)
    return torch.stack([x, y + down * head, side * head], 1)


def looked_at(image: Tensor, where: Tensor) -> Tensor:
    """The square [B, 3, 128, 128] out of image [B, 3, H, W], sampled twice as finely and averaged."""
    b, _, height, width = image.shape
    line = ((torch.arange(2 * SIDE, device=image.device) + 0.5) / SIDE - 1).expand(b, -1)  # -1..1
    side = where[:, 2:].clamp(0.05, 2)
    x = (where[:, :1] + side * line / 2) * 2 - 1
    y = ((where[:, 1:2] + side * line / 2) * width / height) * 2 - 1
    grid = torch.stack([x[:, None].expand(-1, 2 * SIDE, -1), y[:, :, None].expand(-1, -1, 2 * SIDE)], 3)
    return F.avg_pool2d(F.grid_sample(image, grid, "bilinear", "border", align_corners=False), 2)


def crop(image: np.ndarray, where: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 3) and its square -> uint8 (160, 160, 3), SPARE more than the square on every side; as `looked_at` samples."""
    wide = SIDE + 2 * SPARE
    x, y, side = where * image.shape[1]
    step = side / SIDE / 2
    left, top = x - (wide - 0.5) * step - 0.5, y - (wide - 0.5) * step - 0.5
    matrix = np.array([[step, 0, left], [0, step, top]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    fine = cv2.warpAffine(image, matrix, (2 * wide, 2 * wide), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return cv2.resize(fine, (wide, wide), interpolation=cv2.INTER_AREA)


def shrink(image: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 3) of any size -> uint8 (512, 384, 3)."""
    return image if image.shape[:2] == SIZE[::-1] else cv2.resize(image, SIZE, interpolation=cv2.INTER_AREA)


def as_input(images: np.ndarray) -> Tensor:
    return torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255


def accuracy(logits: list[np.ndarray], look: np.ndarray) -> dict[str, float]:
    return {name: round(float((logits[k].argmax(1) == look[:, k]).mean()), 4) for k, name in enumerate(CLASSES)}


def disturbed(image: Tensor, light: Tensor) -> Tensor:
    """Exposure, colour and softness that a generator may get slightly wrong without being wrong about the look.

    light [B, 4, 1, 1]: how exposure and each colour are off
    """
    image = image * (1 + 0.1 * light[:, :1]) + 0.03 * light[:, 1:]
    soft = F.avg_pool2d(F.pad(image, (1, 1, 1, 1), mode="replicate"), 3, 1)
    amount = torch.rand(len(image), 1, 1, 1) * (torch.rand(len(image), 1, 1, 1) < 0.5)
    return torch.lerp(image, soft, amount).clamp(0, 1)


def moved(crops: Tensor, off: Tensor) -> Tensor:
    """crops [B, 3, 160, 160] -> [B, 3, 128, 128], in which what was in the middle is off by `off`, as `aimed` takes it."""
    side = SIDE / (SIDE + 2 * SPARE) * (-off[:, 2]).exp()
    theta = torch.zeros(len(crops), 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = side
    theta[:, :, 2] = -2 * off[:, :2] * side[:, None]
    grid = F.affine_grid(theta, [len(crops), 3, SIDE, SIDE], align_corners=False)
    return F.grid_sample(crops, grid, "bilinear", "border", align_corners=False)


class Views:
    """Every picture small, and its squares near by, in memory: 270 kB each."""

    def __init__(self, world: World, chosen: np.ndarray):
        self.where = square(world.landmarks[chosen])
        self.look = torch.from_numpy(world.look[chosen].astype(np.int64))
        self.small = np.empty((len(chosen), 128, 96, 3), np.uint8)
        wide = SIDE + 2 * SPARE
        self.near = {name: np.empty((len(chosen), wide, wide, 3), np.uint8) for name in NEAR}
        squares = {name: below(torch.from_numpy(self.where), *view).numpy() for name, view in NEAR.items()}

        def look_at(k: int) -> None:
            image = world.image(chosen[k])
            self.small[k] = cv2.resize(image, (96, 128), interpolation=cv2.INTER_AREA)
            for name, crops in self.near.items():
                crops[k] = crop(image, squares[name][k])

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(look_at, range(len(chosen))))

    def batch(self, picked: np.ndarray) -> tuple[Tensor, dict[str, Tensor], Tensor, Tensor, Tensor]:
        """small [B, 3, 128, 96], near each [B, 3, 128, 128], square [B, 3], how the head's view is off [B, 3], look [B, 9]"""
        n = len(picked)
        light = torch.randn(n, 4, 1, 1)
        off = {name: (0.05 if name == "head" else 0.025) * torch.randn(n, 3).clamp(-2.5, 2.5) for name in NEAR}
        near = {name: disturbed(moved(as_input(crops[picked]), off[name]), light) for name, crops in self.near.items()}
        small = disturbed(as_input(self.small[picked]), light)
        return small, near, torch.from_numpy(self.where[picked]), off["head"], self.look[picked]


def shipped() -> dict[str, Tensor]:
    """The state of tests/eval/judge.onnx."""
    return Judge().state_dict() | weights("judge", pack=OUT)


def train(
    world: World, out: Path, minutes: float, batch: int, seed: int, limit: int, work: Path, begin: dict[str, Tensor] | None
) -> dict[str, float]:
    torch.manual_seed(seed)
    dev, log, rng = device.pick(), checkpoint.Log("judge"), np.random.default_rng(seed)
    views, held = Views(world, rng.permutation(world.train())[:limit]), world.held_out()[:1000]
    model = Judge().to(dev.kind, memory_format=torch.channels_last)
    state = checkpoint.load(work)
    if state:
        begin = state["model"]
    if begin:
        model.load_state_dict(begin)
    rate = 1e-3 if begin else 2e-3
    optimizer = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.02)
    log.note(event="start", pictures=len(views.look), minutes=minutes, resumed=bool(state))
    start, step, saved = time.monotonic(), 0, time.monotonic()
    while (elapsed := (time.monotonic() - start) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 50) * max(0.01, 1 - elapsed / minutes)
        small, near, where, off, target = views.batch(rng.integers(0, len(views.look), batch))
        where, off, target = where.to(dev.kind), off.to(dev.kind), target.to(dev.kind)
        near = {name: view.to(dev.kind, memory_format=torch.channels_last) for name, view in near.items()}
        features, found = model.far(small.to(dev.kind, memory_format=torch.channels_last))
        head, aim = model.head(near.pop("head"))
        logits = model.read(features, head, near)
        named = sum(F.cross_entropy(each, target[:, k], label_smoothing=0.02) for k, each in enumerate(logits)) / len(CLASSES)
        placed = (found - where).abs().mean() + (aim - off).abs().mean()
        optimizer.zero_grad()
        (len(CLASSES) * (named + placed)).backward()
        optimizer.step()
        step += 1
        log.step(step, batch, loss=named.item(), off=placed.item())
        if time.monotonic() - saved > 300:
            checkpoint.save(work, model=model.state_dict())
            saved = time.monotonic()
    log.flush(step)
    checkpoint.save(work, model=model.state_dict())
    model = model.cpu().eval()
    with torch.no_grad():
        parts = [model(as_input(np.stack([world.image(i) for i in part]))) for part in np.array_split(held, 40)]
    found = [torch.cat(logits).numpy() for logits in zip(*parts, strict=True)]
    own = accuracy(found, world.look[held])
    log.note(event="done", step=step, **own)
    out.mkdir(parents=True, exist_ok=True)
    names = list(CLASSES)
    dynamic = {name: {0: "batch"} for name in ["image", *names]}
    export(model, {"image": torch.rand(1, 3, 512, 384)}, names, out / "judge.onnx", dynamic)
    card = {"classes": CLASSES, "heldOut": len(held), "accuracy": own}
    (out / "judge.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    return own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    large = device.pick().large
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--work", type=Path, default=Path("work/judge.pt"))
    parser.add_argument("--minutes", type=float, default=20 if large else 45)
    parser.add_argument("--batch", type=int, default=256 if large else 64)
    parser.add_argument("--limit", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=77)
    parser.add_argument("--from-shipped", action="store_true", help="start from tests/eval/judge.onnx")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    minutes, limit = (0.1, 64) if options.smoke else (options.minutes, options.limit)
    begin = shipped() if options.from_shipped else None
    train(World(options.data), options.out, minutes, options.batch, options.seed, limit, options.work, begin)


if __name__ == "__main__":
    main()
