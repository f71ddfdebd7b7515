"""Picture -> faces with five points, in YuNet's input and output (yunet.py), so that the published file drops in for ours.

Not YuNet's layers: a plain-convolution backbone with a top-down sum over strides 32, 16, 8 and one head per stride.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .layers import Residual, conv
from .yunet import STRIDES

OUTPUTS = tuple(f"{name}_{stride}" for name in ("cls", "obj", "bbox", "kps") for stride in STRIDES)


@dataclass(frozen=True)
class DetectorConfig:
    stem: int = 24
    widths: tuple[int, int, int] = (32, 48, 64)  # at strides 8, 16, 32
    neck: int = 32


class Detector(nn.Module):
    """input [B,3,H,W] BGR 0..255, sides multiples of 32 -> [B,16,H/s,W/s] for s in 8, 16, 32: cls, obj, bbox, kps."""

    def __init__(self, config: DetectorConfig = DetectorConfig()):
        super().__init__()
        a, b, c = config.widths
        self.stem = conv(3, config.stem, 4, 5)  # straight to stride 4: the smallest face we promise is 20 px
        self.level8 = nn.Sequential(conv(config.stem, a, 2), Residual(a))
        self.level16 = nn.Sequential(conv(a, b, 2), Residual(b))
        self.level32 = nn.Sequential(conv(b, c, 2), Residual(c), Residual(c), Residual(c))
        self.lateral = nn.ModuleList(nn.Conv2d(width, config.neck, 1) for width in config.widths)
        self.neck = nn.ModuleList(conv(config.neck, config.neck) for _ in STRIDES)
        self.head = nn.ModuleList(nn.Conv2d(config.neck, 16, 1) for _ in STRIDES)
        for head in self.head:  # faces are rare: start from "no" (Lin et al. 2017)
            nn.init.constant_(head.bias[1:2], -4.6)
            nn.init.normal_(head.weight, std=0.01)

    def forward(self, x: Tensor) -> list[Tensor]:
        x8 = self.level8(self.stem((x - 127.5) / 128.0))
        x16 = self.level16(x8)
        x32 = self.level32(x16)
        lateral8, lateral16, lateral32 = (lateral(x) for lateral, x in zip(self.lateral, (x8, x16, x32), strict=True))
        top16 = lateral16 + F.interpolate(lateral32, scale_factor=2.0, mode="nearest")
        top8 = lateral8 + F.interpolate(top16, scale_factor=2.0, mode="nearest")
        return [head(neck(x)) for head, neck, x in zip(self.head, self.neck, (top8, top16, lateral32), strict=True)]


class PublishedDetector(nn.Module):
    """One picture at a time, with YuNet's twelve outputs in the order of OUTPUTS: sigmoid on cls and obj, cells in rows."""

    def __init__(self, detector: Detector):
        super().__init__()
        self.detector = detector

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        rows = [y.permute(0, 2, 3, 1).reshape(1, -1, 16) for y in self.detector(x)]  # constant shape: OpenCV reads no other
        cls, obj = [torch.sigmoid(y[..., :1]) for y in rows], [torch.sigmoid(y[..., 1:2]) for y in rows]
        return (*cls, *obj, *(y[..., 2:6] for y in rows), *(y[..., 6:16] for y in rows))
