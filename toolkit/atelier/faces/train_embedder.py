"""Teach the embedder who is who: crops of drawn people, moved and disturbed a little -> margin softmax and traits."""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from ..device import Device
from ..people import parameters
from .crops import MARGIN, Crops, collect
from .embedder import Embedder, MarginHead, TraitHead
from .images import disturb, occlude
from .loop import Batch, LoopConfig, train
from .verification import equal_error_rate, rank_one


@dataclass(frozen=True)
class EmbedderTask:
    people: int = 32  # per batch
    pictures: int = 4  # per person
    trait_weight: float = 8.0


class Model(nn.Module):
    def __init__(self, people: int, traits: int):
        super().__init__()
        self.embedder, self.margin, self.traits = Embedder(), MarginHead(people), TraitHead(traits)


def jitter(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """uint8 [128,128,3] -> [112,112,3]: what a detector's landmark error does to alignment, mirrored half the time."""
    angle, scale = np.deg2rad(rng.normal(0, 3)), np.exp(rng.normal(0, 0.035))
    a, b = scale * np.cos(angle), scale * np.sin(angle)
    centre = 56 + MARGIN
    shift = rng.normal(0, 1.8, 2)
    matrix = np.array([[a, -b, 0], [b, a, 0]])
    matrix[:, 2] = 56 + shift - matrix[:, :2] @ (centre, centre)
    if rng.random() < 0.5:
        matrix[0] = -matrix[0]
        matrix[0, 2] += 111
    return cv2.warpAffine(image, matrix, (112, 112), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


class Source:
    """Batches of `people` x `pictures` crops: uint8-valued float32 [B,3,112,112], class int64 [B], traits [B,T]."""

    def __init__(self, crops: Crops, task: EmbedderTask):
        self.crops, self.task = crops, task
        self.ids, self.label = np.unique(crops.person, return_inverse=True)
        self.of_person = np.split(np.argsort(self.label, kind="stable"), np.cumsum(np.bincount(self.label))[:-1])
        self.traits = parameters(crops.traits)

    def __call__(self, rng: np.random.Generator) -> Batch:
        chosen = []
        for person in rng.choice(len(self.ids), self.task.people, replace=len(self.ids) < self.task.people):
            own = self.of_person[person]
            chosen.extend(rng.choice(own, self.task.pictures, replace=len(own) < self.task.pictures))
        images = []
        for i in chosen:
            image = disturb(jitter(self.crops.images[i], rng), rng)
            images.append(occlude(image, rng) if rng.random() < 0.15 else image)
        return to_input(np.stack(images)), self.label[chosen], self.traits[chosen]


def to_input(images: np.ndarray) -> np.ndarray:
    """uint8 [B,112,112,3] -> float32 [B,3,112,112], 0..255."""
    return np.ascontiguousarray(images.transpose(0, 3, 1, 2)).astype(np.float32)


def score(model: Model, batch: tuple[Tensor, ...], trait_weight: float) -> tuple[Tensor, dict[str, float]]:
    images, label, traits = batch
    embedding = model.embedder(images.contiguous(memory_format=torch.channels_last)).float()
    who, what = model.margin(embedding, label), model.traits(embedding, traits)
    # the softmax over thousands of strangers is mostly noise until the embedding reads some traits: it is let in as that succeeds
    return (1 - what.detach()).clamp(0.05, 1) * who + trait_weight * what, {"who": who.item(), "what": what.item()}


@torch.no_grad()
def embed(embedder: nn.Module, crops: Crops) -> np.ndarray:
    """Unit embeddings [N,128] of undisturbed crops."""
    inner = slice(MARGIN, MARGIN + 112)
    rows = []
    for start in range(0, len(crops.person), 128):
        images = np.asarray(crops.images[start : start + 128, inner, inner])
        rows.append(torch.nn.functional.normalize(embedder(torch.from_numpy(to_input(images)))).numpy())
    return np.concatenate(rows)


def run(roots: list[Path], config: LoopConfig, device: Device, task: EmbedderTask, start: dict[str, Tensor] | None) -> nn.Module:
    training, held = collect(roots).split()
    source = Source(training, task)
    model = Model(len(source.ids), source.traits.shape[1])
    if start:
        model.embedder.load_state_dict(start, strict=False)

    def validate(average: nn.Module) -> dict[str, float]:
        if not len(held.person):
            return {}
        vectors = embed(average.embedder, held)
        return {
            "people": len(source.ids),
            "eer": equal_error_rate(vectors, held.person)[0],
            "rank1": rank_one(vectors, held.person),
        }

    return train(config, device, model, source, lambda m, b: score(m, b, task.trait_weight), validate)
