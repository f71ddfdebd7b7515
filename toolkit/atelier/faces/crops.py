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
    """images uint8 [N,128,128,3] (memory-mapped), person int [N], traits float32 [N,T]."""

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
    """Crops of all pictures with a person in them; each data set's are cached beside it under crops/, per number of pictures."""
    parts = [_of(root) for root in roots]
    return Crops(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("images", "person", "traits")))


def _of(root: Path) -> Crops:
    world = World(root)
    people = np.flatnonzero(world.person >= 0)
    side = 112 + 2 * MARGIN
    path = root / "crops" / f"{len(world)}.npy"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        with ThreadPoolExecutor(2) as pool:
            images = list(pool.map(lambda i: crop(world.image(i), world.landmarks[i], margin=MARGIN), people))
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.save(file, np.stack(images).reshape(-1, side, side, 3))
        partial.replace(path)
    return Crops(np.load(path, mmap_mode="r"), world.person[people], world.identity[people])
