"""The brushes that scenes are painted with, on a small plane that is enlarged later, which is what makes depth of field cheap.

A plane is 100 units high and `w` units wide. Colours are hex words or (r, g, b) in 0..1. Knows no scene and no person.
"""

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
import skia

from .light import Light

Colour = tuple[float, float, float]
PIXELS = 200 * 267  # of a plane, whatever the size of the picture: what lies behind a portrait is soft
LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


@lru_cache(maxsize=4096)
def rgb(word: str) -> Colour:
    """'d8cfc2' -> (r, g, b) in 0..1."""
    return tuple(int(word[i : i + 2], 16) / 255 for i in (0, 2, 4))


def as_rgb(colour: str | Colour) -> Colour:
    return rgb(colour) if isinstance(colour, str) else colour


def mix(a: str | Colour, b: str | Colour, t: float) -> Colour:
    a, b = as_rgb(a), as_rgb(b)
    return tuple(x + (y - x) * t for x, y in zip(a, b, strict=True))


def darker(a: str | Colour, factor: float) -> Colour:
    return tuple(min(1.0, x * factor) for x in as_rgb(a))


def argb(colour: str | Colour, alpha: float = 1.0) -> int:
    r, g, b = as_rgb(colour)
    q = lambda x: int(min(1.0, max(0.0, x)) * 255 + 0.5)  # noqa: E731
    return skia.ColorSetARGB(q(alpha), q(r), q(g), q(b))


