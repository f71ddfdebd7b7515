"""The sheets that the hint lays over one another: the place, the figure, the head and the face, each in a frame of its own.

Principal components of whole pictures smear an edge over every place where it may stand. Here each part is first brought into a
frame that goes with it (the figure upright and to scale, the head and the face turned with the landmarks as well), so that a
perceptron from what is told to the components of aligned parts keeps edges apart. Figure and head carry how much they cover.
Laid over one another at half the picture's size they make a rough picture, which the linear encoder turns into a latent.
"""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .faces.align import template

HALF = (256, 192)  # height and width of half the default picture
CENTRE, SPREAD = (192.0, 220.0), (30.0, 50.0)  # of landmark units, see hint.units


@dataclass(frozen=True)
class Frame:
    """A window on the plane of the 112 template: from (left, top), `units` to a point, `height` by `width` points."""

    left: float
    top: float
    units: float
    height: int
    width: int
    rolls: bool  # turns with the head

    def points(self, matrix: np.ndarray) -> np.ndarray:
        """[2, 3] from picture to template -> [2, 3] from picture to points of this frame."""
        shifted = matrix.copy()
        shifted[:, 2] += (0.5 * self.units - self.left, 0.5 * self.units - self.top)
        shifted /= self.units
        shifted[:, 2] -= 0.5
        return shifted


FIGURE = Frame(-88, -52, 3.3, 106, 88, False)
HEAD = Frame(-36, -52, 1.77, 104, 104, True)
FACE = Frame(-28, -28, 2, 84, 84, True)


class Sheet(nn.Module):
    """Components of a part's pictures, mixed by a perceptron; -> [B, channels, height, width]."""

    def __init__(self, told: int, channels: int, height: int, width: int, components: int, hidden: int = 640):
        super().__init__()
        self.shape = (channels, height, width)
        self.enter = nn.Linear(told, hidden)
        self.mix = nn.ModuleList(nn.Linear(hidden, hidden) for _ in range(2))
        self.leave = nn.Linear(hidden, components)
        self.drop = nn.Dropout(0.1)
        self.basis = nn.Parameter(torch.zeros(components, channels * height * width))
        self.mean = nn.Parameter(torch.zeros(channels * height * width))

    def coefficients(self, told: Tensor) -> Tensor:
        x = F.gelu(self.enter(told), approximate="tanh")
        for layer in self.mix:
            x = x + F.gelu(layer(self.drop(x)), approximate="tanh")
        return self.leave(x)

    def forward(self, told: Tensor) -> Tensor:
        return (self.coefficients(told) @ self.basis + self.mean).view(-1, *self.shape)


class Sheets(nn.Module):
    def __init__(self, told: int, landmarks: int, latent: int = 16):
        super().__init__()
        both = told + landmarks
        self.scene = Sheet(both, 3, 64, 48, 96)
        self.figure = Sheet(both, 4, FIGURE.height, FIGURE.width, 144)
        self.head = Sheet(both, 4, HEAD.height, HEAD.width, 144)
        self.face = Sheet(both, 3, FACE.height, FACE.width, 128)
        self.analysis = nn.Parameter(torch.zeros(latent, 3, 8, 8), requires_grad=False)  # the linear encoder, at half size
        self.offset = nn.Parameter(torch.zeros(latent), requires_grad=False)
        self.register_buffer("template", torch.from_numpy(template(112, 0).reshape(1, 5, 2)).float(), persistent=False)
        self.register_buffer("rows", torch.arange(HALF[0]).float().view(1, -1, 1) * 2 + 0.5, persistent=False)
        self.register_buffer("columns", torch.arange(HALF[1]).float().view(1, 1, -1) * 2 + 0.5, persistent=False)
        y, x = (((torch.arange(n).float() + 0.5) / n * 2 - 1) for n in (FACE.height, FACE.width))
        reach = (y.view(-1, 1).square() + x.view(1, -1).square()).sqrt()
        self.register_buffer("mask", ((1.0 - reach) / 0.3).clamp(0, 1).view(1, 1, FACE.height, FACE.width), persistent=False)

    def grids(self, landmarks: Tensor, frames: tuple[Frame, ...]) -> list[Tensor]:
        """landmarks [B, 10] in units -> a sampling grid [B, 256, 192, 2] of each frame: Umeyama 1991, in closed form."""
        points = landmarks.view(-1, 5, 2) * landmarks.new_tensor(SPREAD) + landmarks.new_tensor(CENTRE)
        centre, goal = points.mean(1, keepdim=True), self.template.mean(1, keepdim=True)
        (x, y), (u, v) = (points - centre).unbind(-1), (self.template - goal).unbind(-1)
        norm = (x * x + y * y).sum(1).clamp_min(1.0)
        a, b = ((x * u + y * v).sum(1) / norm).view(-1, 1, 1), ((x * v - y * u).sum(1) / norm).view(-1, 1, 1)
        px, py = self.columns - centre[:, :, :1], self.rows - centre[:, :, 1:]
        scale = (a * a + b * b).sqrt()
        rolled = (a * px - b * py, b * px + a * py)
        upright = (scale * px + 0 * py, scale * py + 0 * px)
        found = []
        for frame in frames:
            tx, ty = rolled if frame.rolls else upright
            across = (tx + goal[:, :, :1] - frame.left) / (frame.units * frame.width) * 2 - 1
            down = (ty + goal[:, :, 1:] - frame.top) / (frame.units * frame.height) * 2 - 1
            found.append(torch.stack([across, down], -1))
        return found

    def canvas(self, told: Tensor, landmarks: Tensor) -> Tensor:
        """-> the rough picture [B, 3, 256, 192] in 0..1."""
        both = torch.cat([told, landmarks], -1)
        figure, head, face = self.grids(landmarks, (FIGURE, HEAD, FACE))
        picture = F.interpolate(self.scene(both), size=HALF, mode="bilinear", align_corners=False)
        for sheet, grid, outside in ((self.figure, figure, "border"), (self.head, head, "zeros")):
            laid = F.grid_sample(sheet(both), grid, mode="bilinear", padding_mode=outside, align_corners=False)
            colour, cover = laid.split([3, 1], 1)
            picture = colour + (1 - cover.clamp(0, 1)) * picture
        drawn = F.grid_sample(self.face(both), face, mode="bilinear", padding_mode="border", align_corners=False)
        cover = F.grid_sample(self.mask.expand(told.shape[0], -1, -1, -1), face, padding_mode="zeros", align_corners=False)
        return picture + cover * (drawn - picture)

    def forward(self, told: Tensor, landmarks: Tensor) -> Tensor:
        """-> latent [B, 16, 32, 24]"""
        return F.conv2d(self.canvas(told, landmarks) * 2 - 1, self.analysis, stride=8) + self.offset.view(1, -1, 1, 1)
