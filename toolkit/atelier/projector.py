"""The identity projector: a face embedding to the keys and values of every identity attention.

It first reads the embedding back into the parameters of a drawn person, which can be learnt without a denoiser and in a minute,
and then maps those parameters to tensors, which is learnt together with the denoiser. It knows nothing of pictures.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .unet import IDENTITY_TOKENS


class Reader(nn.Module):
    """embedding [B, 128], L2-normalised -> standardised person parameters [B, F]: a linear reading and its correction."""

    def __init__(self, embedding: int, parameters: int, width: int = 256):
        super().__init__()
        self.scale = embedding**0.5
        self.linear = nn.Linear(embedding, parameters)
        self.enter, self.leave = nn.Linear(embedding, width), nn.Linear(width, parameters)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def forward(self, embedding: Tensor) -> Tensor:
        x = embedding * self.scale
        return self.linear(x) + self.leave(F.gelu(self.enter(x), approximate="tanh"))


class Tensors(nn.Module):
    """person parameters [B, F] -> ([B, 4, C_i] keys, [B, 4, C_i] values) for each identity attention i.

    The first value begins with the parameters themselves, for the hint.
    """

    def __init__(self, parameters: int, widths: list[int], hidden: int = 384):
        super().__init__()
        self.widths = widths
        self.enter, self.mix = nn.Linear(parameters, hidden), nn.Linear(hidden, hidden)
        self.leave = nn.Linear(hidden + parameters, 2 * IDENTITY_TOKENS * sum(widths))

    def forward(self, person: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        x = F.gelu(self.enter(person), approximate="tanh")
        x = F.gelu(self.mix(x), approximate="tanh")
        out = self.leave(torch.cat([x, person], -1)).view(-1, 2, IDENTITY_TOKENS, sum(self.widths))
        parts = out.split(self.widths, -1)
        keys, values = [part[:, 0] for part in parts], [part[:, 1] for part in parts]
        plain = torch.cat([person[:, None], values[0][:, :1, person.shape[1] :]], -1)
        return keys, [torch.cat([plain, values[0][:, 1:]], 1), *values[1:]]


class IdentityProjector(nn.Module):
    def __init__(self, reader: Reader, tensors: Tensors):
        super().__init__()
        self.reader, self.tensors = reader, tensors

    def forward(self, embedding: Tensor) -> tuple[list[Tensor], list[Tensor]]:
        return self.tensors(self.reader(embedding))
