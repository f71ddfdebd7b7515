"""Give hair and clothes in the hint a grain: `python -m atelier.textures --sprites DIR`, once after `atelier.export`.

A mean over drawings has no strands: they lie elsewhere in each. A single drawing has them where it has them, which is as good a
place as any. So every hair style and every outfit takes the fine texture of one drawing: of those turned to the front whose
outline is near to the mean of its style, painted alone (sprites.py), hair with texture as strong as is usual, clothes with
texture most like the others'. The texture is a ratio of brightness to what a blur leaves, and multiplies the mean and every
component of the part's colours, so that it goes along with any colour and light; a little is added besides, since what is
multiplied in black stays black. Outlines take their drawing's fine shape. Nothing is trained, and the graph stays as it is.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnx
from onnx import numpy_helper

from .export._file import PACK, SCALE
from .lexicon import CLASSES

STYLED = {"hair_front": "hair", "hair_back": "hair", "body": "outfit"}  # part to the attribute that chooses its components
FRONT = 14.0  # degrees of yaw to either side
FINE = 3.0  # px of the window: what a blur of this leaves is no texture
STRENGTH = {"hair_front": 0.11, "hair_back": 0.09, "body": 0.05}  # root mean square, for what has less; twofold at most
ADDED = {"hair_front": 0.1, "hair_back": 0.1, "body": 0.03}  # of the texture, whatever the colour
MOST = {"hair_front": 0.6, "hair_back": 0.6, "body": 0.35}
GRAIN = "atelier.textures"  # in the file's properties, once it has them


def sprites(folder: Path, part: str, shards: int) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [N, h, w, 4] of sitters near the front without a hat, and the class of each."""
    name, rows, classes = list(CLASSES), [], []
    for path in sorted(folder.glob("*.npz"))[:shards]:
        with np.load(path) as shard:
            of = shard[f"{part}.of"]
            look, yaw = shard["look"][of], shard["pose"][of][:, 0]
            plain = look[:, name.index("accessory")] != CLASSES["accessory"].index("hat")
            kept = (np.abs(yaw) < FRONT) & (plain | (part == "body"))
            rows.append(shard[part][kept])
            classes.append(look[kept, name.index(STYLED[part])])
    return np.concatenate(rows), np.concatenate(classes)


def blurred(image: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(image * weight, (0, 0), FINE) / np.maximum(cv2.GaussianBlur(weight, (0, 0), FINE), 1e-3)


def grain_of(drawn: np.ndarray, part: str) -> tuple[np.ndarray, np.ndarray]:
    """Drawings of one class uint8 [N, h, w, 4] -> ratio of brightness less one [h, w], and what a blur takes from its outline."""
    distance = (drawn[..., 3].astype(np.float32) - 128) / 127
    far = np.square(distance - distance.mean(0)).mean((1, 2))
    luma = drawn[..., :3].astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32) / 255
    inside = (distance > 0.05).astype(np.float32)
    bright = (luma * inside).sum((1, 2)) / np.maximum(inside.sum((1, 2)), 1)
    nearest = np.argsort(far)[: max(6, len(drawn) // 4)]
    chosen = nearest[bright[nearest] > 0.12]  # black on black shows nothing
    ratios = np.stack([(luma[k] / np.maximum(blurred(luma[k], inside[k]), 0.03) - 1) * inside[k] for k in chosen])
    area = np.maximum(inside[chosen].sum((1, 2)), 1)
    strong = np.sqrt(np.square(ratios).sum((1, 2)) / area)
    flat = ratios.reshape(len(ratios), -1) / (np.sqrt(area) * np.maximum(strong, 1e-6))[:, None]
    # What clothes share with others of their kind is the kind's; strands are nowhere alike.
    order = np.argsort(flat @ flat.mean(0))[-1:] if part == "body" else np.argsort(strong)[len(strong) // 2 :]
    found, k, ratio = strong[order[0]], chosen[order[0]], ratios[order[0]]
    ratio = ratio * min(2.0, max(1.0, STRENGTH[part] / max(found, 1e-3)))
    return np.clip(ratio, -MOST[part], MOST[part]), distance[k] - cv2.GaussianBlur(distance[k], (0, 0), FINE)


class Weights:
    """The int8 rows of a shipped file, read and written as numbers."""

    def __init__(self, model: onnx.ModelProto):
        self.of = {tensor.name: tensor for tensor in model.graph.initializer}

    def name(self, suffix: str) -> str:
        return next(name for name in self.of if name.endswith(suffix))

    def read(self, name: str) -> np.ndarray:
        rows = numpy_helper.to_array(self.of[name]).astype(np.float32)
        return rows * numpy_helper.to_array(self.of[name + SCALE]).astype(np.float32)[:, None]

    def write(self, name: str, rows: np.ndarray) -> None:
        scale = np.maximum(np.abs(rows).max(1), 1e-12).astype(np.float32) / 127
        whole = np.clip(np.round(rows / scale[:, None]), -127, 127).astype(np.int8)
        self.of[name].CopyFrom(numpy_helper.from_array(whole, name))
        self.of[name + SCALE].CopyFrom(numpy_helper.from_array(scale, name + SCALE))


def grained(weights: Weights, part: str, drawn: np.ndarray, classes: np.ndarray, first: int) -> list[str]:
    """Write the grain of every class of one part; -> what was left as it was, for want of drawings."""
    mean, basis, outline = (weights.name(f".{part}.{each}") for each in ("colour.mean", "colour.basis", "outline.mean"))
    means, bases, outlines = weights.read(mean), weights.read(basis), weights.read(outline)
    each, left = len(bases) // len(means), []
    for expert in range(len(means)):
        mine = drawn[classes == first + expert]
        if len(mine) < 8:
            left.append(CLASSES[STYLED[part]][first + expert])
            continue
        ratio, shape = grain_of(mine, part)
        times, rows = np.tile(1 + ratio.ravel(), 3), slice(expert * each, (expert + 1) * each)
        means[expert] = np.clip(means[expert] * times + ADDED[part] * np.tile(ratio.ravel(), 3), 0, 1)
        bases[rows] *= times
        outlines[expert] += shape.ravel()
    for name, rows in ((mean, means), (basis, bases), (outline, outlines)):
        weights.write(name, rows)
    return left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sprites", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--parts", nargs="*", default=list(STYLED))
    parser.add_argument("--shards", type=int, default=180)
    options = parser.parse_args()
    file = options.pack / "denoiser.onnx"
    model = onnx.load(str(file))
    if any(note.key == GRAIN for note in model.metadata_props):
        raise SystemExit(f"{file.name} has its grain; a second would lie over the first")
    weights = Weights(model)
    for part in options.parts:
        drawn, classes = sprites(options.sprites, part, options.shards)
        print(part, len(drawn), "drawings; as they were:", grained(weights, part, drawn, classes, 0) or "none")
    note = model.metadata_props.add()
    note.key, note.value = GRAIN, "1"
    partial = file.with_suffix(".partial")
    onnx.save(model, str(partial))
    partial.replace(file)


if __name__ == "__main__":
    main()
