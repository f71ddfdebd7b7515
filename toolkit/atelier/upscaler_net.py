"""The upscaler's graph: pictures to pictures of four times the width and height.

Edges in a drawing are steps, so steps are what it draws where it sees one: bicubic interpolation, steepened, and kept between
the darkest and the brightest of the surrounding pixels. That needs no training and gains 2 dB. On top of it a residual network
may say how much of the step belongs to each pixel, and add what it knows better; it works on a quarter of the pixels, where it
sees twice as far, and ends in pixel shuffle. Nothing here knows what is drawn.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SCALE = 4
PHASES = SCALE**2  # pixels that come of one
SUPPORT = 5  # pixels of the small picture under a bicubic kernel, for every phase
STEEPNESS = 3.0  # of a step, over that of the interpolation
SLOPE, STEP = 0.5, 0.97  # range of 3x3 pixels over that of 5x5 where there is a slope, and where there is a step
FAINT = 0.02  # range of -1..1 below which there is neither


class Steps(nn.Module):
    """image [B, 3, H, W] in -1..1 -> [B, 3, 4H, 4W]; nothing of it is learned."""

    def __init__(self):
        super().__init__()
        self.copy = nn.Conv2d(3, 3 * PHASES, SUPPORT, bias=False)
        self.copy.weight.data = bicubic()

    def soft(self, image: Tensor) -> Tensor:
        return F.pixel_shuffle(self.copy(F.pad(image, (SUPPORT // 2,) * 4, mode="replicate")), SCALE)

    def step(self, image: Tensor, soft: Tensor) -> Tensor:
        """What has to be added to soft [B, 3, 4H, 4W]."""
        brightest, darkest = F.max_pool2d(image, 3, 1, 1), -F.max_pool2d(-image, 3, 1, 1)
        wider = F.max_pool2d(image, 5, 1, 2) + F.max_pool2d(-image, 5, 1, 2)
        sharp = (((brightest - darkest) / (wider + FAINT) - SLOPE) / (STEP - SLOPE)).clamp(0, 1)
        most, least, share = (large(each) for each in (brightest, darkest, sharp))
        middle = (most + least) / 2
        return share * (torch.minimum(torch.maximum(middle + STEEPNESS * (soft - middle), least), most) - soft)

    def forward(self, image: Tensor) -> Tensor:
        soft = self.soft(image)
        return soft + self.step(image, soft)


@dataclass(frozen=True)
class UpscalerConfig:
    thin: int = 24  # channels at the small picture's size
    wide: int = 48  # channels at half of it
    blocks: int = 2


class Block(nn.Module):
    """x + conv(relu(conv(x))); starts near the identity, and not at it, because the exporter writes equal tensors once."""

    def __init__(self, width: int):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        for part in self.second.parameters():
            nn.init.normal_(part, std=1e-3)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.relu(self.first(x)))


class Upscaler(Steps):
    """The same with its network, for even H and W; starts at the steps alone."""

    def __init__(self, config: UpscalerConfig | None = None):
        super().__init__()
        self.config = c = config or UpscalerConfig()
        self.head = nn.Conv2d(3, c.thin, 3, padding=1)
        self.down = nn.Conv2d(c.thin, c.wide, 4, stride=2, padding=1)
        self.body = nn.Sequential(*(Block(c.wide) for _ in range(c.blocks)))
        self.up = nn.Conv2d(c.wide, 4 * c.thin, 1)
        self.mix = nn.Conv2d(c.thin, c.thin, 3, padding=1)
        self.add, self.share = (nn.Conv2d(c.thin, 3 * PHASES, 3, padding=1) for _ in range(2))
        for last, start in ((self.add, 0.0), (self.share, 1.0)):
            nn.init.zeros_(last.weight)
            nn.init.constant_(last.bias, start)

    def seen(self, image: Tensor) -> Tensor:
        """What the last convolutions read: [B, thin, H, W]"""
        near = F.relu(self.head(image))
        far = F.pixel_shuffle(self.up(self.body(F.relu(self.down(near)))), 2)
        return F.relu(self.mix(F.relu(near + far)))

    def forward(self, image: Tensor) -> Tensor:
        soft, seen = self.soft(image), self.seen(image)
        share, add = F.pixel_shuffle(self.share(seen), SCALE), F.pixel_shuffle(self.add(seen), SCALE)
        return soft + share * self.step(image, soft) + add


def large(image: Tensor) -> Tensor:
    return F.interpolate(image, scale_factor=SCALE, mode="bilinear", align_corners=False)


def bicubic() -> Tensor:
    """The kernel [48, 3, 5, 5] that F.pixel_shuffle makes interpolation of: Keys' cubic, a = -0.75 as in PyTorch and OpenCV."""
    # Interpolate a unit pixel: where it reaches is what its neighbours take from it.
    unit = torch.zeros(1, 1, SUPPORT, SUPPORT)
    unit[0, 0, SUPPORT // 2, SUPPORT // 2] = 1
    reach = F.interpolate(unit, scale_factor=SCALE, mode="bicubic", align_corners=False)
    phases = F.pixel_unshuffle(reach, SCALE)[0].flip(1, 2)  # [16, 5, 5]
    kernel = torch.zeros(3, PHASES, 3, SUPPORT, SUPPORT)
    for channel in range(3):
        kernel[channel, :, channel] = phases
    return kernel.flatten(0, 1)


def multiplications(config: UpscalerConfig) -> int:
    """Of one pixel of the small picture, convolutions alone."""
    thin, wide = config.thin, config.wide
    every = SUPPORT**2 * 9 * PHASES + 9 * (3 * thin + thin * thin + thin * 6 * PHASES)
    quarter = 16 * thin * wide + config.blocks * 2 * 9 * wide * wide + wide * 4 * thin
    return every + quarter // 4
