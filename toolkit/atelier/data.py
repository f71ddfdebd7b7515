"""Random access to the drawn data set: shards of JPEGs and labels, as `atelier.draw` writes them.

A shard is an uncompressed .npz: blob uint8 and offsets int64 [n+1] (JPEG i is blob[offsets[i]:offsets[i+1]]), landmarks f32
[n,5,2], box f32 [n,4], parsing u8 [n,128,96], identity f32 [n,F], person i32 [n], look u8 [n,9], pose f32 [n,7], seed i64 [n].
The blob is memory-mapped inside the archive, so many processes read one copy; `refresh` picks up shards that arrived since.
It knows nothing of what a picture shows, and nothing of training.
"""

import zipfile
from pathlib import Path

import cv2
import numpy as np

LABELS = ("landmarks", "box", "parsing", "identity", "person", "look", "pose", "seed")
HELD_OUT_EVERY = 20  # a person is held out of all training when person % HELD_OUT_EVERY == 0


def map_array(path: Path, name: str) -> np.ndarray:
    """A member of an uncompressed .npz without reading it. (numpy's own mmap_mode ignores .npz.)"""
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        member = archive.getinfo(f"{name}.npy")
        if member.compress_type != zipfile.ZIP_STORED:
            raise ValueError(f"{path.name}: {name} is compressed; shards are written with np.savez")
        file.seek(member.header_offset + 26)
        name_length, extra_length = np.frombuffer(file.read(4), "<u2")
        file.seek(member.header_offset + 30 + int(name_length) + int(extra_length))
        version = np.lib.format.read_magic(file)
        read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = read_header(file)
        return np.memmap(path, dtype, "r", offset=file.tell(), shape=shape)


class World:
    """All pictures of one or more folders of shards.

    `landmarks`, `box`, `identity`, ... are arrays over all pictures; `image(i)` and `parsing[i]` are pixels.
    Landmarks and boxes are in pixels of the full picture, whatever `reduce` is asked of `image`.
    """

    def __init__(self, *roots: str | Path):
        self.roots = tuple(Path(root) for root in roots)
        self._shards: dict[Path, tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]] = {}
        self.refresh()
        if not self._shards:
            raise FileNotFoundError(f"{', '.join(map(str, roots))}: no shards (*.npz) here")

    def refresh(self) -> int:
        """Read the labels of new shards; returns the number of pictures. New shards go last, so that indices stay."""
        for path in (path for root in self.roots for path in sorted(root.glob("*.npz"))):
            if path not in self._shards:
                with np.load(path) as shard:
                    labels = {name: shard[name] for name in LABELS}
                    offsets = shard["offsets"]
                self._shards[path] = (map_array(path, "blob"), offsets, labels)
        if self._shards:
            shards = list(self._shards.values())
            counts = [len(offsets) - 1 for _, offsets, _ in shards]
            self._shard_of = np.repeat(np.arange(len(shards)), counts)
            self._place_in = np.concatenate([np.arange(n) for n in counts])
            self._list = shards
            for name in LABELS:
                setattr(self, name, np.concatenate([labels[name] for _, _, labels in shards]))
        return len(self)

    def __len__(self) -> int:
        return len(self._shard_of) if self._shards else 0

    def jpeg(self, i: int) -> np.ndarray:
        blob, offsets, _ = self._list[self._shard_of[i]]
        k = self._place_in[i]
        return blob[offsets[k] : offsets[k + 1]]

    def image(self, i: int, reduce: int = 1) -> np.ndarray:
        """uint8 (H, W, 3) RGB; reduce 2, 4 or 8 decodes at that fraction of the size, which is several times faster."""
        flag = {
            1: cv2.IMREAD_COLOR, 2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4, 8: cv2.IMREAD_REDUCED_COLOR_8,
        }[reduce]  # fmt: skip
        return cv2.cvtColor(cv2.imdecode(np.asarray(self.jpeg(i)), flag), cv2.COLOR_BGR2RGB)

    def shards(self) -> list[tuple[Path, np.ndarray]]:
        """Every shard's file with the indices of its pictures."""
        return [(path, np.flatnonzero(self._shard_of == k)) for k, path in enumerate(self._shards)]

    def held_out(self) -> np.ndarray:
        """Indices of pictures of people that no training may see."""
        return np.flatnonzero(self.person % HELD_OUT_EVERY == 0)

    def train(self) -> np.ndarray:
        return np.flatnonzero(self.person % HELD_OUT_EVERY != 0)


def write_shard(path: str | Path, images: list[np.ndarray], quality: int = 95, **labels: np.ndarray) -> None:
    """Write one shard, atomically. images: uint8 (H, W, 3) RGB; labels: every name of LABELS, one row per image."""
    jpegs = [
        cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])[1] for image in images
    ]
    offsets = np.concatenate([[0], np.cumsum([len(j) for j in jpegs])]).astype(np.int64)
    partial = Path(path).with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez(file, blob=np.concatenate(jpegs), offsets=offsets, **{name: labels[name] for name in LABELS})
    partial.replace(path)
