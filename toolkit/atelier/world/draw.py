"""One portrait, painted back to front, with the labels painted from the same shapes.

Deterministic in (identity, look, pose, seed, size): every random hand has its own stream.
"""

from dataclasses import dataclass

import numpy as np
import skia

from . import accessories, ears
from .beard import beard_paths, paint_beard
from .body import paint_body, paint_body_labels
from .expression import Face, face_of
from .eyes import brow_colour, eye_of, paint_brow, paint_eye
from .face import head_path, paint_head
from .hair import hair_for
from .hair_kit import COLOURS, Hair, Piece, paint_piece, tones_of
from .head import Head
from .ink import pen, poly
from .labels import BODY, FACE, HAIR, OTHER, LabelCanvas, Labels, box_of, landmarks_of
from .light import Light, light_for
from .marks import paint_marks, paint_scalp_light
from .mouth import paint_mouth
from .nose import paint_nose
from .params import Identity, Look, Pose
from .rig import Frame, frame_for
from .scene import paint_scene
from .skin import skin_shadow

DEPTH_BLUR = {"tight headshot": 1.0, "head and shoulders": 0.75, "half body": 0.5}


@dataclass(frozen=True)
class Drawing:
    image: np.ndarray  # (H, W, 3) uint8 RGB
    labels: Labels


def draw(identity: Identity, look: Look, pose: Pose, seed: int, size: tuple[int, int] = (384, 512)) -> Drawing:
    """size is (width, height)."""
    frame = frame_for(identity, look, pose, seed, size)
    light = light_for(look, seed)
    head = Head(identity, frame)
    face = face_of(look, pose)
    hair = hair_for(head, look.hair, seed)
    stream = lambda k: np.random.default_rng([seed, k])  # noqa: E731
    width, height = size
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    paint_scene(canvas, look, light, stream(2), width, height, DEPTH_BLUR[look.framing])
    _paint_person(canvas, frame, head, face, hair, identity, look, pose, light, stream)
    image = _finish(surface, stream(9), width, height)
    return Drawing(image, Labels(landmarks_of(head, face), box_of(head),
        _parse(frame, head, face, hair, identity, look, pose, light, stream)))


def _paint_person(canvas, frame: Frame, head: Head, face: Face, hair: Hair, identity, look: Look, pose: Pose, light: Light,
    stream) -> None:
    s = frame.scale
    tones = tones_of(look.hair_colour, light)
    hat = look.accessory == "hat"
    under_hat = _under_hat(head) if hat else None
    with _clipped(canvas, under_hat):
        for piece in hair.back:
            paint_piece(canvas, piece, tones)
    paint_body(canvas, frame, identity, look, pose, light, stream(3))
    _chin_shadow(canvas, head, light)
    near = ears.near_side(head)
    for side in (-1, 1):
        if side != near and ears.visible(head, side):
            ears.paint_ear(canvas, head, side, light)
    paint_head(canvas, head, light)
    canvas.save()
    canvas.clipPath(_face_clip(head), skia.ClipOp.kIntersect, True)
    if look.hair == "bald":
        paint_scalp_light(canvas, head, light)
    paint_marks(canvas, head, face, light)
    paint_nose(canvas, head, light)
    paint_mouth(canvas, head, face, light)
    canvas.restore()
    paint_beard(canvas, head, face, light, stream(4))
    canvas.save()
    canvas.clipPath(_face_clip(head), skia.ClipOp.kIntersect, True)
    if hair.front and hair.shadow:
        _hair_shadow(canvas, head, hair, light)
    for side in (-1, 1):
        paint_eye(canvas, head, eye_of(head, face, side), face, pose, light)
    canvas.restore()
    for side in (-1, 1):
        paint_brow(canvas, head, face, side, brow_colour(head, COLOURS[look.hair_colour], light))
    if near and not hair.ears_over:
        ears.paint_ear(canvas, head, near, light)
    with _clipped(canvas, under_hat):
        for piece in hair.front:
            paint_piece(canvas, piece, tones)
            _rim(canvas, piece, light, s)
    if near and hair.ears_over:
        ears.paint_ear(canvas, head, near, light)
    if look.accessory in ("glasses", "sunglasses"):
        accessories.paint_eyewear(canvas, head, look.accessory == "sunglasses", light, stream(5))
    elif hat:
        accessories.paint_hat(canvas, head, light, stream(5))
    elif look.accessory == "earrings":
        accessories.paint_earrings(canvas, head, light)


class _clipped:
    """Draw inside a path, or freely when there is none."""

    def __init__(self, canvas: skia.Canvas, path: skia.Path | None) -> None:
        self.canvas, self.path = canvas, path

    def __enter__(self) -> None:
        self.canvas.save()
        if self.path is not None:
            self.canvas.clipPath(self.path, skia.ClipOp.kIntersect, True)

    def __exit__(self, *_) -> None:
        self.canvas.restore()


