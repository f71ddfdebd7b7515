"""The whole background of a picture: one of eighteen places, out of focus as a portrait lens leaves it, under the light of the look.

Chooses the painter by name and washes the result with the light; what a place looks like is in scene_*.py.
"""

import numpy as np
import skia

from .light import Light
from .params import Look
from .scene_city import city_street, neon_street, rooftop
from .scene_interiors import cafe, gallery, kitchen, library, office
from .scene_kit import Plane
from .scene_nature import beach, desert, forest, garden, mountains, snow
from .scene_studio import dark_studio, plain_studio, stage, window_room

_PAINTERS = {
    "plain studio": plain_studio, "dark studio": dark_studio, "window-lit room": window_room, "café": cafe, "library": library,
    "garden": garden, "forest": forest, "beach": beach, "mountains": mountains, "city street": city_street,
    "neon street at night": neon_street, "rooftop at sunset": rooftop, "office": office, "stage": stage, "snow": snow,
    "desert": desert, "kitchen": kitchen, "gallery": gallery,
}  # fmt: skip

MULTIPLY, SCREEN = skia.BlendMode.kMultiply, skia.BlendMode.kScreen


def _across(p: Plane, lit, shaded) -> None:
    left, right = (lit, shaded) if p.side < 0 else (shaded, lit)
    p.rect(-1, -1, p.w + 2, 102, left, right, across=True)


def _wash(p: Plane, name: str) -> None:
    """Lay the light over the place: the same six moods in all of them, so that light can be read without the person."""
    x = p.w / 2 + p.side * p.w * 0.5
    if name in ("soft from the left", "soft from the right"):
        p.blend(MULTIPLY)
        _across(p, "ffffff", "a7a9bb")
        p.blend(SCREEN).glow(x, 22, 70, "fff4e0", 0.26)
    elif name == "golden hour":
        p.blend(MULTIPLY)
        _across(p, "fff0d2", "d09a86")
        p.blend(SCREEN).glow(x, 30, 85, "ff9a3c", 0.62)
        p.glow(x, 26, 26, "ffe2a0", 0.5)
    elif name == "dramatic side":
        p.blend(MULTIPLY)
        _across(p, "b9b3ae", "2c2d38")
    elif name == "backlit":
        p.blend(MULTIPLY).rect(-1, -1, p.w + 2, 102, "e4e6f0", "b9bccb")
        p.blend(SCREEN).glow(p.w / 2, 32, 62, "fff3da", 0.78)
    else:
        p.blend(SCREEN).rect(-1, -1, p.w + 2, 102, (0.16, 0.16, 0.16), (0.12, 0.12, 0.12))
    p.blend()


def paint_scene(
    canvas: skia.Canvas, look: Look, light: Light, rng: np.random.Generator, width: int, height: int, depth_blur: float = 1.0
) -> None:
    """Fill the canvas; `depth_blur` 1 is the portrait lens, 0 leaves only the softness of enlarging."""
    p = Plane(width, height, light, rng)
    _PAINTERS[look.scene](p)
    if depth_blur > 0:
        p.soften(0.45 * depth_blur)
    _wash(p, look.light)
    p.enlarge(canvas, width, height)
