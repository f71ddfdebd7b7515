"""A random hand for things that are not people: colours, grounds, soft shadows. Knows no thing in particular."""

import colorsys

import numpy as np
import skia

from ..world.ink import Colour, argb, blurred, fill, linear, radial

SIZE = (384, 512)


def colour(
    rng: np.random.Generator, light: tuple[float, float] = (0.25, 0.9), strong: tuple[float, float] = (0.1, 0.8)
) -> Colour:
    return colorsys.hls_to_rgb(float(rng.random()), float(rng.uniform(*light)), float(rng.uniform(*strong)))


def skin(rng: np.random.Generator) -> Colour:
    """Somewhere on the human range: what makes a thing look like a head."""
    dark = float(rng.random())
    return (0.98 - 0.62 * dark, 0.86 - 0.62 * dark, 0.76 - 0.58 * dark)


def ground(canvas: skia.Canvas, rng: np.random.Generator, flat: bool = False) -> None:
    """A colour, or a wall and a table in soft light."""
    width, height = SIZE
    if flat or rng.random() < 0.3:
        canvas.clear(argb(colour(rng, (0.3, 0.98), (0.0, 0.7))))
        return
    a, b = colour(rng, (0.3, 0.9), (0.0, 0.5)), colour(rng, (0.15, 0.7), (0.0, 0.5))
    canvas.drawRect(skia.Rect(width, height), linear((0, 0), (width * rng.uniform(-1, 1), height), [(a, 1), (b, 1)]))
    if rng.random() < 0.6:
        edge = height * float(rng.uniform(0.55, 0.85))
        canvas.drawRect(skia.Rect.MakeLTRB(0, edge, width, height), fill(colour(rng, (0.2, 0.8), (0.0, 0.5))))


def oval(canvas: skia.Canvas, x: float, y: float, rx: float, ry: float, paint: skia.Paint) -> None:
    canvas.drawOval(skia.Rect.MakeLTRB(float(x - rx), float(y - ry), float(x + rx), float(y + ry)), paint)


def shaded(x: float, y: float, radius: float, base: Colour) -> skia.Paint:
    """A ball's light: from a highlight up left to its own shade."""
    lit = tuple(min(1.0, c + 0.6 * (1 - c)) for c in base)
    dark = tuple(0.45 * c for c in base)
    return radial((x - 0.35 * radius, y - 0.4 * radius), 1.6 * radius, [(lit, 1), (base, 1), (dark, 1)], [0.0, 0.45, 1.0])


def shadow(canvas: skia.Canvas, x: float, y: float, rx: float, ry: float) -> None:
    oval(canvas, x, y, rx, ry, blurred((0, 0, 0), 0.4, ry / 2 + 2))


def middle(rng: np.random.Generator, spread: float = 0.14) -> tuple[float, float]:
    """Where a portrait's face would be, more or less."""
    width, height = SIZE
    return width * float(rng.uniform(0.5 - spread, 0.5 + spread)), height * float(rng.uniform(0.42 - spread, 0.42 + spread))
