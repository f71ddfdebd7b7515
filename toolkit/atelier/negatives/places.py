"""The world's own scenes with nobody in them."""

import numpy as np
import skia

from ..world.light import light_for
from ..world.params import sample_look
from ..world.scene import paint_scene
from .hand import SIZE


def paint_place(canvas: skia.Canvas, rng: np.random.Generator) -> None:
    """One scene in some light, sharp or out of focus."""
    look = sample_look(rng)
    light = light_for(look, int(rng.integers(0, 2**31)))
    paint_scene(canvas, look, light, rng, *SIZE, float(rng.uniform(0, 1)))
