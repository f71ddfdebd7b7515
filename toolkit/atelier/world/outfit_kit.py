"""Tailor: the brushes clothes and bare skin are painted with, in the space of a body that turns.

Body space: x to the picture's right, y down from the shoulder line, both in head units; the front of the chest stands forward, so
what lies on it slides with the yaw. One code draws both the picture and its parsing map: in `labels` mode shapes are flat
class colours without antialias and ornament is left out, while random numbers are drawn just the same.
"""

from math import sin, sqrt

import numpy as np
import skia

from .light import Colour, Light, shade
from .rig import Frame
from .scene_kit import LINEAR, argb, mix, opaque

NECK_RISE = 0.76  # head units from the chin joint to the shoulder line, nominal
FALLOFF = 0.3  # how much dimmer the bottom edge of the picture is, so that the eye goes up to the face
BODY_TURN = 0.4  # the trunk follows the head this far
Point = tuple[float, float]
Run = list[Point]


def mirror(run: Run) -> Run:
    """The same run on the other side, walked back."""
    return [(-x, y) for x, y in reversed(run)]


class Tailor:
    def __init__(self, canvas: skia.Canvas, frame: Frame, light: Light | None, waist: float = 0.68, labels: bool = False):
        self.canvas, self.frame, self.light, self.labels = canvas, frame, light, labels
        self.u = frame.scale
        self.n = frame.neck_half_width / frame.scale
        self.s = frame.shoulder_half_width / frame.scale
        self.turn = sin(frame.yaw * BODY_TURN)
        self.label = 4
        self.waist = waist  # half width, as a share of the shoulders
        self.ease = 0.0  # of the outermost sleeve, for the rim light
        self.silhouette: Run = []  # right outer edge of a garment that leaves the arm, for the same light

    # --- geometry -------------------------------------------------------------------------------------------------------------

    def at(self, x: float, y: float) -> Point:
        """Body space to pixels; the neck leans from the shoulders to the head."""
        f = self.frame
        rise = max(0.0, min(1.0, -y / NECK_RISE))
        centre = f.shoulder[0] + (f.neck[0] - f.shoulder[0]) * rise
        forward = 0.42 * (1 - min(1.0, abs(x) / self.s) ** 2) * min(1.0, max(0.1, (y + 0.45) / 0.9))
        step = (f.shoulder[1] - f.neck[1]) / NECK_RISE if y < 0 else self.u
        return centre + self.u * (x + forward * self.turn), f.shoulder[1] + y * step

    def outline(self, *runs: Run, closed: bool = True) -> skia.Path:
        """Every run is a smooth curve through its points; corners are only where runs meet."""
        path, first = skia.Path(), True
        for run in runs:
            q = [self.at(*p) for p in run]
            if first:
                path.moveTo(*q[0])
                first = False
            else:
                path.lineTo(*q[0])
            for i in range(len(q) - 1):
                a, b, c, d = q[max(0, i - 1)], q[i], q[i + 1], q[min(len(q) - 1, i + 2)]
                path.cubicTo(
                    b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6, c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6, *c
                )  # fmt: skip
        if closed:
            path.close()
        return path

    def polygon(self, *points: Point) -> skia.Path:
        return self.outline(*[[p] for p in points])

    def shoulder(self, ease: float = 0.0, to: float = 0.86) -> Run:
        """Right shoulder from the side of the neck outwards; `to` is how far, as a share of the half width."""
        n, s, e = self.n, self.s, ease
        run = [(n * 1.22, -0.3 - e), (n + (s - n) * 0.32, -0.15 - e), (n + (s - n) * 0.62, -0.05 - e)]
        return [p for p in run if p[0] < s * to - 0.05] + [(s * to, 0.06 - e * 0.8)]

    def side(self, ease: float = 0.0) -> Run:
        """Right side of the trunk from the armhole down."""
        s, e, w = self.s, ease, self.waist
        run = [(0.86, 0.3), (0.83, 0.8), (0.4 * w + 0.5, 1.4), (w, 2.1), (w + 0.06, 3.0), (w + 0.1, 4.7)]
        return [(s * x + e * (1 + 0.25 * i), y) for i, (x, y) in enumerate(run)]

    def torso(self, neckline: Run, ease: float = 0.0) -> skia.Path:
        """The trunk without arms below a neckline that is walked from left to right and ends on the shoulders."""
        right = [p for p in self.shoulder(ease) if p[0] > neckline[-1][0] + 0.04]
        side = self.side(ease)
        return self.outline(neckline, right, side, mirror(side), mirror(right))

    def outer(self, ease: float = 0.0) -> Run:
        """Right outer edge of shoulder and arm."""
        s, e = self.s, ease
        run = [
            (0.56, -0.065),
            (0.76, -0.01),
            (0.9, 0.1),
            (0.985, 0.32),
            (1.03, 0.8),
            (1.055, 1.4),
            (1.08, 2.0),
            (1.06, 2.8),
            (1.0, 4.7),
        ]
        return [(s * x + e * min(1.0, max(0.0, y * 3)), y - e * max(0.0, 1 - max(0.0, y) * 3)) for x, y in run]

    def arm(self, side: int, ease: float = 0.0, end: float = 4.7) -> skia.Path:
        """One arm with its shoulder cap, hanging; `end` is where the sleeve stops."""
        s, e = self.s, ease
        outer, inner = self.outer(e), [(0.74, 4.7), (0.79, 2.8), (0.81, 2.0), (0.79, 1.4)]
        inner = [(s * x - e, y) for x, y in inner]
        if end < 4.7:
            outer, inner = [p for p in outer if p[1] < end - 0.1], [p for p in inner if p[1] < end - 0.1]
            outer.append((s * 1.05 + e, end))
            inner.insert(0, (s * 0.78 - e * 0.5, end + 0.06))
        inner += [(s * 0.74, 0.8), (s * 0.66, 0.3)]
        if side < 0:
            outer, inner = [(-x, y) for x, y in outer], [(-x, y) for x, y in inner]
        return self.outline(outer, inner)

    # --- paint ----------------------------------------------------------------------------------------------------------------

    def lit(self, dot: float) -> float:
        """How much of the key a surface takes whose normal meets the light at this cosine; soft light wraps round."""
        wrap = 0.15 + 0.6 * self.light.softness
        t = min(1.0, max(0.0, (dot + wrap) / (1 + wrap)))
        return t * t * (3 - 2 * t)

    def tones(self, colour: Colour, x0: float, x1: float, round_: float = 0.9, top: float = -0.3) -> skia.Shader:
        """Light on an upright rounded form from x0 to x1: across it by the key, brighter where it faces up, dimmer low down."""
        d, light = self.light.direction, self.light
        t = np.linspace(-round_, round_, 48, dtype=np.float32)[None, :]
        left, y0 = self.at(x0, top)
        right = self.at(x1, top)[0]
        height = self.frame.height - y0
        y = np.linspace(0, 1, 40, dtype=np.float32)[:, None]  # from `top` to the bottom edge of the picture
        up = 0.3 + 0.45 * np.exp(-y * height / (0.3 * self.u))  # shoulders face the ceiling
        front = np.sqrt(1 - t * t) * 0.95
        wrap = 0.15 + 0.6 * light.softness
        lit = np.clip((t * d[0] + up * d[1] + front * d[2] + wrap) / (1 + wrap), 0, 1)
        lit = (lit * lit * (3 - 2 * lit))[..., None]
        dim = 1 - FALLOFF * y[..., None] ** 1.3
        field = np.array(colour, np.float32) * (np.array(light.ambient, np.float32) + np.array(light.key, np.float32) * lit) * dim
        matrix = skia.Matrix()
        matrix.setScale((right - left) / 48, height / 40)
        matrix.postTranslate(left, y0)
        return opaque(field).makeShader(skia.TileMode.kClamp, skia.TileMode.kClamp, LINEAR, matrix)

    def solid(self, path: skia.Path, colour: Colour, x0: float, x1: float, round_: float = 0.9, top: float = -0.3) -> None:
        """A lit form with a label of its own."""
        if self.labels:
            c = self.label
            self.canvas.drawPath(path, skia.Paint(AntiAlias=False, Color=skia.ColorSetRGB(c, c, c)))
            return
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=self.tones(colour, x0, x1, round_, top)))

    def cloth(self, path: skia.Path, colour: Colour, round_: float = 0.88) -> None:
        self.solid(path, colour, -self.s, self.s, round_)

    def sleeve(self, side: int, colour: Colour, ease: float = 0.0, end: float = 4.7) -> skia.Path:
        path = self.arm(side, ease, end)
        self.ease = max(self.ease, ease)
        inner, outer = self.s * 0.6, self.s * 1.12
        self.solid(path, colour, *((inner, outer) if side > 0 else (-outer, -inner)))
        return path

    def flat(self, path: skia.Path, colour: Colour, amount: float, alpha: float = 1.0) -> None:
        """Ornament in one tone; carries no label."""
        if not self.labels:
            self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Color=argb(shade(colour, amount, self.light), alpha)))

    def piece(self, path: skia.Path, colour: Colour, at: float, lift: float = 0.0) -> None:
        """A smaller labelled piece (lapel, collar, tie) in one tone: that of the chest at x = `at`, lifted."""
        if self.labels:
            self.solid(path, colour, 0, 1)
            return
        d, t = self.light.direction, max(-0.9, min(0.9, at / self.s))
        dot = t * d[0] + 0.3 * d[1] + sqrt(1 - t * t) * 0.95 * d[2]
        y0 = self.at(0, -0.3)[1]
        bounds = path.getBounds()
        middle = (bounds.top() + min(bounds.bottom(), self.frame.height)) / 2
        low = min(1.0, max(0.0, (middle - y0) / (self.frame.height - y0)))
        dim = 1 - FALLOFF * low**1.3
        self.flat(path, tuple(c * dim for c in mix(colour, "ffffff", max(0.0, lift))), self.lit(dot) + lift)

    def shadow(self, path: skia.Path, alpha: float = 0.25, blur: float = 0.0, colour: str = "1a1220") -> None:
        if self.labels:
            return
        p = skia.Paint(AntiAlias=True, Color=argb(colour, alpha))
        if blur:
            p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * self.u))
        self.canvas.drawPath(path, p)

    def glint(self, path: skia.Path, alpha: float = 0.25, blur: float = 0.0) -> None:
        if self.labels:
            return
        key = self.light.key
        top = max(key)
        p = skia.Paint(AntiAlias=True, Color=argb(tuple(0.35 + 0.65 * k / top for k in key), alpha))
        if blur:
            p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * self.u))
        self.canvas.drawPath(path, p)

    def seam(self, run: Run, width: float, colour: Colour | str, alpha: float = 1.0, dash: float = 0.0) -> None:
        if self.labels:
            return
        p = skia.Paint(AntiAlias=True, Color=argb(colour, alpha), Style=skia.Paint.kStroke_Style, StrokeWidth=width * self.u)
        p.setStrokeCap(skia.Paint.kRound_Cap if not dash else skia.Paint.kButt_Cap)
        if dash:
            p.setPathEffect(skia.DashPathEffect.Make([dash * self.u, dash * 0.55 * self.u], 0))
        self.canvas.drawPath(self.outline(run, closed=False), p)

    def fold(self, a: Point, b: Point, width: float = 0.07, bend: float = 0.05, alpha: float = 0.16) -> None:
        """A crease: a leaf of shade from a to b."""
        mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        leaf = self.outline([a, (mx + bend, my), b], [b, (mx + bend + width, my + width * 0.6), a])
        self.shadow(leaf, alpha)

    def dot(self, x: float, y: float, r: float, colour: Colour | str, alpha: float = 1.0) -> None:
        if not self.labels:
            self.canvas.drawCircle(*self.at(x, y), r * self.u, skia.Paint(AntiAlias=True, Color=argb(colour, alpha)))

    def clip(self, path: skia.Path) -> None:
        self.canvas.save()
        self.canvas.clipPath(path, skia.ClipOp.kIntersect, not self.labels)

    def unclip(self) -> None:
        self.canvas.restore()
