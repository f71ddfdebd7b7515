"""Teach the detector where faces are: mosaics -> objectness, overlap as class score, box and landmarks per positive cell."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data import World
from ..device import Device
from .detector import Detector
from .loop import Batch, LoopConfig, train
from .mosaic import MosaicConfig, Mosaics
from .yunet import STRIDES, encode


class Source:
    """Batches: uint8 BGR [B,3,S,S], then obj [B,N], bbox [B,N,4], kps [B,N,10], strides one after the other.

    One batch in ten is of full-size canvases, which alone hold the largest faces; the others hold as many faces for less.
    """

    def __init__(self, world: World, indices: np.ndarray, batch: int):
        sizes = (MosaicConfig(160, 20, 140), MosaicConfig(224, 20, 200), MosaicConfig())
        self.mosaics = [Mosaics(world, indices, config) for config in sizes]
        self.batch = batch

    def __call__(self, rng: np.random.Generator) -> Batch:
        images, targets = [], []
        mosaics = self.mosaics[int(rng.choice(3, p=(0.6, 0.3, 0.1)))]
        for _ in range(self.batch):
            image, boxes, points = mosaics.draw(rng)
            images.append(image[..., ::-1].transpose(2, 0, 1))
            parts = [encode(boxes, points, image.shape[:2], stride) for stride in STRIDES]
            targets.append([np.concatenate([getattr(part, name) for part in parts]) for name in ("obj", "bbox", "kps")])
        return np.stack(images), *(np.stack(column) for column in zip(*targets, strict=True))


def overlap(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """IoU and generalised IoU (Rezatofighi et al. 2019) of cell-relative boxes [n,4] (cx, cy, log w, log h)."""
    extent_a, extent_b = a[:, 2:].clamp(max=6).exp(), b[:, 2:].exp()
    low_a, high_a = a[:, :2] - extent_a / 2, a[:, :2] + extent_a / 2
    low_b, high_b = b[:, :2] - extent_b / 2, b[:, :2] + extent_b / 2
    inside = (torch.minimum(high_a, high_b) - torch.maximum(low_a, low_b)).clamp(min=0).prod(1)
    union = extent_a.prod(1) + extent_b.prod(1) - inside
    hull = (torch.maximum(high_a, high_b) - torch.minimum(low_a, low_b)).prod(1)
    iou = inside / union
    return iou, iou - (hull - union) / hull


def score(model: Detector, batch: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, float]]:
    images, obj, bbox, kps = batch
    maps = model(images.float().contiguous(memory_format=torch.channels_last))
    rows = torch.cat([y.permute(0, 2, 3, 1).flatten(1, 2) for y in maps], 1).float()  # [B,N,16]
    positive = obj > 0
    own, own_bbox, own_kps = rows[positive], bbox[positive], kps[positive]
    count = max(1, len(own))
    objectness = F.binary_cross_entropy_with_logits(rows[..., 1], obj, reduction="sum") / count
    iou, giou = overlap(own[:, 2:6], own_bbox)
    quality = F.binary_cross_entropy_with_logits(own[:, 0], iou.detach().clamp(0, 1), reduction="sum") / count
    box = (1 - giou).sum() / count
    eyes = (own_kps[:, 0:2] - own_kps[:, 2:4]).norm(dim=1, keepdim=True).clamp(min=0.3)
    points = F.smooth_l1_loss(own[:, 6:] / eyes, own_kps / eyes, beta=0.05, reduction="sum") / (10 * count)
    parts = {"obj": objectness.item(), "cls": quality.item(), "box": box.item(), "points": points.item()}
    return objectness + quality + 2 * box + 5 * points, parts


def run(roots: list[Path], config: LoopConfig, device: Device, batch: int, start: dict[str, Tensor] | None) -> nn.Module:
    world = World(*roots)
    model = Detector()
    if start:
        model.load_state_dict(start, strict=False)
    return train(config, device, model, Source(world, world.train(), batch), score)
