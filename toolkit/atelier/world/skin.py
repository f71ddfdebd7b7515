"""Skin colour over the full human range: a measured-looking ramp from very light to very dark, turned by undertone.

Knows nothing of forms or light; a shadow here is the colour of blood and melanin in shade, not of the room.
"""

import numpy as np

from .params import Identity

Colour = tuple[float, float, float]

# sRGB stops at skin_tone 0, 1/7 .. 1, neutral undertone.
_RAMP = np.array([
    (250, 224, 206), (243, 207, 180), (229, 184, 150), (207, 158, 120),
    (177, 126, 90), (144, 97, 68), (112, 74, 53), (84, 56, 44),
]) / 255.0  # fmt: skip
_WARM = np.array((0.012, 0.004, -0.045))
_COOL = np.array((0.006, -0.016, 0.022))


def skin_colour(identity: Identity) -> Colour:
    """(r, g, b) in 0..1, fully lit by white light."""
    at = float(np.clip(identity.skin_tone, 0, 1)) * (len(_RAMP) - 1)
    i = min(int(at), len(_RAMP) - 2)
    c = _RAMP[i] + (at - i) * (_RAMP[i + 1] - _RAMP[i])
    turn = identity.undertone
    c = c + (_WARM * turn if turn > 0 else _COOL * -turn) * (0.6 + 0.4 * c[0])
    return tuple(float(x) for x in np.clip(c, 0.02, 1))


def skin_shadow(identity: Identity) -> Colour:
    """Skin in its own shade: darker and redder than a grey shadow would make it."""
    r, g, b = skin_colour(identity)
    return (r * 0.8, g * 0.66, b * 0.62)


def skin_blush(identity: Identity) -> Colour:
    """Cheeks, knuckles, lids: where blood shows; on dark skin it deepens rather than reddens."""
    r, g, b = skin_colour(identity)
    light = max(0.0, 1.0 - identity.skin_tone)
    return (min(1.0, r * (0.9 + 0.08 * light)), g * (0.68 + 0.06 * light), b * (0.66 + 0.1 * light))
