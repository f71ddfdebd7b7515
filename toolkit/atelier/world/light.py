"""The light of a picture: where the key stands, what colour it has, how deep the shadows fall and which edge the rim touches.

Directions are unit vectors towards the key light (x right, y up, z to the viewer). Nothing here knows forms or places a pixel.
"""

from dataclasses import dataclass

import numpy as np

from .params import Look

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Light:
    """`key` multiplies what faces the light on top of `ambient`; together near one, so that colours keep their names."""

    direction: tuple[float, float, float]
    key: Colour
    ambient: Colour
    rim: Colour
    rim_strength: float  # 0..1
    rim_side: float  # -1 image left .. 1 image right
    softness: float  # 0 hard edge between light and shadow .. 1 hardly any edge


_SETUPS = {
    "soft from the left": Light((-0.75, 0.5, 0.6), (0.42, 0.41, 0.38), (0.63, 0.63, 0.66), (0.95, 0.93, 0.9), 0.15, 1, 0.75),
    "soft from the right": Light((0.75, 0.5, 0.6), (0.42, 0.41, 0.38), (0.63, 0.63, 0.66), (0.95, 0.93, 0.9), 0.15, -1, 0.75),
    "golden hour": Light((-0.85, 0.2, 0.35), (0.56, 0.42, 0.24), (0.62, 0.54, 0.52), (1.0, 0.72, 0.36), 0.8, -1, 0.55),
    "dramatic side": Light((0.97, 0.25, 0.12), (0.66, 0.63, 0.58), (0.44, 0.44, 0.49), (0.75, 0.82, 1.0), 0.35, -1, 0.25),
    "backlit": Light((0.1, 0.55, -0.6), (0.2, 0.2, 0.2), (0.72, 0.72, 0.75), (1.0, 0.96, 0.86), 1.0, 0, 0.85),
    "flat and bright": Light((0.0, 0.25, 0.97), (0.27, 0.27, 0.26), (0.83, 0.83, 0.83), (1.0, 1.0, 1.0), 0.0, 0, 1.0),
}

# (key tint, ambient tint, rim tint): what the place throws back on the person.
_SCENE_TINTS = {
    "dark studio": ((1, 0.98, 0.95), (0.86, 0.87, 0.94), (0.9, 0.95, 1.0)),
    "café": ((1.03, 0.98, 0.9), (1.02, 0.97, 0.92), (1.0, 0.85, 0.6)),
    "library": ((1.03, 0.98, 0.9), (1.0, 0.96, 0.92), (1.0, 0.85, 0.6)),
    "garden": ((1, 1, 0.94), (0.98, 1.01, 0.97), (1.0, 1.0, 0.85)),
    "forest": ((0.97, 1.02, 0.92), (0.97, 1.01, 0.96), (0.92, 1.0, 0.8)),
    "beach": ((1.03, 1.0, 0.95), (1.0, 1.01, 1.03), (1.0, 0.97, 0.9)),
    "mountains": ((1.02, 1.0, 0.97), (0.99, 1.0, 1.03), (0.95, 0.98, 1.0)),
    "neon street at night": ((1.12, 0.78, 1.08), (0.72, 0.88, 1.22), (0.3, 0.95, 1.0)),
    "rooftop at sunset": ((1.12, 0.93, 0.8), (1.06, 0.92, 0.98), (1.0, 0.62, 0.36)),
    "stage": ((1.03, 0.98, 0.92), (0.97, 0.93, 1.0), (0.85, 0.75, 1.0)),
    "snow": ((1.0, 1.01, 1.03), (1.0, 1.02, 1.05), (0.92, 0.97, 1.0)),
    "desert": ((1.06, 0.98, 0.87), (1.05, 0.98, 0.92), (1.0, 0.85, 0.6)),
}
_NEUTRAL = ((1, 1, 1), (1, 1, 1), (1, 1, 1))


def _mul(a: Colour, b: Colour) -> Colour:
    return (a[0] * b[0], a[1] * b[1], a[2] * b[2])


def _clip(c: Colour) -> Colour:
    return (min(1.0, max(0.0, c[0])), min(1.0, max(0.0, c[1])), min(1.0, max(0.0, c[2])))


def light_for(look: Look, seed: int) -> Light:
    """The light of this look in its place; the seed moves the lamp a little and decides the side of light without a side."""
    rng = np.random.default_rng([seed, 7])
    setup = _SETUPS[look.light]
    side = 1.0 if rng.random() < 0.5 else -1.0
    mirrored = look.light in ("golden hour", "dramatic side", "backlit") and side > 0
    d = np.array(setup.direction) * (-1 if mirrored else 1, 1, 1) + rng.normal(0, 0.05, 3)
    d = d / np.linalg.norm(d)
    key, ambient, rim = _SCENE_TINTS.get(look.scene, _NEUTRAL)
    neon = look.scene == "neon street at night"
    rim_side = setup.rim_side * (-1 if mirrored else 1)
    if neon and rim_side == 0 and setup.rim_strength == 0:
        rim_side = side
    return Light(
        direction=(float(d[0]), float(d[1]), float(d[2])),
        key=_clip(_mul(setup.key, key)),
        ambient=_clip(_mul(setup.ambient, ambient)),
        rim=_clip(_mul(setup.rim, rim)),
        rim_strength=max(setup.rim_strength, 0.65) if neon else setup.rim_strength,
        rim_side=rim_side,
        softness=setup.softness,
    )


def shade(colour: Colour, amount_lit: float, light: Light) -> Colour:
    """The colour of a surface, 0 in full shadow .. 1 facing the key."""
    a, k = light.ambient, light.key
    return _clip(tuple(c * (a[i] + k[i] * amount_lit) for i, c in enumerate(colour)))
