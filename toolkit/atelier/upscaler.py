"""Train the upscaler: `python -m atelier.upscaler --data DIR --minutes 30`, resumable, `--smoke` for under a minute.

Its pictures are made by `python -m atelier.upscaler_data`; shards that arrive meanwhile are taken in. A square comes as it was
drawn and shrunk, through the autoencoder, or through it with noise on its latent, as a picture from the denoiser does; a batch
is all of one kind, and its loss the error in decibels, so that kinds with little error count as much. No adversary: nothing is
invented that was not there. Validated by what it gains over bicubic interpolation on held-out people.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import checkpoint, device
from .data import HELD_OUT_EVERY, map_array
from .export._file import weights
from .muon import Muon
from .upscaler_net import SCALE, Upscaler
from .vae import as_tensor

SHARES = {"plain": 0.2, "coded": 0.5, "noisy": 0.3}  # of the batches
REFRESH = 200  # steps
WINDOW = 32  # px of the small picture that are learned from at once
RIM = 4  # px along its edge that do not count: half of what they should be told by is missing


class Squares:
    """Pairs of small and large squares, [B, 3, 48, 48] and [B, 3, 192, 192] in -1..1, of people to train on or held out."""

    def __init__(self, folder: Path, held_out: bool, seed: int):
        self.folder, self.held_out, self.rng = folder, held_out, np.random.default_rng(seed)
        self.files: dict[Path, dict[str, np.ndarray]] = {}
        self.refresh()
        if not len(self):
            raise FileNotFoundError(f"{folder}: no shards of such people here")

    def refresh(self) -> None:
        for path in sorted(self.folder.glob("shard-*.npz")):
            if path not in self.files:
                self.files[path] = {name: map_array(path, name) for name in ("large", "person", *SHARES)}
        self.index = [
            (path, int(i))
            for path, shard in self.files.items()
            for i in np.flatnonzero((shard["person"] % HELD_OUT_EVERY == 0) == self.held_out)
        ]

    def __len__(self) -> int:
        return len(self.index)

    def pair(self, i: int, kind: str) -> tuple[np.ndarray, np.ndarray]:
        path, k = self.index[i]
        return self.files[path][kind][k], self.files[path]["large"][k]

    def batch(self, size: int) -> tuple[Tensor, Tensor]:
        """Windows of random squares of one kind, half of them mirrored."""
        kind = self.rng.choice(list(SHARES), p=list(SHARES.values()))
        pairs = [self.pair(int(i), kind) for i in self.rng.integers(0, len(self), size)]
        pairs = [tuple(image[:, ::-1] for image in pair) if self.rng.random() < 0.5 else pair for pair in pairs]
        small, large = (as_tensor(np.ascontiguousarray(np.stack(images))) for images in zip(*pairs, strict=True))
        top, left = self.rng.integers(0, small.shape[-1] - WINDOW + 1, 2)
        return window(small, top, left, WINDOW), window(large, SCALE * top, SCALE * left, SCALE * WINDOW)


def window(images: Tensor, top: int, left: int, side: int) -> Tensor:
    return images[..., top : top + side, left : left + side]


def squared_error(output: Tensor, large: Tensor) -> Tensor:
    """Mean over the batch, its rim left out."""
    return window(output - large, SCALE * RIM, SCALE * RIM, SCALE * (WINDOW - 2 * RIM)).square().mean()


def optimizers(model: Upscaler, rate: float, matrix_rate: float) -> list[tuple[torch.optim.Optimizer, float]]:
    """Muon for the convolutions that mix many channels, AdamW for the rest, each with its rate."""
    mixing = ("down.weight", "mix.weight")
    hidden = {name for name, p in model.named_parameters() if name in mixing or (name.startswith("body.") and p.dim() == 4)}
    rest = [p for name, p in model.named_parameters() if name not in hidden]
    return [
        (Muon([p for name, p in model.named_parameters() if name in hidden], matrix_rate, iterations=3), matrix_rate),
        (torch.optim.AdamW(rest, rate, betas=(0.9, 0.99), weight_decay=1e-5), rate),
    ]


@torch.no_grad()
def validate(model: Upscaler, held: Squares, limit: int = 48) -> dict[str, float]:
    """Gain over bicubic in dB, over all of their pixels, of drawings and of what the autoencoder leaves of them."""
    model.eval()
    gains = {}
    chosen = np.linspace(0, len(held) - 1, min(limit, len(held))).astype(int)
    for kind in SHARES:
        pairs = [held.pair(int(i), kind) for i in chosen]
        small, large = (as_tensor(np.stack(images)) for images in zip(*pairs, strict=True))
        plain = F.interpolate(small, scale_factor=SCALE, mode="bicubic", align_corners=False)
        better = torch.cat([model(part) for part in small.split(16)])
        gains[kind] = round(10 * float(torch.log10((plain - large).square().mean() / (better - large).square().mean())), 3)
    model.train()
    return gains


def train(
    data: Path, out: Path, minutes: float, batch: int, rate: float, matrix_rate: float, threads: int, seed: int, fresh: bool
) -> Upscaler:
    torch.manual_seed(seed)
    dev = device.pick(threads)
    log = checkpoint.Log("upscaler")
    squares, held = Squares(data, False, seed), Squares(data, True, seed)
    model = Upscaler()
    state = None if fresh else checkpoint.load(out)
    if state:
        model.load_state_dict(state["model"])
    model = model.to(dev.kind, memory_format=torch.channels_last)
    both = optimizers(model, rate, matrix_rate)
    ema = checkpoint.EMA(model, 0.997)
    log.note(event="start", squares=len(squares), minutes=minutes, resumed=bool(state))
    began = saved = time.monotonic()
    step = 0
    while (elapsed := (time.monotonic() - began) / 60) < minutes:
        factor = min(1.0, (step + 1) / 50) * max(0.01, 0.5 * (1 + np.cos(np.pi * elapsed / minutes)))
        for optimizer, base in both:
            for group in optimizer.param_groups:
                group["lr"] = base * factor
        if step % REFRESH == 0:
            squares.refresh()
        small, large = (x.to(dev.kind).contiguous(memory_format=torch.channels_last) for x in squares.batch(batch))
        with dev.autocast():
            output = model(small)
        loss = squared_error(output.float(), large).log10()
        model.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer, _ in both:
            optimizer.step()
        ema.update(model)
        step += 1
        log.step(step, batch, loss=loss.item())
        if time.monotonic() - saved > 300:
            checkpoint.save(out, model=ema.model.state_dict(), step=step)
            log.note(event="saved", step=step, squares=len(squares), gain=validate(ema.model, held))
            saved = time.monotonic()
    log.flush(step)
    best = ema.model.cpu()
    checkpoint.save(out, model=best.state_dict(), step=step)
    log.note(event="done", step=step, gain=validate(best, held))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    large = device.pick().large
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("work/upscaler.pt"))
    parser.add_argument("--minutes", type=float, default=60 if large else 30)
    parser.add_argument("--batch", type=int, default=64 if large else 8)
    parser.add_argument("--rate", type=float, default=5e-4, help="AdamW's; four times as much undoes the start")
    parser.add_argument("--matrix-rate", type=float, default=0.003, help="Muon's")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fresh", action="store_true", help="ignore an earlier checkpoint")
    parser.add_argument("--from-shipped", action="store_true", help="start from public/packs/atelier")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    if options.from_shipped:
        checkpoint.save(options.out, model=weights("upscaler"), step=0)
    minutes = 0.2 if options.smoke else options.minutes
    rates = (options.rate, options.matrix_rate)
    train(options.data, options.out, minutes, options.batch, *rates, options.threads, options.seed, options.fresh)


if __name__ == "__main__":
    main()
