"""Teach the parser what is what: whole and cut portraits -> cross-entropy and soft Dice over the six classes at half size."""

from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data import World
from ..device import Device
from .images import disturb
from .loop import Batch, LoopConfig, train
from .parser import Parser

SIDE = 256
WINDOW = 192  # what is trained of it at a time: costs half, and the network sees no further


class Source:
    """Batches: uint8 RGB [B,3,192,192] and classes int64 [B,96,96]."""

    def __init__(self, world: World, indices: np.ndarray, batch: int):
        self.world, self.indices, self.batch = world, indices, batch

    def one(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        i = int(rng.choice(self.indices))
        image, label = self.world.image(i), self.world.parsing[i]
        height, width = image.shape[:2]
        # squeezed to a square as the app does, then cut, turned and mirrored about a point inside
        zoom, angle = np.exp(rng.uniform(-0.1, 0.6)), np.deg2rad(rng.normal(0, 6))
        aspect = np.exp(rng.normal(0, 0.12))
        rotate = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        linear = np.diag([zoom * aspect, zoom / aspect]) @ rotate
        if rng.random() < 0.5:
            linear = linear @ np.diag([-1.0, 1.0])
        focus = 0.5 + rng.uniform(-1, 1, 2) * max(0.05, 0.5 - 0.5 / zoom)
        unit = np.hstack([linear, (0.5 - linear @ focus)[:, None]])  # unit square to unit square
        corner = 2 * rng.integers(0, (SIDE - WINDOW) // 2 + 1, 2)
        window = lambda pixels, source, flags, part: cv2.warpAffine(  # noqa: E731
            pixels, _pixels(unit, source, SIDE // part) - np.array([[0, 0, corner[0] // part], [0, 0, corner[1] // part]]),
            (WINDOW // part, WINDOW // part), flags=flags, borderMode=cv2.BORDER_REPLICATE,
        )  # fmt: skip
        return window(image, (width, height), cv2.INTER_LINEAR, 1), window(label, label.shape[::-1], cv2.INTER_NEAREST, 2)

    def __call__(self, rng: np.random.Generator) -> Batch:
        pairs = [self.one(rng) for _ in range(self.batch)]
        images = np.stack([disturb(image, rng).transpose(2, 0, 1) for image, _ in pairs])
        return images, np.stack([label for _, label in pairs]).astype(np.int64)


def _pixels(unit: np.ndarray, source: tuple[int, int], side: int) -> np.ndarray:
    """A map of unit squares as a map of pixel centres, from a (width, height) source to a square."""
    into = np.array([[1 / source[0], 0, 0.5 / source[0]], [0, 1 / source[1], 0.5 / source[1]], [0, 0, 1]])
    out = np.array([[side, 0, -0.5], [0, side, -0.5], [0, 0, 1]])
    return (out @ np.vstack([unit, [0, 0, 1]]) @ into)[:2]


def score(model: Parser, batch: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, float]]:
    images, label = batch
    logits = model.half((images.float() / 255).contiguous(memory_format=torch.channels_last)).float()
    entropy = F.cross_entropy(logits, label)
    share = logits.softmax(1)
    truth = F.one_hot(label, logits.shape[1]).permute(0, 3, 1, 2).float()
    both = (share * truth).sum((0, 2, 3))
    dice = 1 - (2 * both + 1) / (share.sum((0, 2, 3)) + truth.sum((0, 2, 3)) + 1)
    return entropy + 0.5 * dice.mean(), {"entropy": entropy.item(), "dice": dice.mean().item()}


def run(roots: list[Path], config: LoopConfig, device: Device, batch: int, start: dict[str, Tensor] | None) -> nn.Module:
    world = World(*roots)
    indices = world.train()
    model = Parser()
    if start:
        model.load_state_dict(start, strict=False)
    return train(config, device, model, Source(world, indices[world.person[indices] >= 0], batch), score)
