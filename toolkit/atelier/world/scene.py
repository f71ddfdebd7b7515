"""The background of a picture: one of eighteen places, out of focus as a portrait lens leaves it, under the light of the look.

Chooses the painter by name and washes the result with the light; what a place looks like is in scene_*.py.
"""

from functools import lru_cache

import numpy as np
import skia

from .light import Light
from .params import Look
from .scene_city import city_street, neon_street, rooftop
from .scene_interiors import cafe, gallery, kitchen, library, office
from .scene_kit import LINEAR, Plane, as_rgb, opaque, resized
from .scene_nature import beach, desert, forest, garden, mountains, snow
from .scene_studio import dark_studio, plain_studio, stage, window_room

_PAINTERS = {
    "plain studio": plain_studio, "dark studio": dark_studio, "window-lit room": window_room, "café": cafe, "library": library,
    "garden": garden, "forest": forest, "beach": beach, "mountains": mountains, "city street": city_street,
    "neon street at night": neon_street, "rooftop at sunset": rooftop, "office": office, "stage": stage, "snow": snow,
    "desert": desert, "kitchen": kitchen, "gallery": gallery,
}  # fmt: skip


@lru_cache(maxsize=64)
def _wash(light: str, side: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """What the light multiplies the place by and what it lays over it, both (h, w, 3).

    The same six moods in every place, so that the light can be read without the person.
    """
    aspect = width / height
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x + 0.5) / width, (y + 0.5) / height
    towards = (x if side > 0 else 1 - x)[..., None]  # 1 at the edge where the key stands
    across = lambda lit, dark: np.array(as_rgb(dark), np.float32) * (1 - towards) + np.array(as_rgb(lit), np.float32) * towards  # noqa: E731

    def glow(cx: float, cy: float, radius: float, colour: str, alpha: float) -> np.ndarray:
        d = np.sqrt(((x - cx) * aspect) ** 2 + (y - cy) ** 2) / radius
        return (alpha * np.exp(-2.6 * d * d))[..., None] * np.array(as_rgb(colour), np.float32)

    near = 0.5 + side * 0.5
    vignette = (1 - 0.1 * np.clip((y - 0.45) / 0.55, 0, 1) ** 1.5)[..., None].astype(np.float32)
    if light in ("soft from the left", "soft from the right"):
        return across("ffffff", "a7a9bb") * vignette, glow(near, 0.22, 0.7, "fff4e0", 0.26)
    if light == "golden hour":
        return across("fff0d2", "cc9682") * vignette, glow(near, 0.3, 0.85, "ff9a3c", 0.58) + glow(
            near, 0.26, 0.26, "ffe2a0", 0.4
        )
    if light == "dramatic side":
        return across("cfc8c1", "3b3c49") * vignette, np.zeros((1, 1, 3), np.float32)
    if light == "backlit":
        return np.array(as_rgb("d0d3e0"), np.float32) * vignette, glow(0.5, 0.32, 0.6, "fff3da", 0.74)
    return np.ones((1, 1, 3), np.float32), np.full((1, 1, 3), 0.14, np.float32)


def paint_scene(
    canvas: skia.Canvas, look: Look, light: Light, rng: np.random.Generator, width: int, height: int, depth_blur: float = 1.0
) -> None:
    """Fill the canvas; `depth_blur` 1 is the portrait lens, 0 leaves only the softness of enlarging."""
    p = Plane(width, height, light, rng)
    _PAINTERS[look.scene](p)
    if depth_blur > 0:
        p.soften(0.4 * depth_blur)
    multiply, screen = _wash(look.light, p.side, *p.pixels)
    washed = opaque(1 - (1 - p.toarray() * multiply) * (1 - screen))
    # two bilinear steps: a single large one leaves the diamonds of its grid
    twice = resized(washed, p.pixels[0] * 2, p.pixels[1] * 2)
    canvas.drawImageRect(twice, skia.Rect.MakeWH(width, height), LINEAR)
