"""Train the autoencoder's decoder: `python -m atelier.vae --data DIR --minutes 20`, resumable, `--smoke` for under a minute.

The linear half is set from the first pictures and then frozen, so that latents can be cached at once. The decoder sees random
128-pixel crops, half of them around the face, with some noise on the latents so that it forgives a denoiser's small errors; L1,
squared and edge error with the face weighted. No adversary. Validated by PSNR on held-out people.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import checkpoint, device
from .autoencoder import Autoencoder, AutoencoderConfig
from .data import World

CROP = 128
FACE = 3  # index of face skin in vocabulary.PARSING


class Crops:
    """Batches of crops [B, 3, 128, 128] in -1..1 and their face weights [B, 1, 128, 128], decoded once into memory."""

    def __init__(self, world: World, indices: np.ndarray, limit: int, seed: int):
        self.rng = np.random.default_rng(seed)
        chosen = self.rng.permutation(indices)[:limit]
        with ThreadPoolExecutor(2) as pool:
            self.images = np.stack(list(pool.map(world.image, chosen)))  # (N, H, W, 3)
        self.parsing, self.box = world.parsing[chosen], world.box[chosen]

    def batch(self, size: int) -> tuple[Tensor, Tensor]:
        n, height, width, _ = self.images.shape
        crops, weights = [], []
        for i in self.rng.integers(0, n, size):
            if self.rng.random() < 0.5:
                x0, y0, w, h = self.box[i]
                centre = np.array([y0 + h / 2, x0 + w / 2]) + self.rng.normal(0, 0.3, 2) * (h, w)
                top, left = np.clip(centre - CROP / 2, 0, (height - CROP, width - CROP)).astype(int)
            else:
                top, left = self.rng.integers(0, height - CROP + 1), self.rng.integers(0, width - CROP + 1)
            crops.append(self.images[i, top : top + CROP, left : left + CROP])
            label = self.parsing[i]  # at a quarter of the picture's size
            label = label[top // 4 : top // 4 + CROP // 4, left // 4 : left // 4 + CROP // 4]
            weights.append(np.kron(np.where(label == FACE, 2.0, 1.0), np.ones((4, 4))))
        return as_tensor(np.stack(crops)), torch.from_numpy(np.stack(weights)[:, None]).float()

    def patches(self, pictures: int) -> tuple[Tensor, Tensor]:
        """Every 16x16 patch of some pictures [N, 3, 16, 16] and their weights [N], faces sixfold."""
        x = as_tensor(self.images[:pictures]).unfold(2, 16, 16).unfold(3, 16, 16).permute(0, 2, 3, 1, 4, 5)
        n, h, w = x.shape[:3]
        face = (self.parsing[:pictures] == FACE).reshape(n, h, 4, w, 4).mean((2, 4))
        return x.flatten(0, 2), torch.from_numpy(1 + 5 * face).flatten()


def as_tensor(images: np.ndarray) -> Tensor:
    """uint8 (N, H, W, 3) -> float [N, 3, H, W] in -1..1, channels last in memory."""
    return torch.from_numpy(images).permute(0, 3, 1, 2).float() / 127.5 - 1


def loss_of(output: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    error = output - target
    edges_x, edges_y = error[..., 1:] - error[..., :-1], error[..., 1:, :] - error[..., :-1, :]
    pixel = (weight * (error.abs() + 2 * error.square())).mean()
    return pixel + 0.5 * (edges_x.abs().mean() + edges_y.abs().mean())


def psnr(output: Tensor, target: Tensor) -> float:
    """Mean over pictures, of images in -1..1."""
    error = ((output.clamp(-1, 1) - target) / 2).square().mean((1, 2, 3))
    return float((-10 * error.log10()).mean())


@torch.no_grad()
def validate(model: Autoencoder, images: np.ndarray) -> float:
    model.eval()
    scores = [psnr(model.decoder(model.encoder(x)), x) for x in as_tensor(images).split(4)]
    return float(np.mean(scores))


def train(
    world: World, out: Path, minutes: float, batch: int, rate: float, noise: float, limit: int, seed: int, fresh: bool
) -> Autoencoder:
    torch.manual_seed(seed)
    dev = device.pick()
    log = checkpoint.Log("vae")
    model = Autoencoder(AutoencoderConfig())
    crops = Crops(world, world.train(), limit, seed)
    state = None if fresh else checkpoint.load(out)
    if state:
        model.load_state_dict(state["model"])
    else:
        model.start_linear(*crops.patches(300))
        checkpoint.save(out, model=model.state_dict(), step=0)
    model.encoder.requires_grad_(False)
    model = model.to(dev.kind, memory_format=torch.channels_last)
    held = np.stack([world.image(i) for i in world.held_out()[:24]])
    optimizer = torch.optim.AdamW(model.decoder.parameters(), rate, betas=(0.9, 0.99), weight_decay=1e-4)
    ema = checkpoint.EMA(model, 0.996)
    log.note(
        event="start",
        pictures=len(crops.images),
        minutes=minutes,
        psnr=round(validate(model.cpu(), held), 2),
        resumed=bool(state),
    )
    model.to(dev.kind).train()
    start, saved, step = time.monotonic(), time.monotonic(), 0
    while (elapsed := (time.monotonic() - start) / 60) < minutes:
        warm = min(1.0, (step + 1) / 50)
        for group in optimizer.param_groups:
            group["lr"] = rate * warm * max(0.02, 0.5 * (1 + np.cos(np.pi * elapsed / minutes)))
        image, weight = (x.to(dev.kind) for x in crops.batch(batch))
        image = image.contiguous(memory_format=torch.channels_last)
        with dev.autocast():
            with torch.no_grad():
                latent = model.encoder(image)
            sigma = noise * torch.rand(len(latent), 1, 1, 1, device=dev.kind)
            loss = loss_of(model.decoder(latent + sigma * torch.randn_like(latent)), image, weight)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        ema.update(model)
        step += 1
        log.step(step, batch, loss=loss.item())
        if time.monotonic() - saved > 180:
            checkpoint.save(out, model=ema.model.state_dict(), step=step)
            log.note(event="saved", step=step, psnr=round(validate(ema.model, held), 2))
            saved = time.monotonic()
    log.flush(step)
    best = ema.model.cpu()
    checkpoint.save(out, model=best.state_dict(), step=step)
    log.note(event="done", step=step, psnr=round(validate(best, held), 2))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    large = device.pick().large
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("work/vae.pt"))
    parser.add_argument("--minutes", type=float, default=120 if large else 20)
    parser.add_argument("--batch", type=int, default=128 if large else 8)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--noise", type=float, default=0.1)
    parser.add_argument("--limit", type=int, default=20000 if large else 3000, help="pictures kept decoded in memory")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fresh", action="store_true", help="ignore an earlier checkpoint")
    parser.add_argument("--from-shipped", action="store_true", help="start from public/packs/atelier")
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    if options.from_shipped:
        from .generator import restore

        restore("vae", Autoencoder(), options.out)
    minutes, limit = (0.2, 64) if options.smoke else (options.minutes, options.limit)
    train(
        World(options.data), options.out, minutes, options.batch, options.rate, options.noise, limit, options.seed, options.fresh
    )


if __name__ == "__main__":
    main()
