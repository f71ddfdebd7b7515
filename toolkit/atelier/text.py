"""The text encoder: token ids of a caption to 64 rows of context, a small transformer.

Rows of padding are exactly zero, so that the denoiser needs no mask. It knows no words; ids come from `tokenizer`.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LENGTH = 64
POOL = 16.0  # divisor of the sum of rows wherever context is pooled: about the length of a caption


@dataclass(frozen=True)
class TextConfig:
    vocabulary: int = 512
    width: int = 192
    heads: int = 6
    layers: int = 2


class TextBlock(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, c = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, n, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
        x = x + self.out(attend(q, k, v, mask).transpose(1, 2).reshape(b, n, c))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None = None) -> Tensor:
    """Scaled dot-product attention, [B, heads, N, C]; mask is added to the logits."""
    logits = (q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1)
    return (logits if mask is None else logits + mask).softmax(-1) @ v


class TextEncoder(nn.Module):
    """input_ids int64 [B, L], 0 is padding -> context [B, L, 192]."""

    def __init__(self, config: TextConfig):
        super().__init__()
        self.config = config
        self.token = nn.Embedding(config.vocabulary, config.width)
        self.place = nn.Parameter(torch.randn(LENGTH, config.width) * 0.02)
        nn.init.normal_(self.token.weight, std=0.3)
        self.blocks = nn.ModuleList(TextBlock(config.width, config.heads) for _ in range(config.layers))
        self.norm = nn.LayerNorm(config.width)

    def forward(self, ids: Tensor) -> Tensor:
        real = (ids != 0).to(self.place.dtype)  # [B, L]
        mask = (real[:, None, None, :] - 1) * 1e4
        x = self.token(ids) + self.place[: ids.shape[1]]
        for block in self.blocks:
            x = block(x, mask)
        return self.norm(x) * real[..., None]