class Plane:
    """A small raster surface with brushes; `side` is where the key light stands, -1 left or 1 right."""

    def __init__(self, width: int, height: int, light: Light, rng: np.random.Generator):
        reduce = math.sqrt(width * height / PIXELS)
        self.pixels = (math.ceil(width / reduce), math.ceil(height / reduce))
        self.k = self.pixels[1] / 100
        self.w = self.pixels[0] / self.k
        self.surface = skia.Surface(*self.pixels)
        self.canvas = self.surface.getCanvas()
        self.canvas.scale(self.k, self.k)
        self.light, self.rng = light, rng
        self.side = -1 if light.direction[0] < 0 else 1
        self._blend = skia.BlendMode.kSrcOver

    def u(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def pick(self, *options):
        return options[int(self.rng.integers(len(options)))]

    def blend(self, mode: skia.BlendMode = skia.BlendMode.kSrcOver) -> "Plane":
        """The mode of everything painted from here on."""
        self._blend = mode
        return self

    def _paint(self, colour, alpha=1.0, shader=None) -> skia.Paint:
        p = skia.Paint(AntiAlias=True, BlendMode=self._blend)
        if shader is None:
            p.setColor(argb(colour, alpha))
        else:
            p.setShader(shader)
        return p

    def _linear(self, x0, y0, x1, y1, a, b, alpha=1.0, alpha_b=None) -> skia.Shader:
        end = alpha if alpha_b is None else alpha_b
        return skia.GradientShader.MakeLinear([(x0, y0), (x1, y1)], [argb(a, alpha), argb(b, end)])

    def fill(self, top, bottom) -> None:
        self.rect(-1, -1, self.w + 2, 102, top, bottom)

    def rect(self, x, y, w, h, colour, to=None, alpha=1.0, r=0.0, across=False) -> None:
        """`to` makes it a gradient, downwards or across."""
        shader = None
        if to is not None:
            shader = self._linear(x, y, x + w if across else x, y if across else y + h, colour, to, alpha)
        paint = self._paint(colour, alpha, shader)
        self.canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, w, h), r, r, paint)

    def disc(self, x, y, r, colour, alpha=1.0) -> None:
        self.canvas.drawCircle(x, y, r, self._paint(colour, alpha))

    def bokeh(self, x, y, r, colour, alpha=0.5) -> None:
        """A light out of focus: an even disc with a brighter edge."""
        self.disc(x, y, r, colour, alpha * 0.7)
        p = self._paint(colour, alpha * 0.6)
        p.setStyle(skia.Paint.kStroke_Style)
        p.setStrokeWidth(r * 0.16)
        self.canvas.drawCircle(x, y, r * 0.92, p)

    def glow(self, x, y, r, colour, alpha=0.6, squash=1.0) -> None:
        shader = skia.GradientShader.MakeRadial(
            (0, 0), r, [argb(colour, alpha), argb(colour, alpha * 0.42), argb(colour, 0)], [0.0, 0.4, 1.0]
        )
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.scale(1, squash)
        self.canvas.drawCircle(0, 0, r, self._paint(colour, 1, shader))
        self.canvas.restore()

    def poly(self, points, colour, to=None, alpha=1.0, alpha_to=None) -> None:
        """`to` runs down the polygon."""
        path = skia.Path.Polygon([skia.Point(*p) for p in points], True)
        ys = [p[1] for p in points]
        shader = self._linear(0, min(ys), 0, max(ys), colour, to, alpha, alpha_to) if to is not None else None
        self.canvas.drawPath(path, self._paint(colour, alpha, shader))

    def ground(self, points, colour, to=None, alpha=1.0) -> None:
        """A smooth line through `points`, filled down to the bottom edge."""
        path = skia.Path()
        path.moveTo(points[0][0], 102)
        path.lineTo(*points[0])
        for (x0, y0), (x1, y1) in pairwise(points):
            m = (x0 + x1) / 2
            path.cubicTo(m, y0, m, y1, x1, y1)
        path.lineTo(points[-1][0], 102)
        path.close()
        top = min(p[1] for p in points)
        shader = self._linear(0, top, 0, 102, colour, to, alpha) if to is not None else None
        self.canvas.drawPath(path, self._paint(colour, alpha, shader))

    def line(self, x0, y0, x1, y1, width, colour, alpha=1.0) -> None:
        p = self._paint(colour, alpha)
        p.setStyle(skia.Paint.kStroke_Style)
        p.setStrokeWidth(width)
        p.setStrokeCap(skia.Paint.kRound_Cap)
        self.canvas.drawLine(x0, y0, x1, y1, p)

    def soften(self, sigma: float) -> None:
        """Throw everything painted so far out of focus; what follows stands nearer.

        Shrunk by steps of at most two and enlarged again, each step bilinear: near enough to a Gaussian at a tenth of its price.
        """
        factor = max(1.0, sigma * self.k * 1.6)
        steps = max(1, math.ceil(math.log2(factor)))
        sizes = [tuple(max(4, round(n / factor ** (i / steps))) for n in self.pixels) for i in range(1, steps + 1)]
        image = self.surface.makeImageSnapshot()
        for size in [*sizes, *sizes[-2::-1]]:
            image = resized(image, *size)
        self.canvas.save()
        self.canvas.resetMatrix()
        self.canvas.drawImageRect(image, skia.Rect.MakeWH(*self.pixels), LINEAR)
        self.canvas.restore()

    def toarray(self) -> np.ndarray:
        """(h, w, 3) float32 in 0..1."""
        return self.surface.toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3].astype(np.float32) / 255


def resized(image: skia.Image, width: int, height: int) -> skia.Image:
    surface = skia.Surface(width, height)
    surface.getCanvas().drawImageRect(image, skia.Rect.MakeWH(width, height), LINEAR)
    return surface.makeImageSnapshot()


def opaque(colours: np.ndarray) -> skia.Image:
    """(h, w, 3) in 0..1 to the one pixel order that skia fills from ten times faster than from any other."""
    pixels = np.empty((*colours.shape[:2], 4), np.uint8)
    pixels[..., :3] = (np.clip(colours[..., ::-1], 0, 1) * 255 + 0.5).astype(np.uint8)
    pixels[..., 3] = 255
    return skia.Image.fromarray(pixels, skia.kBGRA_8888_ColorType, skia.kOpaque_AlphaType, copy=True)
