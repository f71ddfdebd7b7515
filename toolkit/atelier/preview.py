"""A contact sheet of held-out people while the denoiser trains: drawn above, generated below, same person, caption and pose."""

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from . import checkpoint, lexicon
from .autoencoder import Autoencoder


def tiles(images: Tensor, height: int = 256) -> np.ndarray:
    """[N, 3, H, W] in -1..1 -> one row, uint8 (height, N·w, 3) RGB."""
    rows = ((images.clamp(-1, 1) + 1) * 127.5).permute(0, 2, 3, 1).numpy().astype(np.uint8)
    width = round(height * rows.shape[2] / rows.shape[1])
    return np.concatenate([cv2.resize(row, (width, height), interpolation=cv2.INTER_AREA) for row in rows], 1)


def write(path: Path, rows: list[np.ndarray]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(np.concatenate(rows), cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])


@torch.no_grad()
def sheet(
    model,
    held,
    vae_file: Path,
    path: Path,
    read: float,
    count: int = 7,
    steps: int = 12,
    guidance: float = 1.5,
    shift: float = 2.0,
) -> None:
    vae = Autoencoder()
    vae.load_state_dict(checkpoint.load(vae_file)["model"])
    vae.eval()
    rng = np.random.default_rng(5)
    chosen = rng.choice(len(held.latent), count, replace=False)
    from .world import captions

    ids = lexicon.tokenise(held.words, [captions.caption(None, lexicon.look_of(held.look[i]), rng) for i in chosen] + [""])
    person = torch.from_numpy(held.parameters[chosen])
    if read and held.embedding is not None:
        person = model.projector.reader(torch.from_numpy(held.embedding[[held.another(i) for i in chosen]]))
    latent = torch.from_numpy(held.latent[chosen]).float()
    noise = torch.randn(latent.shape, generator=torch.Generator().manual_seed(7))
    drawn = model.draw(noise, ids[:-1], ids[-1], person, held.pose[chosen], steps, guidance, shift)
    write(path, [tiles(vae.decoder(latent)), tiles(vae.decoder(drawn))])
