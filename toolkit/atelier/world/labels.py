"""The truth about a picture: five landmarks, the face box and the parsing map, from the same shapes that were painted."""

from dataclasses import dataclass

import numpy as np
import skia

from . import vocabulary as v
from .expression import Face
from .head import Head
from .mouth import mouth_of
from .rig import Frame

BACKGROUND, HAIR, BODY, FACE, CLOTHES, OTHER = range(len(v.PARSING))


@dataclass(frozen=True)
class Labels:
    landmarks: np.ndarray  # (5, 2) float32 px: eyes, nose tip, mouth corners; image left first
    face_box: tuple[float, float, float, float]  # x, y, w, h px: forehead to chin, cheek to cheek
    parsing: np.ndarray  # (H, W) uint8, classes in the order of vocabulary.PARSING


def landmarks_of(head: Head, face: Face) -> np.ndarray:
    plan = head.plan
    mouth = mouth_of(head, face)
    left, right = mouth.upper_edge[0], mouth.upper_edge[-1]
    points = np.array([
        (-plan.eye_x, plan.eye_y + 0.02), (plan.eye_x, plan.eye_y + 0.02), (0.0, plan.nose_y + 0.045), tuple(left), tuple(right),
    ])  # fmt: skip
    return head.at(points[:, 0], points[:, 1], 0.012).astype(np.float32)


def box_of(head: Head) -> tuple[float, float, float, float]:
    """Around the visible face from the hairline down; ears and hair do not widen it."""
    plan = head.plan
    low = head.silhouette
    angle = np.deg2rad(np.linspace(-86, 86, 24)) - head.frame.yaw * 0.5
    y = np.linspace(plan.hairline_y, plan.chin_y * 0.999, 16)
    yy, aa = np.meshgrid(y, angle, indexing="ij")
    px = head.at(head.width_at(yy) * np.sin(aa), yy).reshape(-1, 2)
    x0, y0 = px.min(0)
    x1, y1 = px.max(0)
    x0, x1 = max(x0, float(low[:, 0].min())), min(x1, float(low[:, 0].max()))
    return float(x0), float(y0), float(x1 - x0), float(y1 - y0)


class LabelCanvas:
    """A canvas of flat class colours without antialiasing, at the size of the picture."""

    def __init__(self, frame: Frame) -> None:
        self.pixels = np.zeros((frame.height, frame.width, 4), np.uint8)
        info = skia.ImageInfo.Make(frame.width, frame.height, skia.kRGBA_8888_ColorType, skia.kUnpremul_AlphaType)
        self.surface = skia.Surface.MakeRasterDirect(info, self.pixels, frame.width * 4)
        self.canvas = self.surface.getCanvas()
        self.canvas.clear(skia.ColorSetARGB(255, 0, 0, 0))

    def put(self, path: skia.Path, kind: int, hole: skia.Path | None = None) -> None:
        self.canvas.save()
        if hole is not None:
            self.canvas.clipPath(hole, skia.ClipOp.kDifference, False)
        self.canvas.drawPath(path, skia.Paint(AntiAlias=False, Color=skia.ColorSetARGB(255, kind, kind, kind)))
        self.canvas.restore()

    def parsing(self) -> np.ndarray:
        self.surface.flushAndSubmit()
        return self.pixels[..., 0].copy()
