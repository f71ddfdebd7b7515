"""Teach the trained decoder texture: `python -m atelier.sharpen --data DIR --minutes 28`, resumable, `--smoke`.

A mean of everything that a latent may stand for is smooth; drawings are not. A patch discriminator that sees a crop beside
what the linear half makes of its latent (Isola et al. 2017; hinge loss) tells drawn crops from decoded ones. Latents come
from drawings, where pixels and the discriminator's features are held to the drawing, and from the denoiser (--drawn: float16
[N, 16, h, w], made by the exported graphs where it is not there yet), where only eighths of the size are, to what the decoder
made of them before. The encoder never changes. What is written beside the checkpoint, NAME.vae.pt, lies --share of the way
from the old weights to the new (network interpolation, Wang et al. 2018): texture without the weave that an adversary leaves.
Validated by PSNR on held-out people and by how much of a drawing's fine detail decoded latents of the denoiser have.
"""

import argparse
import copy
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import checkpoint, device, manifest
from .autoencoder import PATCH, Autoencoder
from .data import World
from .evaluate.generator import Pipeline, pose_row
from .vae import CROP, Crops, as_tensor, loss_of, validate
from .world import captions, params

CELLS = CROP // PATCH


class Discriminator(nn.Module):
    """crop and its linear decoding [B, 3, H, W] each -> a score for every patch [B, 1, H/8, W/8] and the features beneath."""

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128)):
        super().__init__()
        pairs = zip((6, *widths), widths, strict=False)
        self.down = nn.ModuleList(nn.Conv2d(enter, leave, 4, 2, 1) for enter, leave in pairs)
        self.even = nn.ModuleList(nn.GroupNorm(8, width) if k else nn.Identity() for k, width in enumerate(widths))
        self.score = nn.Conv2d(widths[-1], 1, 3, padding=1)

    def forward(self, crop: Tensor, plain: Tensor) -> tuple[Tensor, list[Tensor]]:
        x, features = torch.cat([4 * (crop - plain), plain], 1), []
        for layer, even in zip(self.down, self.even, strict=True):
            x = F.leaky_relu(even(layer(x)), 0.2)
            features.append(x)
        return self.score(x), features


def linear(model: Autoencoder, latent: Tensor) -> Tensor:
    return F.pixel_shuffle(model.decoder.linear(latent), PATCH)


def fine(images: Tensor) -> float:
    """Mean magnitude of what a blur of 3 px takes away."""
    return float((images - F.avg_pool2d(images, 3, 1, 1)).abs().mean())


def draw(world: World, file: Path, count: int, seed: int) -> None:
    """Latents of `count` pictures at Standard, of training people in looks and poses of their own."""
    pipeline, rng, preset = Pipeline(threads=1), np.random.default_rng(seed), manifest.PRESETS["standard"]
    people, rows = world.train(), []
    for _ in range(count):
        i, look = rng.choice(people), params.sample_look(rng)
        text, pose = captions.compose(None, look, frozenset(captions.LOOK_FIELDS), rng), pose_row(params.sample_pose(rng, look))
        noise = rng.standard_normal((1, 16, 32, 24)).astype(np.float32)
        embedding = pipeline.embed(world.image(i), world.landmarks[i])
        rows.append(pipeline.latent(embedding, text, pose, noise, preset)[0].astype(np.float16))
    file.parent.mkdir(parents=True, exist_ok=True)
    np.save(file, np.stack(rows))


class Drawn:
    """Random windows of the denoiser's latents [B, 16, 8, 8]."""

    def __init__(self, file: Path, seed: int):
        self.latents, self.rng = torch.from_numpy(np.load(file)).float(), np.random.default_rng(seed)

    def batch(self, size: int) -> Tensor:
        n, _, h, w = self.latents.shape
        rows = zip(*(self.rng.integers(0, most, size) for most in (n, h - CELLS + 1, w - CELLS + 1)), strict=True)
        return torch.stack([self.latents[k, :, top : top + CELLS, left : left + CELLS] for k, top, left in rows])


