"""Latents, rigs and embeddings of every drawn picture: `python -m atelier.latents --data DIR --out DIR`.

Written once per shard, so that training never decodes a picture again: NAME.latent.npy float16 [n, 16, 32, 24], NAME.rig.npy
float32 [n, 21] and, once there is an embedder, NAME.embedding.npy float32 [n, 128].
"""

import argparse
import time
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from . import checkpoint, device, rigs
from .autoencoder import Autoencoder
from .data import World
from .vae import as_tensor


def shards(world: World) -> list[tuple[str, np.ndarray]]:
    """(shard name, indices of its pictures), in order."""
    names = list(world._shards)
    return [(names[k].stem, np.flatnonzero(world._shard_of == k)) for k in range(len(names))]


@torch.no_grad()
def encode(world: World, vae: Autoencoder, out: Path) -> None:
    dev = device.pick()
    vae = vae.eval().to(dev.kind, memory_format=torch.channels_last)
    out.mkdir(parents=True, exist_ok=True)
    for name, indices in shards(world):
        target = out / f"{name}.latent.npy"
        if target.exists():
            continue
        latents = [
            vae.encoder(as_tensor(np.stack([world.image(i) for i in part])).to(dev.kind)).cpu().numpy().astype(np.float16)
            for part in np.array_split(indices, max(1, len(indices) // 8))
        ]
        partial = target.with_suffix(".partial")
        with partial.open("wb") as file:
            np.save(file, np.concatenate(latents))
        partial.replace(target)


def embed(world: World, embedder: Path, out: Path) -> None:
    """Embeddings from the exported embedder, aligned by the drawn landmarks."""
    from .faces.align import crop as align_crop

    session = ort.InferenceSession(str(embedder))
    for name, indices in shards(world):
        target = out / f"{name}.embedding.npy"
        if target.exists():
            continue
        rows = []
        for i in indices:
            crop = align_crop(world.image(i), world.landmarks[i])
            row = session.run(None, {"data": crop.transpose(2, 0, 1)[None].astype(np.float32)})[0][0]
            rows.append(row / np.linalg.norm(row))
        np.save(target, np.stack(rows).astype(np.float32))


def place(world: World, out: Path) -> None:
    """Rigs of every drawing, from what it was drawn of."""
    for name, indices in shards(world):
        target = out / f"{name}.rig.npy"
        if not target.exists():
            rows = [rigs.of_drawing(world.identity[i], world.look[i], world.pose[i], world.seed[i]) for i in indices]
            np.save(target, np.stack(rows))


def load(world: World, out: Path, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """(indices of pictures that have it, rows), kind "latent", "rig" or "embedding"."""
    found, rows = [], []
    for name, indices in shards(world):
        path = out / f"{name}.{kind}.npy"
        if path.exists():
            found.append(indices)
            rows.append(np.load(path))
    return np.concatenate(found), np.concatenate(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vae", type=Path, default=Path("work/vae.pt"))
    parser.add_argument("--embedder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("work/latents"))
    options = parser.parse_args()
    world, start = World(options.data), time.monotonic()
    vae = Autoencoder()
    vae.load_state_dict(checkpoint.load(options.vae)["model"])
    encode(world, vae, options.out)
    place(world, options.out)
    if options.embedder:
        embed(world, options.embedder, options.out)
    print({"pictures": len(world), "seconds": round(time.monotonic() - start)})


if __name__ == "__main__":
    main()
