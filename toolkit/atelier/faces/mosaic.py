"""Scenes for the detector: pictures cut, scaled, turned and set side by side on one canvas, with their faces' truth.

Faces come out 20 to 280 px wide on a canvas of 320. Some hold none: places without people, shapes, noise.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from ..data import World
from .images import disturb

MIRRORED = [1, 0, 2, 4, 3]  # landmark order after mirroring


@dataclass(frozen=True)
class MosaicConfig:
    size: int = 320
    smallest: float = 20.0  # face width, px
    largest: float = 280.0
    turn: float = 8.0  # degrees, standard deviation
    remembered: int = 400  # decoded pictures kept for use again: decoding costs as much as learning from the picture
    again: float = 0.7  # share of faces taken from them


def _tiles(size: int, rng: np.random.Generator) -> list[tuple[int, int, int, int]]:
    """(left, top, width, height): the whole canvas, two halves at a random cut, or one half cut again."""
    kind, cut = rng.random(), int(size * rng.uniform(0.35, 0.65))
    if kind < 0.45:
        return [(0, 0, size, size)]
    first, second = (0, 0, cut, size), (cut, 0, size - cut, size)
    if kind < 0.7:
        tiles = [first, second]
    else:
        other = int(size * rng.uniform(0.35, 0.65))
        tiles = [first, (cut, 0, size - cut, other), (cut, other, size - cut, size - other)]
    return tiles if rng.random() < 0.5 else [(top, left, height, width) for left, top, width, height in tiles]


def clutter(height: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """No face here: a flat colour, noise of some coarseness, or ovals and bars that a lazy detector takes for heads."""
    kind = rng.random()
    image = np.empty((height, width, 3), np.uint8)
    image[:] = rng.integers(0, 256, 3)
    if kind < 0.3:
        coarse = rng.integers(0, 256, (int(rng.integers(2, 40)), int(rng.integers(2, 40)), 3), dtype=np.uint8)
        image = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC if rng.random() < 0.5 else cv2.INTER_NEAREST)
    elif kind < 0.7:
        for _ in range(int(rng.integers(1, 9))):
            colour = rng.integers(0, 256, 3).tolist()
            centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
            axes = (int(rng.integers(4, width // 2 + 5)), int(rng.integers(4, height // 2 + 5)))
            if rng.random() < 0.6:
                filled = -1 if rng.random() < 0.7 else 3
                cv2.ellipse(image, centre, axes, int(rng.integers(0, 180)), 0, 360, colour, filled, cv2.LINE_AA)
            else:
                cv2.rectangle(image, centre, (centre[0] + axes[0], centre[1] + axes[1]), colour, -1)
    return image


class Mosaics:
    def __init__(self, world: World, indices: np.ndarray, config: MosaicConfig = MosaicConfig()):
        self.world, self.config = world, config
        self.people = indices[world.box[indices, 2] > 0]
        self.places = indices[world.box[indices, 2] <= 0]
        self.memory: list[tuple[int, list[np.ndarray]]] = []

    def draw(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """uint8 RGB [size,size,3], boxes [n,4] (x, y, w, h), landmarks [n,5,2]."""
        size = self.config.size
        canvas = np.empty((size, size, 3), np.uint8)
        boxes, points = [], []
        empty = rng.random() < 0.08
        for left, top, width, height in _tiles(size, rng):
            if empty or rng.random() < 0.12:
                tile = self._without(height, width, rng)
            else:
                tile, box, landmarks = self._with(height, width, rng)
                boxes.append(box + np.array([left, top, 0, 0]))
                points.append(landmarks + np.array([left, top]))
            canvas[top : top + height, left : left + width] = tile
        boxes, points = np.array(boxes, np.float32).reshape(-1, 4), np.array(points, np.float32).reshape(-1, 5, 2)
        return disturb(canvas, rng), boxes, points

    def _picture(self, rng: np.random.Generator) -> tuple[int, list[np.ndarray]]:
        """A picture's index and its pixels at full, half and quarter size."""
        if len(self.memory) > 20 and rng.random() < self.config.again:
            return self.memory[int(rng.integers(len(self.memory)))]
        i = int(rng.choice(self.people))
        levels = [self.world.image(i)]
        for _ in range(2):
            levels.append(cv2.resize(levels[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
        if len(self.memory) < self.config.remembered:
            self.memory.append((i, levels))
        else:
            self.memory[int(rng.integers(len(self.memory)))] = (i, levels)
        return i, levels

    def _with(self, height: int, width: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        i, levels = self._picture(rng)
        box, landmarks = self.world.box[i], self.world.landmarks[i]
        largest = min(self.config.largest, 1.1 * width, 1.1 * height * box[2] / box[3])
        wide = float(np.exp(rng.uniform(np.log(self.config.smallest), np.log(largest))))
        scale = wide / box[2]
        level = next((n for n in (2, 1) if scale * 2**n <= 0.8), 0)
        image, reduce = levels[level], 2**level
        angle, mirror = np.deg2rad(rng.normal(0, self.config.turn)), rng.random() < 0.5
        turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        if mirror:
            turn = turn @ np.diag([-1.0, 1.0])
        # the face may leave the tile by a fifth of its size, no more: what is half a face stays undefined
        half = np.array([wide, wide * box[3] / box[2]]) / 2
        low, high = 0.6 * half, np.array([width, height]) - 0.6 * half
        centre = np.where(low < high, rng.uniform(np.minimum(low, high), np.maximum(low, high)), np.array([width, height]) / 2)
        middle = box[:2] + box[2:] / 2
        matrix = np.hstack([turn, (centre - turn @ middle)[:, None]])
        full = matrix * (reduce, reduce, 1)
        full[:, 2] += matrix[:, :2] @ np.full(2, (reduce - 1) / 2)  # centres of merged pixels
        border = cv2.BORDER_REPLICATE if rng.random() < 0.5 else cv2.BORDER_CONSTANT  # never reflected: that shows the face again
        fill = rng.integers(0, 256, 3).tolist()
        tile = cv2.warpAffine(image, full, (width, height), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=fill)
        landmarks = landmarks @ turn.T + matrix[:, 2]
        return tile, np.concatenate([centre - half, 2 * half]), landmarks[MIRRORED] if mirror else landmarks

    def _without(self, height: int, width: int, rng: np.random.Generator) -> np.ndarray:
        kind = rng.random()
        if kind < 0.3:
            return clutter(height, width, rng)
        if kind < 0.6 or not len(self.places):
            i, (image, *_) = self._picture(rng)
            below = int(self.world.box[i, 1] + 1.1 * self.world.box[i, 3])  # clothes, neck and the ends of hair
            if below > image.shape[0] - 40:
                return clutter(height, width, rng)
            image = image[below:]
        else:
            image = self.world.image(int(rng.choice(self.places)))
        scale = max(height / image.shape[0], width / image.shape[1]) * np.exp(rng.uniform(0, 1))
        image = cv2.resize(image, None, fx=scale, fy=scale)
        top, left = int(rng.integers(0, image.shape[0] - height + 1)), int(rng.integers(0, image.shape[1] - width + 1))
        return image[top : top + height, left : left + width]
