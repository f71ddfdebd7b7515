"""One portrait, painted back to front, with the labels painted from the same shapes.

Deterministic in (identity, look, pose, seed, size): every random hand has its own stream.
"""

from dataclasses import dataclass

import numpy as np
import skia

from . import accessories, ears
from .beard import beard_paths
from .body import paint_body_labels
from .face import head_path
from .labels import BODY, FACE, HAIR, OTHER, LabelCanvas, Labels, box_of, landmarks_of
from .params import Identity, Look, Pose
from .scene import paint_scene
from .sitter import Sitter, clipped

DEPTH_BLUR = {"tight headshot": 1.0, "head and shoulders": 0.75, "half body": 0.5}


@dataclass(frozen=True)
class Drawing:
    image: np.ndarray  # (H, W, 3) uint8 RGB
    labels: Labels


def draw(identity: Identity, look: Look, pose: Pose, seed: int, size: tuple[int, int] = (384, 512)) -> Drawing:
    """size is (width, height)."""
    width, height = size
    sitter = Sitter(identity, look, pose, seed, size)
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    paint_scene(canvas, look, sitter.light, sitter.stream(2), width, height, DEPTH_BLUR[look.framing])
    sitter.paint(canvas)
    image = _finish(surface, sitter.stream(9), width, height)
    return Drawing(image, Labels(landmarks_of(sitter.head, sitter.face), box_of(sitter.head), _parse(sitter)))


def _finish(surface: skia.Surface, rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A breath of paper grain."""
    full = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(np.int16)
    grain = rng.integers(-2, 3, (height // 2 + 1, width // 2 + 1, 1), np.int16).repeat(2, 0).repeat(2, 1)
    return np.clip(full + grain[:height, :width], 0, 255).astype(np.uint8)


def _parse(sitter: Sitter) -> np.ndarray:
    head, hair, look, near = sitter.head, sitter.hair, sitter.look, sitter.near
    sheet = LabelCanvas(sitter.frame)
    with clipped(sheet.canvas, sitter.under_hat):
        for piece in hair.back:
            sheet.put(piece.path, HAIR, piece.hole)
    paint_body_labels(sheet.canvas, sitter.frame, sitter.identity, look, sitter.pose, sitter.light, sitter.stream(3))
    shells = {side: skia.Path() for side in (-1, 1)}
    for side, path in shells.items():
        path.addPoly([skia.Point(x, y) for x, y in ears.ear_outline(head, side).tolist()], True)
        if side != near and ears.visible(head, side):
            sheet.put(path, FACE)
    sheet.put(head_path(head), FACE)
    for path in beard_paths(head, sitter.face):
        sheet.put(path, FACE)
    if near and not hair.ears_over:
        sheet.put(shells[near], FACE)
    with clipped(sheet.canvas, sitter.under_hat):
        for piece in hair.front:
            sheet.put(piece.path, HAIR, piece.hole)
    if near and hair.ears_over:
        sheet.put(shells[near], FACE)
    if look.accessory in ("glasses", "sunglasses"):
        rims, lenses = accessories.eyewear_paths(head, look.accessory == "sunglasses")
        for path in rims + (lenses if look.accessory == "sunglasses" else []):
            sheet.put(path, OTHER)
    elif look.accessory == "hat":
        for path in accessories.hat_paths(head):
            sheet.put(path, OTHER)
    elif look.accessory == "earrings":
        for ring, _, _ in accessories.earring_paths(head):
            sheet.put(ring, OTHER)
    return sheet.parsing()


__all__ = ["BODY", "Drawing", "draw"]
