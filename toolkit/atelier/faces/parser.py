"""Portrait -> which pixels are background, hair, body skin, face skin, clothes, other: a small U-Net (Ronneberger et al. 2015).

Works from stride 4 down; sub-pixel classes (depth to space, Shi et al. 2016) bring it back to half size.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..world.vocabulary import PARSING
from .layers import Residual, conv


@dataclass(frozen=True)
class ParserConfig:
    widths: tuple[int, int, int] = (24, 48, 80)  # at strides 4, 8, 16


def _twice(x: Tensor) -> Tensor:
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class Parser(nn.Module):
    """image [B,3,256,256] RGB 0..1 -> logits [B,6,256,256]."""

    def __init__(self, config: ParserConfig = ParserConfig()):
        super().__init__()
        a, b, c = config.widths
        self.down4 = conv(3, a, 4, 5)
        self.down8 = nn.Sequential(conv(a, b, 2), Residual(b))
        self.down16 = nn.Sequential(conv(b, c, 2), Residual(c), Residual(c), Residual(c))
        self.up8 = nn.Sequential(conv(b + c, b, 1, 1), Residual(b))
        self.up4 = nn.Sequential(conv(a + b, a, 1, 1), Residual(a))
        self.classes = nn.Sequential(nn.Conv2d(a, 4 * len(PARSING), 1), nn.PixelShuffle(2))

    def half(self, image: Tensor) -> Tensor:
        """logits [B,6,128,128]: the size that is trained, that of the labels."""
        x4 = self.down4(image * 2 - 1)
        x8 = self.down8(x4)
        y8 = self.up8(torch.cat([x8, _twice(self.down16(x8))], 1))
        return self.classes(self.up4(torch.cat([x4, _twice(y8)], 1)))

    def forward(self, image: Tensor) -> Tensor:
        return _twice(self.half(image))
