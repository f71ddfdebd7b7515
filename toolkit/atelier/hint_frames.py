"""Where the parts of a sitter are in a picture: the rig, and the window of every part, which goes along with it.

A rig is 21 numbers of a 384x512 picture: the renderer's joints (world/rig.py), the side of the light and the five landmarks.
Three kinds of window: on the head (head units from its centre, y up, turned by its roll), on the body (the tailor's space, across
in half shoulder widths, y down from the shoulder line) and round a landmark. Knows nothing of colours.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .world.outfit_kit import NECK_RISE

CENTRE_X, CENTRE_Y, SCALE, NECK_X, NECK_Y, SHOULDER_X, SHOULDER_Y, SHOULDER, TURN, ROLL, LIGHT = range(11)
LANDMARKS = slice(11, 21)
RIG = 21
MEAN = np.array([192, 212, 117, 192, 307, 192, 386, 1.44, 0, 0, 0, *[192, 220] * 5], np.float32)
SPREAD = np.array([12, 30, 28, 8, 45, 8, 62, 0.11, 0.11, 0.07, 0.7, *[30, 50] * 5], np.float32)
FORWARD, DEEP = 0.42, 0.9  # how far the chest stands forward, and over what height: Tailor.at


@dataclass(frozen=True)
class Window:
    left: float
    right: float
    top: float
    bottom: float
    width: int
    height: int
    bend: float | None = None  # body: to here the upper share of the rows
    share: float = 0.0

    @property
    def density(self) -> float:
        """Points to a unit, across."""
        return self.width / abs(self.right - self.left)

    def points(self) -> np.ndarray:
        """[height, width, 2] the window's own coordinates of every point."""
        x = self.left + (np.arange(self.width) + 0.5) / self.width * (self.right - self.left)
        t = (np.arange(self.height) + 0.5) / self.height
        y = self.top + t * (self.bottom - self.top)
        if self.bend is not None:
            y = np.where(t < self.share, self.top + t / self.share * (self.bend - self.top),
                self.bend + (t - self.share) / (1 - self.share) * (self.bottom - self.bend))  # fmt: skip
        return np.stack(np.meshgrid(x, y), -1)

    def grid(self, x: Tensor, y: Tensor) -> Tensor:
        """Own coordinates [B, H, W] -> [B, H, W, 2] in -1..1, as grid_sample wants them."""
        across = (x - self.left) * (2 / (self.right - self.left)) - 1
        if self.bend is None:
            down = (y - self.top) * (2 / (self.bottom - self.top)) - 1
        else:
            upper = (y.clamp(max=self.bend) - self.top) * (2 * self.share / (self.bend - self.top)) - 1
            down = upper + (y - self.bend).clamp(min=0) * (2 * (1 - self.share) / (self.bottom - self.bend))
        return torch.stack([across, down], -1)


BODY = Window(-1.35, 1.35, -1.1, 3.0, 104, 112, bend=0.9, share=72 / 112)
HAIR = Window(-1.75, 1.75, 1.9, -2.6, 77, 99)
HEAD = Window(-1.2, 1.2, 1.25, -1.3, 86, 92)
FACE = Window(-0.95, 0.95, 0.62, -0.98, 132, 112)
LENS = Window(-0.62, 0.62, 0.32, -0.36, 74, 41)
EYE = Window(-0.34, 0.34, 0.42, -0.2, 54, 50)
NOSE = Window(-0.26, 0.26, 0.45, -0.2, 38, 46)
MOUTH = Window(-0.42, 0.42, 0.25, -0.32, 60, 40)
PATCHES = {"left_eye": (EYE, (0,)), "right_eye": (EYE, (1,)), "nose": (NOSE, (2,)), "mouth": (MOUTH, (3, 4))}
LENSES = {"left_lens": (0,), "right_lens": (1,)}  # eyewear comes in halves, each about its eye


def anchor(rig: np.ndarray, of: tuple[int, ...]) -> np.ndarray:
    return rig[LANDMARKS].reshape(5, 2)[list(of)].mean(0)


def head_points(rig: np.ndarray, window: Window, centre: np.ndarray | None = None) -> np.ndarray:
    """[height, width, 2] pixels of a window on the head, or round another centre that turns with it."""
    x, y = window.points()[..., 0], window.points()[..., 1]
    c, s = np.cos(rig[ROLL]), np.sin(rig[ROLL])
    middle = rig[[CENTRE_X, CENTRE_Y]] if centre is None else centre
    return np.stack([middle[0] + rig[SCALE] * (c * x + s * y), middle[1] - rig[SCALE] * (c * y - s * x)], -1)


def body_points(rig: np.ndarray) -> np.ndarray:
    """[height, width, 2] pixels of the body's window: Tailor.at."""
    x, y = BODY.points()[..., 0], BODY.points()[..., 1]
    rise = np.clip(-y / NECK_RISE, 0, 1)
    middle = rig[SHOULDER_X] + (rig[NECK_X] - rig[SHOULDER_X]) * rise
    forward = FORWARD * (1 - np.minimum(1, np.abs(x)) ** 2) * np.clip((y + 0.45) / DEEP, 0.1, 1)
    step = np.where(y < 0, (rig[SHOULDER_Y] - rig[NECK_Y]) / NECK_RISE, rig[SCALE])
    return np.stack([middle + rig[SCALE] * (x * rig[SHOULDER] + forward * rig[TURN]), rig[SHOULDER_Y] + y * step], -1)


def raw(rig: Tensor) -> Tensor:
    """Standardised [B, 21] -> pixels and units."""
    return rig * torch.from_numpy(SPREAD) + torch.from_numpy(MEAN)


def head_plane(rig: Tensor, columns: Tensor, rows: Tensor, middle: Tensor) -> tuple[Tensor, Tensor]:
    """Pixels of the picture -> head units about `middle` [B, 2], both [B, H, W]."""
    k = lambda i: rig[:, i].view(-1, 1, 1)  # noqa: E731
    c, s = k(ROLL).cos() / k(SCALE), k(ROLL).sin() / k(SCALE)
    across, up = columns - middle[:, :1, None], middle[:, 1:, None] - rows
    return c * across - s * up, c * up + s * across


def body_plane(rig: Tensor, columns: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
    """Pixels of the picture -> the body's space; where the chest stands forward, solved in two rounds."""
    k = lambda i: rig[:, i].view(-1, 1, 1)  # noqa: E731
    down = rows - k(SHOULDER_Y)
    y = down.clamp(max=0) * (NECK_RISE / (k(SHOULDER_Y) - k(NECK_Y)).clamp_min(8.0)) + down.clamp(min=0) / k(SCALE)
    rise = (-y / NECK_RISE).clamp(0, 1)
    straight = (columns - k(SHOULDER_X) - (k(NECK_X) - k(SHOULDER_X)) * rise) / (k(SCALE) * k(SHOULDER))
    slide = k(TURN) / k(SHOULDER) * FORWARD * ((y + 0.45) / DEEP).clamp(0.1, 1)
    x = straight
    for _ in range(2):
        x = straight - slide * (1 - x.abs().clamp(max=1).square())
    return x, y + 0 * columns