def _under_hat(head: Head) -> skia.Path:
    """Where hair may show under a hat: below the line of the band."""
    frame = head.frame
    side = 0.85 * np.array([np.cos(frame.yaw), 0.0, np.sin(frame.yaw)])  # head space, towards the right of the picture
    left, right = (frame.project(k * side + [0, 0.68 - 0.19 * k * side[2], 0]) for k in (-1, 1))
    origin, along = (left + right) / 2, (right - left) / np.linalg.norm(right - left)
    down = np.array([-along[1], along[0]])
    far = 4 * max(frame.width, frame.height)
    path = skia.Path()
    corners = [origin - far * along, origin + far * along, origin + far * along + far * down, origin - far * along + far * down]
    path.addPoly([skia.Point(float(x), float(y)) for x, y in corners], True)
    return path


def _face_clip(head: Head) -> skia.Path:
    return head_path(head)


def _chin_shadow(canvas: skia.Canvas, head: Head, light: Light) -> None:
    """The head's shadow on the neck, thrown away from the key."""
    frame, s = head.frame, head.frame.scale
    clip = skia.Path()
    nx, ny = frame.neck
    half = frame.neck_half_width
    clip.addRect(skia.Rect.MakeLTRB(nx - half * 0.98, ny - 0.6 * s, nx + half * 0.98, ny + 0.75 * s))
    canvas.save()
    canvas.clipPath(clip, skia.ClipOp.kIntersect, True)
    canvas.translate(-0.16 * s * light.direction[0], 0.17 * s)
    paint = skia.Paint(AntiAlias=True)
    r, g, b = (c * (0.35 + 0.4 * a) for c, a in zip(skin_shadow(head.identity), light.ambient, strict=True))
    paint.setColor4f(skia.Color4f(r, g, b, 0.62))
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, (0.02 + 0.05 * light.softness) * s))
    canvas.drawPath(head_path(head), paint)
    canvas.restore()


def _hair_shadow(canvas: skia.Canvas, head: Head, hair: Hair, light: Light) -> None:
    """A soft band along the edge of the hair, thrown away from the key."""
    s = head.frame.scale
    canvas.save()
    canvas.translate(-0.05 * s * light.direction[0], 0.05 * s)
    colour = tuple(c * (0.35 + 0.5 * a) for c, a in zip(skin_shadow(head.identity), light.ambient, strict=True))
    paint = pen(colour, 0.12 * s, 0.5)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, (0.015 + 0.03 * light.softness) * s))
    for piece in hair.front[:1]:
        canvas.drawPath(piece.hole, paint)
    canvas.restore()


def _rim(canvas: skia.Canvas, piece: Piece, light: Light, s: float) -> None:
    """Light from behind along the outer edge of the hair."""
    if light.rim_strength < 0.3 or piece.edge is None:
        return
    half = len(piece.edge) // 2
    paint = pen(light.rim, 0.03 * s, 0.55 * light.rim_strength)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.018 * s))
    canvas.save()
    if piece.hole is not None:
        canvas.clipPath(piece.hole, skia.ClipOp.kDifference, True)
    for side, line in ((-1, piece.edge[:half]), (1, piece.edge[half:])):
        if side * light.rim_side >= 0:
            canvas.drawPath(poly(line + [-side * 0.012 * s, 0.012 * s], False), paint)
    canvas.restore()


def _finish(surface: skia.Surface, rng: np.random.Generator, width: int, height: int) -> np.ndarray:
    """A breath of paper grain."""
    full = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(np.int16)
    grain = rng.integers(-2, 3, (height // 2 + 1, width // 2 + 1, 1), np.int16).repeat(2, 0).repeat(2, 1)
    return np.clip(full + grain[:height, :width], 0, 255).astype(np.uint8)


def _parse(frame: Frame, head: Head, face: Face, hair: Hair, identity: Identity, look: Look, pose: Pose, light: Light,
    stream) -> np.ndarray:
    sheet = LabelCanvas(frame)
    hat = look.accessory == "hat"
    under_hat = _under_hat(head) if hat else None
    with _clipped(sheet.canvas, under_hat):
        for piece in hair.back:
            sheet.put(piece.path, HAIR, piece.hole)
    paint_body_labels(sheet.canvas, frame, identity, look, pose, light, stream(3))
    near = ears.near_side(head)
    shells = {side: skia.Path() for side in (-1, 1)}
    for side, path in shells.items():
        path.addPoly([skia.Point(x, y) for x, y in ears.ear_outline(head, side).tolist()], True)
        if side != near and ears.visible(head, side):
            sheet.put(path, FACE)
    sheet.put(head_path(head), FACE)
    for path in beard_paths(head, face):
        sheet.put(path, FACE)
    if near and not hair.ears_over:
        sheet.put(shells[near], FACE)
    with _clipped(sheet.canvas, under_hat):
        for piece in hair.front:
            sheet.put(piece.path, HAIR, piece.hole)
    if near and hair.ears_over:
        sheet.put(shells[near], FACE)
    if look.accessory in ("glasses", "sunglasses"):
        rims, lenses = accessories.eyewear_paths(head, look.accessory == "sunglasses")
        for path in rims + (lenses if look.accessory == "sunglasses" else []):
            sheet.put(path, OTHER)
    elif hat:
        for path in accessories.hat_paths(head):
            sheet.put(path, OTHER)
    elif look.accessory == "earrings":
        for ring, _, _ in accessories.earring_paths(head):
            sheet.put(ring, OTHER)
    return sheet.parsing()


__all__ = ["BODY", "Drawing", "draw"]
