"""Which outfit is which painter, and which word is which dye."""

import numpy as np

from . import outfit_jackets as jackets
from . import outfit_knitwear as knitwear
from . import outfit_light as light_cloth
from . import outfit_outerwear as outerwear
from .light import Colour
from .outfit_kit import Tailor
from .params import Look
from .scene_kit import rgb

DYES = {
    "black": "2b2b31", "white": "f3f0ea", "navy": "2b3d66", "grey": "8b8f96", "beige": "d3bd98", "red": "c23a36",
    "burgundy": "752338", "forest green": "2c5c42", "sage": "a3b593", "sky blue": "8ec0e4", "mustard": "dba636", "pink": "eba1b4",
}  # fmt: skip

_PAINTERS = {
    "blazer and shirt": jackets.blazer,
    "suit and tie": jackets.suit,
    "turtleneck": knitwear.turtleneck,
    "t-shirt": knitwear.tee,
    "hoodie": knitwear.hoodie,
    "leather jacket": outerwear.leather,
    "denim jacket": outerwear.denim,
    "trench coat": outerwear.trench,
    "knit sweater": knitwear.knit,
    "summer dress": light_cloth.summer_dress,
    "silk blouse": light_cloth.silk_blouse,
    "linen shirt": light_cloth.linen_shirt,
    "evening gown": light_cloth.evening_gown,
    "lab coat": jackets.lab_coat,
    "scrubs": light_cloth.scrubs,
    "academic gown": jackets.gown,
}


BARE_ARMS = frozenset({"t-shirt", "summer dress", "evening gown", "scrubs"})


def dye(look: Look, rng: np.random.Generator) -> Colour:
    """The colour of the word, a little faded or deepened."""
    k = float(rng.uniform(-0.025, 0.025))
    return tuple(min(1.0, max(0.0, c + k)) for c in rgb(DYES[look.outfit_colour]))


def dress(t: Tailor, look: Look, rng: np.random.Generator) -> None:
    """Paint (or label) the clothes of a look onto a body whose skin is already there."""
    _PAINTERS[look.outfit](t, dye(look, rng), rng)
