"""The rig of a drawing, from what it was drawn of, without drawing it."""

import numpy as np
import torch
from torch import Tensor

from .draw import LOOK_NAMES, look_from
from .hint_frames import LIGHT, MEAN, SPREAD
from .people import identity
from .world.labels import landmarks_of
from .world.params import Pose
from .world.sitter import Sitter

SIZE = (384, 512)
MIRRORED = {"golden hour": -1.0, "dramatic side": 1.0, "backlit": 1.0}  # lights whose side the seed decides, and their usual one


def rig_of(sitter: Sitter) -> np.ndarray:
    """[21] of a sitter painted at SIZE: hint_frames.py."""
    f = sitter.frame
    turn = np.sin(f.yaw * 0.4)
    joints = [*f.centre, f.scale, *f.neck, *f.shoulder, f.shoulder_half_width / f.scale, turn, f.roll, sitter.light.direction[0]]
    return np.concatenate([joints, landmarks_of(sitter.head, sitter.face).reshape(-1)]).astype(np.float32)


def standard(rigs: np.ndarray) -> Tensor:
    return torch.from_numpy((rigs - MEAN) / SPREAD)


def usual(rigs: np.ndarray, look: np.ndarray) -> Tensor:
    """The same with the light on its usual side, which is where it stands when nobody says: standardised [N, 21]."""
    found = rigs.copy()
    for name, side in MIRRORED.items():
        rows = look[:, 5] == LOOK_NAMES[5].index(name)
        found[rows, LIGHT] = side * np.abs(found[rows, LIGHT])
    return standard(found)


def of_drawing(vector: np.ndarray, look: np.ndarray, pose: np.ndarray, seed: int) -> np.ndarray:
    """[21] from a row of the data set."""
    return rig_of(Sitter(identity(vector), look_from(look), Pose(*(float(x) for x in pose)), int(seed), SIZE))
