"""Aligned crop -> embedding of the person: a small residual network with the input and output of SFace.

Trained (train_embedder.py) with a margin softmax over drawn people, after MobileFaceNet's global depthwise convolution
(Chen et al. 2018) instead of pooling, because in an aligned crop each place has its own meaning.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .layers import Residual, conv


@dataclass(frozen=True)
class EmbedderConfig:
    widths: tuple[int, int, int] = (32, 64, 96)  # at strides 4, 8, 16
    dimension: int = 128


class Embedder(nn.Module):
    """data [B,3,112,112] RGB 0..255 -> fc1 [B,128], not normalised."""

    def __init__(self, config: EmbedderConfig = EmbedderConfig()):
        super().__init__()
        a, b, d = config.widths
        self.body = nn.Sequential(  # [B,d,7,7]
            conv(3, a, 4, 5), conv(a, b, 2), Residual(b), Residual(b), conv(b, d, 2), Residual(d)
        )
        self.gather = conv(d, 2 * d, kernel=1)
        self.place = nn.Sequential(nn.Conv2d(2 * d, 2 * d, 7, groups=2 * d, bias=False), nn.BatchNorm2d(2 * d), nn.Flatten())
        self.out = nn.Sequential(nn.Linear(2 * d, config.dimension, bias=False), nn.BatchNorm1d(config.dimension))

    def forward(self, data: Tensor) -> Tensor:
        return self.out(self.place(self.gather(self.body((data - 127.5) / 128.0))))


class MarginHead(nn.Module):
    """Additive cosine margin (CosFace, Wang et al. 2018) over the training people."""

    def __init__(self, people: int, dimension: int = 128, scale: float = 24.0, margin: float = 0.25):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(people, dimension) * 0.05)
        self.scale, self.margin = scale, margin

    def forward(self, embedding: Tensor, person: Tensor) -> Tensor:
        cosine = F.normalize(embedding) @ F.normalize(self.weight).T
        return F.cross_entropy(self.scale * (cosine - self.margin * F.one_hot(person, len(self.weight))), person)


class TraitHead(nn.Module):
    """Reads the drawn person's parameters back from the unit embedding.

    Six pictures a person teach a softmax slowly; the world knows what makes a person, so the embedding is told.
    """

    def __init__(self, traits: int, dimension: int = 128):
        super().__init__()
        self.linear = nn.Linear(dimension, traits)

    def forward(self, embedding: Tensor, traits: Tensor) -> Tensor:
        return F.mse_loss(self.linear(F.normalize(embedding) * embedding.shape[1] ** 0.5), traits)
