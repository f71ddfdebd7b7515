"""Where the sitter is in the picture: framing, the turned head, and the joints that the body hangs from.

Head space: x to the picture's right, y up, z to the viewer; one unit is half the head height, so the crown is near y = 1 and
the chin near y = -1. Projection is orthographic. Knows nothing of faces, clothes or paint.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .params import Identity, Look, Pose

SCALE = {"tight headshot": 0.31, "head and shoulders": 0.23, "half body": 0.16}  # head units per picture height
CENTRE = {"tight headshot": 0.48, "head and shoulders": 0.415, "half body": 0.315}  # head centre, share of picture height
PIVOT = np.array([0.0, -0.62, -0.3])  # the head turns about the top of the neck


@dataclass(frozen=True)
class Frame:
    width: int
    height: int
    scale: float  # pixels per head unit
    centre: tuple[float, float]  # px
    neck: tuple[float, float]  # px, where the chin meets the neck
    neck_half_width: float  # px
    shoulder: tuple[float, float]  # px, middle of the shoulder line
    shoulder_half_width: float  # px
    yaw: float  # radians, as Pose
    pitch: float
    roll: float

    @cached_property
    def rotation(self) -> np.ndarray:
        return rotation(self.yaw, self.pitch, self.roll)

    def view(self, points: np.ndarray) -> np.ndarray:
        """(..., 3) head space to (..., 3) turned space: x right, y up, z to the viewer, still in head units."""
        return np.asarray(points, np.float64) @ self.rotation.T

    def project(self, points: np.ndarray) -> np.ndarray:
        """(..., 3) head space to (..., 2) pixels."""
        turned = self.view(points)
        return np.stack([self.centre[0] + self.scale * turned[..., 0], self.centre[1] - self.scale * turned[..., 1]], -1)


def rotation(yaw: float, pitch: float, roll: float) -> np.ndarray:
    """(3, 3). Yaw > 0 carries the nose to the right, pitch > 0 carries it up, roll > 0 leans the crown to the right."""
    cy, sy, cp, sp, cr, sr = np.cos(yaw), np.sin(yaw), np.cos(pitch), np.sin(pitch), np.cos(roll), np.sin(roll)
    turn = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    nod = np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
    lean = np.array([[cr, sr, 0], [-sr, cr, 0], [0, 0, 1]])
    return lean @ nod @ turn


def frame_for(identity: Identity, look: Look, pose: Pose, seed: int, size: tuple[int, int]) -> Frame:
    """Framing decides the scale; the seed only nudges it, as a photographer's hand does."""
    width, height = size
    rng = np.random.default_rng([seed, 1])
    share = SCALE[look.framing] * (1 + 0.035 * rng.uniform(-1, 1))
    scale = min(share * height, share * 1.42 * width)
    yaw, pitch, roll = np.deg2rad([pose.yaw, pose.pitch, pose.roll])
    base_x = width * (0.5 + 0.018 * rng.uniform(-1, 1)) - 0.06 * scale * np.sin(yaw)
    base_y = height * (CENTRE[look.framing] + 0.012 * rng.uniform(-1, 1))
    # a tall narrow picture shows more body: keep the head in the upper part, at most its own height from the top
    base_y = min(base_y, 1.95 * scale + 0.06 * height)
    turn = rotation(yaw, pitch, roll)
    offset = turn @ -PIVOT + PIVOT
    centre = (float(base_x + scale * offset[0]), float(base_y - scale * offset[1]))
    neck_x = base_x + 0.05 * scale * np.sin(yaw)
    neck_y = base_y + 0.80 * scale
    shoulder_y = base_y + (1.47 + 0.06 * (1 - identity.neck_width) - 0.05 * identity.masculinity) * scale
    turned_away = 1 - 0.10 * abs(np.sin(yaw))
    return Frame(
        width=width, height=height, scale=float(scale), centre=centre, neck=(float(neck_x), float(neck_y)),
        neck_half_width=float((0.40 + 0.055 * identity.neck_width + 0.09 * (identity.masculinity - 0.5)) * scale),
        shoulder=(float(base_x - 0.03 * scale * np.sin(yaw)), float(shoulder_y)),
        shoulder_half_width=float(
            (1.42 + 0.13 * identity.shoulder_width + 0.30 * (identity.masculinity - 0.35)) * scale * turned_away
        ),
        yaw=float(yaw), pitch=float(pitch), roll=float(roll),
    )  # fmt: skip
