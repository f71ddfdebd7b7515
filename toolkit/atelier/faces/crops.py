"""Every face of one or more data sets as an aligned crop with room to move, decoded once and kept as one array on disk."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..data import HELD_OUT_EVERY, World
from .align import crop

MARGIN = 8  # pixels around the 112x112 crop, so that training can shift and turn it


@dataclass(frozen=True)
class Crops:
    """images uint8 [N,128,128,3], person int [N], traits float32 [N,T]."""

    images: np.ndarray
    person: np.ndarray
    traits: np.ndarray

    def where(self, chosen: np.ndarray) -> "Crops":
        return Crops(self.images[chosen], self.person[chosen], self.traits[chosen])

    def split(self) -> tuple["Crops", "Crops"]:
        """Training people and held-out people."""
        held = self.person % HELD_OUT_EVERY == 0
        return self.where(np.flatnonzero(~held)), self.where(np.flatnonzero(held))


def collect(roots: list[Path]) -> Crops:
    """Crops of all pictures with a person in them; each shard's are cached beside it under crops/."""
    world = World(*roots)
    kept, images = [], []
    for path, indices in world.shards():
        people = indices[world.person[indices] >= 0]
        if len(people):
            kept.append(people)
            images.append(_of_shard(world, path, people))
    chosen = np.concatenate(kept)
    return Crops(np.concatenate(images), world.person[chosen], world.identity[chosen])


def _of_shard(world: World, path: Path, people: np.ndarray) -> np.ndarray:
    cache = path.parent / "crops" / f"{path.stem}.npy"
    if not cache.exists():
        cache.parent.mkdir(exist_ok=True)
        with ThreadPoolExecutor(2) as pool:
            images = list(pool.map(lambda i: crop(world.image(i), world.landmarks[i], margin=MARGIN), people))
        partial = cache.with_suffix(".partial")
        with partial.open("wb") as file:
            np.save(file, np.stack(images))
        partial.replace(cache)
    return np.load(cache, mmap_mode="r")