def train(world: World, drawn: Drawn, start: Path, out: Path, o: argparse.Namespace) -> None:
    torch.manual_seed(o.seed)
    dev, log = device.pick(o.threads), checkpoint.Log("sharpen")
    before, judge = Autoencoder(), Discriminator()
    before.load_state_dict(checkpoint.load(start)["model"])
    before.eval().requires_grad_(False)
    model, state = copy.deepcopy(before), checkpoint.load(out)
    if state:
        model.load_state_dict(state["model"])
        judge.load_state_dict(state["judge"])
    model.decoder.correct.requires_grad_(True)
    held = np.stack([world.image(i) for i in world.held_out()[:24]])
    crops = Crops(world, world.train(), 64 if o.smoke else o.limit, o.seed)
    for net in (before, model, judge):
        net.to(dev.kind, memory_format=torch.channels_last)
    sharpen = torch.optim.AdamW(model.decoder.correct.parameters(), o.rate, betas=(0.5, 0.99), weight_decay=1e-4)
    tell = torch.optim.AdamW(judge.parameters(), o.judge_rate, betas=(0.5, 0.99))
    ema, begun, saved, step = checkpoint.EMA(model, 0.998), time.monotonic(), time.monotonic(), 0
    minutes = 0.2 if o.smoke else o.minutes

    def report(event: str) -> None:
        with torch.no_grad():
            share = fine(ema.model.decoder(drawn.latents[:16])) / fine(as_tensor(held))
        log.note(event=event, step=step, psnr=round(validate(ema.model, held), 2), detail=round(share, 3))

    report("start")
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        factor = min(1.0, (step + 1) / 50) * max(0.05, min(1.0, 2 * (1 - elapsed / minutes)))
        for optimizer, base in ((sharpen, o.rate), (tell, o.judge_rate)):
            optimizer.param_groups[0]["lr"] = base * factor
        image, weight = (x.to(dev.kind) for x in crops.batch(o.batch))
        with torch.no_grad():
            latent = model.encoder(image)
            latent = latent + o.noise * torch.rand(o.batch, 1, 1, 1) * torch.randn_like(latent)
            latent = torch.cat([latent, drawn.batch(o.batch)])
            plain, old = linear(model, latent), before.decoder(latent[o.batch :])
        decoded = model.decoder(latent)
        true, seen = judge(image, plain[: o.batch])
        false, _ = judge(decoded.detach(), plain)
        told = F.relu(1 - true).mean() + F.relu(1 + false).mean()
        tell.zero_grad()
        told.backward()
        tell.step()
        judge.requires_grad_(False)
        scores, features = judge(decoded, plain)
        judge.requires_grad_(True)
        pixel = loss_of(decoded[: o.batch], image, weight)
        alike = sum((mine[: o.batch] - theirs.detach()).abs().mean() for mine, theirs in zip(features, seen, strict=True))
        coarse = F.avg_pool2d(decoded[o.batch :] - old, 8).abs().mean()
        fooled = -scores.mean()
        loss = pixel + o.features * alike + 4 * coarse + o.adversary * min(1.0, step / 300) * fooled
        sharpen.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.decoder.correct.parameters(), 1.0)
        sharpen.step()
        ema.update(model)
        step += 1
        parts = {"pixel": pixel, "alike": alike, "coarse": coarse, "fooled": fooled, "told": told}
        log.step(step, 2 * o.batch, **{name: part.item() for name, part in parts.items()})
        if time.monotonic() - saved > 120:
            checkpoint.save(out, model=ema.model.state_dict(), judge=judge.state_dict(), step=step)
            report("saved")
            saved = time.monotonic()
    log.flush(step)
    checkpoint.save(out, model=ema.model.state_dict(), judge=judge.state_dict(), step=step)
    old, new = before.state_dict(), ema.model.state_dict()
    ema.model.load_state_dict({name: value.lerp(new[name], o.share) for name, value in old.items()})
    checkpoint.save(out.with_suffix(".vae.pt"), model=ema.model.state_dict(), step=step)
    report("done")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    large = device.pick().large
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--drawn", type=Path, default=Path("work/drawn.npy"))
    parser.add_argument("--pictures", type=int, default=600, help="to draw, where none are there")
    parser.add_argument("--start", type=Path, default=Path("work/vae.pt"), help="the decoder as it was")
    parser.add_argument("--out", type=Path, default=Path("work/sharp.pt"))
    parser.add_argument("--minutes", type=float, default=60 if large else 30)
    parser.add_argument("--batch", type=int, default=64 if large else 4, help="of each kind of latent")
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--judge-rate", type=float, default=6e-4)
    parser.add_argument("--noise", type=float, default=0.1)
    parser.add_argument("--features", type=float, default=0.05)
    parser.add_argument("--adversary", type=float, default=0.015)
    parser.add_argument("--share", type=float, default=0.65, help="of the way that is gone in the end")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=2000, help="pictures kept decoded in memory")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    world = World(options.data)
    if not options.drawn.exists():
        draw(world, options.drawn, 8 if options.smoke else options.pictures, options.seed)
    train(world, Drawn(options.drawn, options.seed), options.start, options.out, options)


if __name__ == "__main__":
    main()
