"""Where the five points of a face really are: a small network that reads a face which the detector's points have put upright.

A detector settles points by the cell; half an eye's width is nothing to it, and everything to an embedder. The crop is the
embedder's own, so a face is looked at as it would be embedded, and moved to where its points belong.
"""

import torch
from torch import Tensor, nn

from .align import TEMPLATE_112
from .layers import Residual, conv


class Landmarks(nn.Module):
    """image [B,3,112,112] RGB 0..255, aligned by a detector's points -> points [B,5,2], x and y in pixels of the crop."""

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64, 96), narrow: int = 32, hidden: int = 128):
        super().__init__()
        a, b, c, d = widths
        self.trunk = nn.Sequential(
            conv(3, a, 2), conv(a, b, 2), Residual(b), conv(b, c, 2), Residual(c), conv(c, d, 2), Residual(d), Residual(d),
            conv(d, narrow, 1, 1), nn.Flatten(), nn.Linear(narrow * 49, hidden), nn.ReLU(),
        )  # fmt: skip
        self.move = nn.Linear(hidden, 10)
        nn.init.zeros_(self.move.weight)
        nn.init.zeros_(self.move.bias)
        self.register_buffer("template", torch.from_numpy(TEMPLATE_112))

    def forward(self, image: Tensor) -> Tensor:
        return self.template + 8 * self.move(self.trunk(image / 127.5 - 1)).view(-1, 5, 2)
