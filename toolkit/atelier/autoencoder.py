"""The autoencoder's two graphs: pictures to latents at a sixteenth of the size, and back.

Analysis is linear: the leading principal components of 16x16 patches, faces counted more, which need no training and never
change under the denoiser's feet. Synthesis is its transpose plus a small convolutional network that mends seams and sharpens
edges; it does most of its work at low resolution and ends in pixel shuffle. It knows nothing of what is drawn.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

PATCH = 16


@dataclass(frozen=True)
class AutoencoderConfig:
    latent: int = 16
    widths: tuple[int, int, int] = (160, 80, 40)  # of the decoder, at 1/16, 1/8, 1/4
    blocks: tuple[int, int, int] = (1, 2, 1)
    whitening: float = 0.5  # 1: every channel of unit variance, 0: the components' own; between, edges count but colour leads


class Residual(nn.Module):
    """x + conv(silu(conv(silu(x)))); starts as the identity."""

    def __init__(self, width: int):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(F.silu(x))))


class Encoder(nn.Module):
    """image [B, 3, H, W] in -1..1 -> latent [B, 16, H/16, W/16] of unit variance over all channels."""

    def __init__(self, config: AutoencoderConfig):
        super().__init__()
        self.linear = nn.Conv2d(3, config.latent, PATCH, stride=PATCH)

    def forward(self, image: Tensor) -> Tensor:
        return self.linear(image)


class Decoder(nn.Module):
    """latent [B, 16, h, w] -> image [B, 3, 16h, 16w]."""

    def __init__(self, config: AutoencoderConfig):
        super().__init__()
        a, b, c = config.widths
        na, nb, nc = config.blocks
        self.linear = nn.Conv2d(config.latent, 3 * PATCH * PATCH, 1)
        self.correct = nn.Sequential(
            nn.Conv2d(config.latent, a, 3, padding=1),
            *(Residual(a) for _ in range(na)),
            nn.Conv2d(a, 4 * b, 1),
            nn.PixelShuffle(2),
            *(Residual(b) for _ in range(nb)),
            nn.Conv2d(b, 4 * c, 1),
            nn.PixelShuffle(2),
            *(Residual(c) for _ in range(nc)),
            nn.SiLU(),
            nn.Conv2d(c, 48, 3, padding=1),
        )
        nn.init.zeros_(self.correct[-1].weight)
        nn.init.zeros_(self.correct[-1].bias)

    def forward(self, latent: Tensor) -> Tensor:
        return F.pixel_shuffle(self.linear(latent), PATCH) + F.pixel_shuffle(self.correct(latent), 4)


class Autoencoder(nn.Module):
    def __init__(self, config: AutoencoderConfig | None = None):
        super().__init__()
        self.config = config or AutoencoderConfig()
        self.encoder, self.decoder = Encoder(self.config), Decoder(self.config)

    @torch.no_grad()
    def start_linear(self, patches: Tensor, weight: Tensor) -> None:
        """Set both linear maps from the principal components of patches [N, 3, 16, 16] in -1..1, weighted by [N]."""
        flat, weight = patches.flatten(1).double(), (weight / weight.sum()).double()[:, None]
        mean = (weight * flat).sum(0)
        variance, directions = torch.linalg.eigh((flat - mean).T @ (weight * (flat - mean)))
        k = self.config.latent
        components, deviation = directions.T.flip(0)[:k], variance.flip(0)[:k].sqrt()
        scale = deviation**self.config.whitening
        scale = (scale * ((deviation / scale).square().mean()).sqrt())[:, None]  # latents then have unit variance overall
        analysis, synthesis = components / scale, components * scale
        self.encoder.linear.weight.copy_(analysis.reshape(k, 3, PATCH, PATCH))
        self.encoder.linear.bias.copy_(-analysis @ mean)
        self.decoder.linear.weight.copy_(synthesis.T[:, :, None, None])
        self.decoder.linear.bias.copy_(mean)
