"""The twenty hair styles by name."""

import numpy as np

from . import hair_braids as braids
from . import hair_curly as curly
from . import hair_short as short
from . import hair_straight as straight
from .hair_kit import Hair
from .head import Head

STYLES = {
    "straight long": straight.straight_long, "straight shoulder-length": straight.straight_shoulder, "bob": straight.bob,
    "pixie cut": short.pixie, "fringe bob": straight.fringe_bob, "wavy long": straight.wavy_long,
    "wavy shoulder-length": straight.wavy_shoulder, "curly long": curly.curly_long, "curly short": curly.curly_short,
    "afro": curly.afro, "short coils": curly.short_coils, "box braids": braids.box_braids, "two braids": braids.two_braids,
    "locs": braids.locs, "bun": straight.bun, "ponytail": straight.ponytail, "side part": short.side_part,
    "slicked back": short.slicked_back, "buzz cut": short.buzz, "bald": lambda head, rng: Hair(ears_over=True),
}  # fmt: skip


def hair_for(head: Head, style: str, seed: int) -> Hair:
    return STYLES[style](head, np.random.default_rng([seed, 11]))
