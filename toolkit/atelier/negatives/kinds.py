"""Every kind of picture with shapes but nobody to read: painters of (canvas, rng) by name, and how one becomes a picture."""

from collections.abc import Callable
from functools import partial

import numpy as np
import skia

from .cartoons import FLAT
from .figures import WAYS, figure
from .hand import SIZE
from .objects import THINGS
from .places import paint_place

Painter = Callable[[skia.Canvas, np.random.Generator], None]

KINDS: dict[str, dict[str, Painter]] = {
    "objects": {thing.__name__: thing for thing in THINGS},
    "flat drawings": {flat.__name__: flat for flat in FLAT},
    "figures": {way: partial(figure, way=way) for way in WAYS},
    "places": {"place": paint_place},
}
# Never shown in training, so that their row says what becomes of things that nobody thought of.
UNSEEN = ("cat", "radio", "child")


def picture(painter: Painter, rng: np.random.Generator) -> np.ndarray:
    """uint8 RGB (512, 384, 3)."""
    surface = skia.Surface(*SIZE)
    painter(surface.getCanvas(), rng)
    return np.ascontiguousarray(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3])
