"""Which outfit is which painter, and which word is which dye."""

import numpy as np

from . import outfit_jackets as jackets
from . import outfit_soft as soft
from .light import Colour
from .outfit_kit import Tailor
from .params import Look
from .scene_kit import rgb

DYES = {
    "black": "2b2b31", "white": "f3f0ea", "navy": "2b3d66", "grey": "8b8f96", "beige": "d3bd98", "red": "c23a36",
    "burgundy": "752338", "forest green": "2c5c42", "sage": "a3b593", "sky blue": "8ec0e4", "mustard": "dba636", "pink": "eba1b4",
}  # fmt: skip

_PAINTERS = {
    "blazer and shirt": jackets.blazer, "suit and tie": jackets.suit, "turtleneck": soft.turtleneck, "t-shirt": soft.tee,
    "hoodie": soft.hoodie, "leather jacket": jackets.leather, "denim jacket": jackets.denim, "trench coat": jackets.trench,
    "knit sweater": soft.knit, "summer dress": soft.summer_dress, "silk blouse": soft.silk_blouse,
    "linen shirt": soft.linen_shirt, "evening gown": soft.evening_gown, "lab coat": jackets.lab_coat, "scrubs": soft.scrubs,
    "academic gown": jackets.gown,
}  # fmt: skip


def dye(look: Look, rng: np.random.Generator) -> Colour:
    """The colour of the word, a little faded or deepened."""
    k = float(rng.uniform(-0.025, 0.025))
    return tuple(min(1.0, max(0.0, c + k)) for c in rgb(DYES[look.outfit_colour]))


def dress(t: Tailor, look: Look, rng: np.random.Generator) -> None:
    """Paint (or label) the clothes of a look onto a body whose skin is already there."""
    _PAINTERS[look.outfit](t, dye(look, rng), rng)
