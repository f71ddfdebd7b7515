"""Teach the landmarks network to mend what a detector says: drawn faces, upright by wrong points -> the true ones."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data import World
from ..device import Device
from .align import TEMPLATE_112, crop, similarity, template, transformed
from .images import disturb, occlude
from .landmarks import Landmarks
from .loop import Batch, LoopConfig, train

MARGIN = 28  # px around the true crop, so that a wrong one finds something there
MIRROR = [1, 0, 2, 4, 3]
WRONG = (3.0, 3.0, 0.08, 0.08)  # px of every point by itself, px of all, log of the scale, radians: twice a detector's


class Source:
    """Batches: crops uint8 [B,3,112,112] and the true points float32 [B,5,2] in them."""

    def __init__(self, world: World, indices: np.ndarray, batch: int, limit: int, seed: int):
        chosen = np.random.default_rng(seed).permutation(indices)[:limit]
        self.batch, to = batch, template(margin=MARGIN)
        with ThreadPoolExecutor(2) as pool:
            self.images = np.stack(list(pool.map(lambda i: crop(world.image(i), world.landmarks[i], margin=MARGIN), chosen)))
        self.points = np.stack([transformed(similarity(points, to), points) for points in world.landmarks[chosen]])

    def one(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        k = int(rng.integers(len(self.images)))
        each, together, grown, turned = np.array(WRONG) * rng.random()
        angle, scale = rng.normal(0, turned), np.exp(rng.normal(0, grown))
        rotate = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        middle = self.points[k].mean(0)
        said = (self.points[k] - middle) @ rotate.T + middle + rng.normal(0, together, 2) + rng.normal(0, each, (5, 2))
        matrix = similarity(said, TEMPLATE_112)
        true = transformed(matrix, self.points[k])
        if rng.random() < 0.5:
            matrix[0], true = -matrix[0] + np.array([0, 0, 111]), true[MIRROR]
            true[:, 0] = 111 - true[:, 0]
        image = cv2.warpAffine(self.images[k], matrix, (112, 112), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        image = disturb(image, rng)
        return occlude(image, rng) if rng.random() < 0.15 else image, true

    def __call__(self, rng: np.random.Generator) -> Batch:
        images, points = zip(*(self.one(rng) for _ in range(self.batch)), strict=True)
        return np.stack(images).transpose(0, 3, 1, 2).copy(), np.stack(points).astype(np.float32)


def score(model: Landmarks, batch: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, float]]:
    images, points = batch
    found = model(images.float().contiguous(memory_format=torch.channels_last)).float()
    return F.smooth_l1_loss(found, points), {"px": (found - points).norm(dim=-1).mean().item()}


def run(
    roots: list[Path], config: LoopConfig, device: Device, batch: int, limit: int, start: dict[str, Tensor] | None
) -> nn.Module:
    world = World(*roots)
    indices, held = world.train(), world.held_out()
    model = Landmarks()
    if start:
        model.load_state_dict(start, strict=False)
    known = Source(world, held[world.person[held] >= 0], 256, 600, 1)

    def validate(average: nn.Module) -> dict[str, float]:
        images, points = known(np.random.default_rng(5))
        with torch.no_grad():
            found = average(torch.from_numpy(images).float()).numpy()
        apart = np.linalg.norm(points[:, 1] - points[:, 0], axis=1)
        return {"error": round(float((np.linalg.norm(found - points, axis=-1).mean(1) / apart).mean()), 4)}

    source = Source(world, indices[world.person[indices] >= 0], batch, limit, config.seed)
    return train(config, device, model, source, score, validate)
