"""The face of the hint, drawn in its own upright frame and laid into the picture where the landmarks say.

Principal components of whole pictures smear a face over every place where a head may stand. Here faces are aligned first, so
that a perceptron from attributes, person and pose to the components of aligned faces keeps eyes, nose and mouth apart; a
similarity transform then puts the result in its place, at half the picture's size, and the linear encoder turns it into a latent.
"""

import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import checkpoint
from .faces.align import similarity, template

FRAME, MARGIN = 56, 14
SIDE = FRAME + 2 * MARGIN
HALF = (256, 192)  # height and width of half the default picture
CENTRE, SPREAD = (192.0, 220.0), (30.0, 50.0)  # of landmark units, see hint.units


class FaceHint(nn.Module):
    def __init__(self, told: int, latent: int = 16, components: int = 160, width: int = 640):
        super().__init__()
        self.enter = nn.Linear(told, width)
        self.mix = nn.ModuleList(nn.Linear(width, width) for _ in range(2))
        self.leave = nn.Linear(width, components)
        self.drop = nn.Dropout(0.1)
        self.basis = nn.Parameter(torch.zeros(components, 3 * SIDE * SIDE), requires_grad=False)
        self.mean = nn.Parameter(torch.zeros(3 * SIDE * SIDE), requires_grad=False)
        self.analysis = nn.Parameter(torch.zeros(latent, 3, 8, 8), requires_grad=False)  # the linear encoder, at half size
        self.offset = nn.Parameter(torch.zeros(latent), requires_grad=False)
        self.register_buffer("template", torch.from_numpy(template(FRAME, MARGIN).reshape(1, 5, 2)).float(), persistent=False)
        self.register_buffer("rows", torch.arange(HALF[0]).float().view(1, -1, 1), persistent=False)
        self.register_buffer("columns", torch.arange(HALF[1]).float().view(1, 1, -1), persistent=False)
        axis = (torch.arange(SIDE).float() + 0.5) / SIDE * 2 - 1
        reach = (axis.view(-1, 1).square() + axis.view(1, -1).square()).sqrt()
        self.register_buffer("mask", ((1.0 - reach) / 0.3).clamp(0, 1).view(1, 1, SIDE, SIDE), persistent=False)

    def coefficients(self, told: Tensor) -> Tensor:
        x = F.gelu(self.enter(told), approximate="tanh")
        for layer in self.mix:
            x = x + F.gelu(layer(self.drop(x)), approximate="tanh")
        return self.leave(x)

    def place(self, landmarks: Tensor) -> Tensor:
        """landmarks [B, 10] in units -> sampling grid [B, 256, 192, 2]: Umeyama 1991 from picture to frame, in closed form."""
        points = landmarks.view(-1, 5, 2) * landmarks.new_tensor(SPREAD) + landmarks.new_tensor(CENTRE)
        centre, goal = points.mean(1, keepdim=True), self.template.mean(1, keepdim=True)
        (x, y), (u, v) = (points - centre).unbind(-1), (self.template - goal).unbind(-1)
        norm = (x * x + y * y).sum(1).clamp_min(1.0)
        a, b = ((x * u + y * v).sum(1) / norm).view(-1, 1, 1), ((x * v - y * u).sum(1) / norm).view(-1, 1, 1)
        px = 2 * self.columns + 0.5 - centre[:, :, :1]
        py = 2 * self.rows + 0.5 - centre[:, :, 1:]
        fx, fy = a * px - b * py + goal[:, :, :1], b * px + a * py + goal[:, :, 1:]
        return torch.stack([(fx + 0.5) / SIDE * 2 - 1, (fy + 0.5) / SIDE * 2 - 1], -1)

    def forward(self, told: Tensor, landmarks: Tensor, behind: Tensor) -> Tensor:
        """Lay the face over the hint `behind` [B, 16, 32, 24]."""
        face = (self.coefficients(told) @ self.basis + self.mean).view(-1, 3, SIDE, SIDE)
        grid = self.place(landmarks)
        laid = F.grid_sample(face, grid, mode="bilinear", padding_mode="border", align_corners=False)
        cover = F.grid_sample(self.mask.expand(face.shape[0], -1, -1, -1), grid, padding_mode="zeros", align_corners=False)
        drawn = F.conv2d(laid, self.analysis, stride=8) + self.offset.view(1, -1, 1, 1)
        return behind + F.avg_pool2d(cover, 8) * (
            drawn - behind
        )  # one share per cell: an edge inside a patch would show as a seam


def aligned(world, indices: np.ndarray) -> np.ndarray:
    """float32 [N, 3 * SIDE * SIDE] in -1..1: the faces of these pictures in the frame."""
    rows = []
    for i in indices:
        matrix = similarity(world.landmarks[i] / 2, template(FRAME, MARGIN))
        crop = cv2.warpAffine(world.image(i, 2), matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        rows.append((crop.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1).reshape(-1))
    return np.stack(rows)


def start(face: FaceHint, faces: Tensor, encoder: nn.Conv2d) -> None:
    """Mean and components of aligned faces, and the linear encoder for pictures of half the size."""
    with torch.no_grad():
        face.mean.copy_(faces.mean(0))
        root = face.mask.expand(1, 3, -1, -1).reshape(-1).clamp_min(0.1).sqrt()
        _, _, directions = torch.svd_lowrank((faces - face.mean) * root, q=min(len(face.basis) + 16, len(faces)), niter=2)
        found = directions[:, : len(face.basis)]
        face.basis[: found.shape[1]].copy_(found.T / root)
        face.analysis.copy_(F.avg_pool2d(encoder.weight, 2) * 4)
        face.offset.copy_(encoder.bias)


def train(
    face: FaceHint,
    told: Tensor,
    faces: Tensor,
    trial: tuple[Tensor, Tensor],
    minutes: float,
    batch: int = 256,
    rate: float = 1e-3,
) -> None:
    """told [N, .] as Hint.told gives it."""
    log = checkpoint.Log("face_hint", every=20)
    root = face.mask.expand(1, 3, -1, -1).reshape(-1).clamp_min(0.1).sqrt()
    analysis = (face.basis * root * root).T
    target, wanted = (faces - face.mean) @ analysis, (trial[1] - face.mean) @ analysis
    scale, total = target.square().mean().sqrt(), float(wanted.square().sum(1).mean())
    optimizer = torch.optim.AdamW([p for p in face.parameters() if p.requires_grad], rate, betas=(0.9, 0.99), weight_decay=0.05)
    begun, step = time.monotonic(), 0
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.01, 1 - elapsed / minutes)
        chosen = torch.randint(0, len(told), (batch,))
        rows = told[chosen]
        loss = ((face.coefficients(rows + 0.05 * torch.randn_like(rows)) - target[chosen]) / scale).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        log.step(step, batch, loss=loss.item())
    log.flush(step)
    face.eval()
    with torch.no_grad():
        error = float((face.coefficients(trial[0]) - wanted).square().sum(1).mean())
    log.note(event="done", step=step, explained=round(1 - error / total, 4))


def teach(hint, world, pictures, held, encoder: nn.Conv2d, minutes: float) -> None:
    """Fit the face of a hint to the training pictures; `told_of` of each says what is known of them."""
    faces, trial = (torch.from_numpy(aligned(world, source.chosen)) for source in (pictures, held))
    start(hint.face, faces, encoder)
    train(hint.face, hint.told_of(pictures), faces, (hint.told_of(held), trial), minutes)
