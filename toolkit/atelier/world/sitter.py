"""Everything about one sitter that the drawing needs, and the five layers they are painted in, back to front.

Deterministic in (identity, look, pose, seed, size): every random hand has its own stream. Knows nothing of the place behind.
"""

from functools import cached_property

import numpy as np
import skia

from . import accessories, ears
from .beard import paint_beard
from .body import paint_body
from .expression import Face, face_of
from .eyes import brow_colour, eye_of, paint_brow, paint_eye
from .face import head_path, paint_head
from .hair import hair_for
from .hair_kit import COLOURS, Hair, Piece, Tones, paint_piece, tones_of
from .head import Head
from .ink import pen, poly
from .light import Light, light_for
from .marks import paint_marks, paint_scalp_light
from .mouth import paint_mouth
from .nose import paint_nose
from .params import Identity, Look, Pose
from .rig import Frame, frame_for
from .skin import skin_shadow


class Sitter:
    def __init__(self, identity: Identity, look: Look, pose: Pose, seed: int, size: tuple[int, int]):
        self.identity, self.look, self.pose, self.seed = identity, look, pose, seed
        self.frame: Frame = frame_for(identity, look, pose, seed, size)
        self.light: Light = light_for(look, seed)
        self.head = Head(identity, self.frame)
        self.face: Face = face_of(look, pose)
        self.tones: Tones = tones_of(look.hair_colour, self.light)
        self.near = ears.near_side(self.head)

    def stream(self, k: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, k])

    @cached_property
    def hair(self) -> Hair:
        return hair_for(self.head, self.look.hair, self.seed)

    @cached_property
    def under_hat(self) -> skia.Path | None:
        return under_hat(self.head) if self.look.accessory == "hat" else None

    def paint_hair_back(self, canvas: skia.Canvas) -> None:
        with clipped(canvas, self.under_hat):
            for piece in self.hair.back:
                paint_piece(canvas, piece, self.tones)

    def paint_body(self, canvas: skia.Canvas) -> None:
        paint_body(canvas, self.frame, self.identity, self.look, self.pose, self.light, self.stream(3))
        _chin_shadow(canvas, self.head, self.light)

    def paint_head(self, canvas: skia.Canvas) -> None:
        head, face, light = self.head, self.face, self.light
        for side in (-1, 1):
            if side != self.near and ears.visible(head, side):
                ears.paint_ear(canvas, head, side, light)
        paint_head(canvas, head, light)
        with clipped(canvas, head_path(head)):
            if self.look.hair == "bald":
                paint_scalp_light(canvas, head, light)
            paint_marks(canvas, head, face, light)
            paint_nose(canvas, head, light)
            paint_mouth(canvas, head, face, light)
        paint_beard(canvas, head, face, light, self.stream(4))
        with clipped(canvas, head_path(head)):
            if self.hair.front and self.hair.shadow:
                _hair_shadow(canvas, head, self.hair, light)
            for side in (-1, 1):
                paint_eye(canvas, head, eye_of(head, face, side), face, self.pose, light)
        for side in (-1, 1):
            paint_brow(canvas, head, face, side, brow_colour(head, COLOURS[self.look.hair_colour], light))
        if self.near and not self.hair.ears_over:
            ears.paint_ear(canvas, head, self.near, light)

    def paint_hair_front(self, canvas: skia.Canvas) -> None:
        with clipped(canvas, self.under_hat):
            for piece in self.hair.front:
                paint_piece(canvas, piece, self.tones)
                _rim(canvas, piece, self.light, self.frame.scale)

    def paint_ear_over(self, canvas: skia.Canvas) -> None:
        """The near ear, where it is drawn over the hair."""
        if self.near and self.hair.ears_over:
            ears.paint_ear(canvas, self.head, self.near, self.light)

    def paint_accessory(self, canvas: skia.Canvas) -> None:
        worn = self.look.accessory
        if worn in ("glasses", "sunglasses"):
            accessories.paint_eyewear(canvas, self.head, worn == "sunglasses", self.light, self.stream(5))
        elif worn == "hat":
            accessories.paint_hat(canvas, self.head, self.light, self.stream(5))
        elif worn == "earrings":
            accessories.paint_earrings(canvas, self.head, self.light)

    def paint(self, canvas: skia.Canvas) -> None:
        self.paint_hair_back(canvas)
        self.paint_body(canvas)
        self.paint_head(canvas)
        self.paint_hair_front(canvas)
        self.paint_ear_over(canvas)
        self.paint_accessory(canvas)


class clipped:
    """Draw inside a path, or freely when there is none."""

    def __init__(self, canvas: skia.Canvas, path: skia.Path | None) -> None:
        self.canvas, self.path = canvas, path

    def __enter__(self) -> None:
        self.canvas.save()
        if self.path is not None:
            self.canvas.clipPath(self.path, skia.ClipOp.kIntersect, True)

    def __exit__(self, *_) -> None:
        self.canvas.restore()


def under_hat(head: Head) -> skia.Path:
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
