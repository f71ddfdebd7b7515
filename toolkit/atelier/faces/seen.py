"""A face in a latent as the embedder sees it: decoded in a window of the latent, aligned by known points, differentiable.

Decoding a whole picture for a face of a quarter of its area would be most of a training step. Windows come in a few sizes, so
that faces of one size go through the decoder together. At their edges the decoder misses its surroundings, which moves an
embedding by a cosine of 0.02 at most. It knows nothing of who should be seen.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..autoencoder import PATCH
from .align import TEMPLATE_112

CROP = 112
SIZES = (8, 12, 16, 24)  # cells to a window's side; the last is a picture's width
ROOM = 1.12  # of the crop: the decoder looks beyond what it draws
TEMPLATE = torch.from_numpy(TEMPLATE_112)


def turn_to(landmarks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """landmarks [B, 5, 2] px -> (a, b [B], shift [B, 2]) that take the template's points to them, as align.similarity."""
    centre, middle = TEMPLATE - TEMPLATE.mean(0), landmarks.mean(1)
    there, norm = landmarks - middle[:, None], (TEMPLATE - TEMPLATE.mean(0)).square().sum()
    a = (centre * there).sum((1, 2)) / norm
    b = (centre[:, 0] * there[..., 1] - centre[:, 1] * there[..., 0]).sum(1) / norm
    return a, b, middle


def taken(a: Tensor, b: Tensor, shift: Tensor, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """Points of the crop, x and y broadcast to [B, ...], in the picture."""
    k = lambda t: t.view(-1, *[1] * (x.dim() - 1))  # noqa: E731
    x, y = x - TEMPLATE[:, 0].mean(), y - TEMPLATE[:, 1].mean()
    return k(a) * x - k(b) * y + k(shift[:, 0]), k(b) * x + k(a) * y + k(shift[:, 1])


def places(landmarks: Tensor, top: Tensor, left: Tensor, side: int) -> Tensor:
    """Where each point of the crop lies in a window of side x side cells: [B, 112, 112, 2] in -1..1."""
    y, x = torch.meshgrid(torch.arange(float(CROP)), torch.arange(float(CROP)), indexing="ij")
    across, down = taken(*turn_to(landmarks), x[None], y[None])
    within = lambda at, first: (at + 0.5 - first.view(-1, 1, 1) * PATCH) * (2 / (side * PATCH)) - 1  # noqa: E731
    return torch.stack([within(across, left), within(down, top)], -1)


def embed(latent: Tensor, landmarks: Tensor, decoder: nn.Module, embedder: nn.Module) -> Tensor:
    """latent [B, 16, h, w], landmarks [B, 5, 2] px -> [B, 128], unit vectors."""
    a, b, shift = turn_to(landmarks)
    middle = torch.stack(taken(a, b, shift, *torch.full((2, 1, 1), CROP / 2)), -1).view(-1, 2) / PATCH
    need = (torch.hypot(a, b) * CROP * ROOM / PATCH).ceil().clamp(max=SIZES[-1])
    found: list[Tensor | None] = [None] * len(latent)
    for smaller, side in zip((0, *SIZES), SIZES, strict=False):
        mine = torch.nonzero((need > smaller) & (need <= side)).flatten()
        if not len(mine):
            continue
        most = torch.tensor([latent.shape[3] - side, latent.shape[2] - side])
        corner = torch.minimum((middle[mine] - side / 2).round().clamp(min=0), most)
        windows = [latent[i, :, int(y) : int(y) + side, int(x) : int(x) + side] for i, (x, y) in zip(mine, corner, strict=True)]
        image = decoder(torch.stack(windows))
        grid = places(landmarks[mine], corner[:, 1], corner[:, 0], side)
        crop = F.grid_sample(image, grid, padding_mode="border", align_corners=False).clamp(-1, 1)
        for i, row in zip(mine.tolist(), F.normalize(embedder((crop + 1) * 127.5)), strict=True):
            found[i] = row
    return torch.stack([row for row in found if row is not None])
