"""What every hair style is made of: a volume around the head, the window it leaves for the face, tones, and strand painters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import skia

from .head import Head
from .ink import argb, linear, mix, poly, ribbons, smooth, through, times
from .light import Light

COLOURS = {
    "black": (34, 31, 36), "dark brown": (66, 44, 34), "chestnut": (112, 62, 38), "light brown": (146, 102, 66),
        "dark blonde": (178, 138, 86),
    "blonde": (222, 184, 116), "platinum": (240, 226, 196), "ginger": (206, 104, 44), "red": (158, 40, 36),
        "grey": (146, 146, 150),
    "white": (236, 236, 238), "blue": (52, 92, 178),
}  # fmt: skip


@dataclass(frozen=True)
class Tones:
    deep: tuple
    dark: tuple
    base: tuple
    lit: tuple
    shine: tuple
    side: float  # image side of the key, -1..1
    shine_strength: float


def tones_of(colour: str, light: Light) -> Tones:
    base = tuple(c / 255 for c in COLOURS[colour])
    a, k = np.array(light.ambient), np.array(light.key)
    level = lambda t: tuple(np.clip(a + k * t, 0, 1.05))  # noqa: E731
    gloss = mix(base, (1.0, 0.93, 0.84) if base[0] >= base[2] else (0.85, 0.92, 1.0), 0.36 if sum(base) < 1.2 else 0.5)
    return Tones(
        deep=times(times(base, (0.50, 0.46, 0.50)), level(0.1)), dark=times(times(base, (0.72, 0.68, 0.70)), level(0.25)),
        base=times(base, level(0.6)), lit=times(mix(base, gloss, 0.3), level(1.0)), shine=times(gloss, level(1.0)),
        side=float(np.clip(light.direction[0] * 1.3, -1, 1)), shine_strength=float(0.25 + 0.75 * max(light.key)),
    )  # fmt: skip


@dataclass(frozen=True)
class Volume:
    """A stack of rings in head space, top first: height, half width, front depth, back depth, centre z."""

    head: Head
    rows: np.ndarray  # (n, 5)
    sway: float = 0.0  # amplitude of waves, head units
    waves: float = 5.0  # radians per head unit

    @staticmethod
    def of(head: Head, control: list[tuple], count: int = 44, sway: float = 0.0, waves: float = 5.0) -> "Volume":
        rows = through(np.array([(*c, 0.0) if len(c) == 4 else c for c in control], np.float64), count)
        rows[:, 1:4] = np.maximum(rows[:, 1:4], 0.0)
        rows[:, 0] = np.minimum.accumulate(rows[:, 0])
        p = head.identity
        rows[:, 0] *= np.where(rows[:, 0] > 0, 1 + 0.085 * p.head_length, 1.0)
        rows[:, 1] *= 1 + 0.085 * p.head_width
        return Volume(head, rows, sway, waves)

    def point(self, theta, y) -> np.ndarray:
        """(…,) angle from the nose (radians, + to image right) and height to (…, 3)."""
        r = self.rows
        theta, y = np.broadcast_arrays(np.asarray(theta, np.float64), np.asarray(y, np.float64))
        w, f, b, c = (np.interp(-y, -r[:, 0], r[:, k]) for k in (1, 2, 3, 4))
        cos = np.cos(theta)
        wave = self.sway * np.sin(self.waves * y + 2.6 * np.abs(theta)) * np.clip((0.75 - y) * 0.9, 0, 1)
        return np.stack([(w + wave) * np.sin(theta), y, c + np.where(cos > 0, f, b) * cos], -1)

    def px(self, theta, y) -> np.ndarray:
        return self.head.frame.project(self.point(theta, y))

    def faces(self, theta) -> np.ndarray:
        """Cosine between this angle and the viewer."""
        return np.cos(np.asarray(theta) + self.head.frame.yaw)

    @cached_property
    def outline(self) -> np.ndarray:
        """(2n, 2) px, closed, in rows from the top down the left and back up the right."""
        theta = np.linspace(-np.pi, np.pi, 41)[:-1]
        px = self.px(theta[None], self.rows[:, 0][:, None])
        roll = self.head.frame.roll
        level = px[..., 0] * np.cos(roll) + px[..., 1] * np.sin(roll)
        i = np.arange(len(px))
        return np.concatenate([px[i, level.argmin(1)], px[i, level.argmax(1)][::-1]])

    @property
    def path(self) -> skia.Path:
        return smooth(self.outline)


def window(head: Head, rim: list[tuple[float, float]], lift: float = 0.02) -> np.ndarray:
    """The opening for the face. rim: (degrees from the nose, height), image left to image right over the forehead.

    Points past the horizon are held at it and pushed out, so that hair on the far side shows only beyond the cheek.
    """
    yaw = head.frame.yaw
    pts = through(np.array(rim, np.float64), 64)
    theta = np.deg2rad(pts[:, 0])
    limit = np.deg2rad(88)
    held = np.clip(theta + yaw, -limit, limit) - yaw
    out = 1 + 0.16 * (np.abs(theta + yaw) > limit)
    y = pts[:, 1]
    w = head.width_at(np.maximum(y, -0.22)) * out
    ring = np.stack([w * np.sin(held), y, 0.74 * np.cos(held) * np.sqrt(np.clip(1 - np.clip(y, 0, 1) ** 2.2, 0.05, 1))], 1)
    surface = head.surface(w * np.sin(held), y, lift)
    on_skin = np.clip((y + 0.22) / 0.25, 0, 1) * np.clip((80 - np.abs(np.rad2deg(held))) / 12, 0, 1)  # lower down it hangs free
    space = ring + (surface - ring) * on_skin[:, None]
    return head.frame.project(space)


def opening(head: Head, rim: list[tuple[float, float]], floor: float = -3.2, spread: float = 1.0) -> skia.Path:
    """The window closed downwards, past any length of hair."""
    edge = window(head, rim)
    s = head.frame.scale
    bottom = head.frame.centre[1] - floor * s
    left, right = edge[0], edge[-1]
    wide = 0.13 * s * spread
    fall = np.linspace(0, 1, 8)[1:, None]
    reach = fall * [0.0, 1.0] * (bottom - edge[-1, 1]) + np.sin(fall * np.pi / 2) * [wide, 0.0]
    return poly(np.concatenate([edge, right + reach, (left + reach * [-1, 1])[::-1]]))


def dome(top: float, wide: float, front: float, back: float, middle: float = 0.30, square: float = 0.92) -> list[tuple]:
    """The crown of a volume: a rounded cap from its top to its widest ring."""
    rows = [(top, 0.0, 0.0, 0.0, -0.06)]
    for a in np.deg2rad((14, 28, 43, 58, 74)):
        k = np.sin(a) ** square
        rows.append((middle + (top - middle) * float(np.cos(a)), wide * k, front * k, back * k))
    return rows


@dataclass(frozen=True)
class Piece:
    """One silhouette, and what is drawn inside it. Contours may overlap: together they are one shape."""

    path: skia.Path
    detail: Callable[[skia.Canvas, Tones], None] | None = None
    shade: float = 0.0  # 0 as lit as it comes, 1 deep
    hole: skia.Path | None = None  # the window for the face
    clip: bool = True  # detail must be held inside the silhouette
    edge: np.ndarray | None = None  # (2n, 2) px, left side down then right side up, where rim light runs


@dataclass(frozen=True)
class Hair:
    back: list[Piece] = field(default_factory=list)  # behind neck and shoulders
    front: list[Piece] = field(default_factory=list)  # over the face and clothes
    ears_over: bool = False  # ears are drawn over this hair
    shadow: bool = True  # the front hair throws a shadow on the brow


def paint_piece(canvas: skia.Canvas, piece: Piece, tones: Tones) -> None:
    box = piece.path.getBounds()
    near, far = mix(tones.base, tones.lit, 0.35), mix(tones.base, tones.dark, 0.75)
    near, far = mix(near, tones.deep, piece.shade), mix(far, tones.deep, piece.shade)
    x0, x1 = (box.left(), box.right()) if tones.side < 0 else (box.right(), box.left())
    canvas.save()
    if piece.hole is not None:
        canvas.clipPath(piece.hole, skia.ClipOp.kDifference, True)
    canvas.drawPath(piece.path, linear((x0, box.top()), (x1, box.top() + 0.7 * box.height()), [(near, 1), (far, 1)]))
    if piece.detail:
        if piece.clip:
            canvas.clipPath(piece.path, skia.ClipOp.kIntersect, True)
        piece.detail(canvas, tones)
    canvas.restore()


def strands(volume: Volume, rng: np.random.Generator, top: float, bottom: float, count: int = 44, part: float = 0.0,
            lean: float = 0.0, width: float = 0.05) -> Callable[[skia.Canvas, Tones], None]:  # fmt: skip
    """Hair that falls: long tapered ribbons from the part to the tips, darker and lighter, with a ring of shine."""
    s = volume.head.frame.scale
    theta = np.deg2rad(np.linspace(-172, 172, count) + rng.uniform(-3, 3, count))
    theta = theta[volume.faces(theta) > -0.15]
    tone = rng.uniform(-1, 1, len(theta))
    reach = rng.uniform(0.9, 1.0, len(theta))
    wide = rng.uniform(0.6, 1.4, len(theta)) * width * s
    start = rng.uniform(0, 1, len(theta))

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        t = np.linspace(0, 1, 12)[None]
        taper = np.sin(np.pi * (0.12 + 0.86 * t)) ** 0.7
        fall = 1 - (1 - t) ** 1.25
        around = np.clip(0.25 + 2.2 * t, 0, 1) * (theta[:, None] - part) + part + lean * (1 - t)
        lines = volume.px(around, top + (bottom - top) * fall * reach[:, None])
        width_px = wide[:, None] * taper
        dark = tone < 0
        canvas.drawPath(ribbons(lines[dark], width_px[dark]), skia.Paint(AntiAlias=True, Color=argb(tones.deep, 0.20)))
        canvas.drawPath(ribbons(lines[~dark], width_px[~dark]), skia.Paint(AntiAlias=True, Color=argb(tones.lit, 0.20)))
        if top < 0.5:
            return
        near = volume.faces(theta) > 0.15
        facing = 0.55 + 0.45 * np.sign(tones.side) * np.sin(theta[near] + volume.head.frame.yaw)
        high = (0.06 + 0.13 * facing) * (0.7 + 0.6 * start[near])
        across = np.linspace(1, -1, 7)[None]
        ring = volume.px(np.repeat(theta[near][:, None], 7, 1), (0.60 - 0.16 * start[near])[:, None] + high[:, None] * across)
        paint = skia.Paint(AntiAlias=True, Color=argb(tones.shine, 0.34 * tones.shine_strength))
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.012 * s))
        canvas.drawPath(ribbons(ring, 0.7 * wide[near][:, None] * np.sin(np.pi * np.linspace(0.02, 0.98, 7))[None]), paint)

    return draw
