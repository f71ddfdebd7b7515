"""People of our own world without a face to read: seen from behind, hair alone, heads without features.

They are painted by the world's own painters, so that nothing but the missing face tells them from portraits.
"""

import numpy as np
import skia

from ..world.body import paint_body
from ..world.draw import DEPTH_BLUR
from ..world.ears import near_side, paint_ear
from ..world.face import paint_head
from ..world.hair import hair_for
from ..world.hair_kit import paint_piece, tones_of
from ..world.head import Head
from ..world.light import light_for
from ..world.params import Identity, Look, Pose, sample_identity, sample_look, sample_pose
from ..world.rig import frame_for
from ..world.scene import paint_scene
from .hand import SIZE

WAYS = ("from behind", "hair alone", "no features")


def _one(rng: np.random.Generator) -> tuple[Identity, Look, Pose]:
    look = sample_look(rng)
    return sample_identity(rng), look, sample_pose(rng, look)


def figure(canvas: skia.Canvas, rng: np.random.Generator, way: str) -> None:
    identity, look, pose = _one(rng)
    seed = int(rng.integers(0, 2**31))
    frame = frame_for(identity, look, pose, seed, SIZE)
    light, head = light_for(look, seed), Head(identity, frame)
    hair = hair_for(head, look.hair, seed)
    tones = tones_of(look.hair_colour, light)

    def paint(pieces) -> None:
        for piece in pieces:
            paint_piece(canvas, piece, tones)

    paint_scene(canvas, look, light, rng, *SIZE, DEPTH_BLUR[look.framing])
    if way == "hair alone":
        paint((*hair.back, *hair.front))
    elif way == "from behind":  # nearly: what a portrait has behind its head hides it here
        paint_body(canvas, frame, identity, look, pose, light, rng)
        paint(hair.back)
    else:
        paint(hair.back)
        paint_body(canvas, frame, identity, look, pose, light, rng)
        paint_head(canvas, head, light)
        near = near_side(head)
        if near and not hair.ears_over:
            paint_ear(canvas, head, near, light)
        paint(hair.front)
