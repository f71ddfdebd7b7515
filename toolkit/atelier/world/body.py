"""Neck, shoulders and clothes under a head that another file paints, and the same silhouettes as a parsing map.

The skin of the whole upper body is laid first and clothes cover it, so a neckline is simply where they do not.
"""

import numpy as np
import skia

from .light import Light
from .outfit import BARE_ARMS, dress
from .outfit_kit import Tailor
from .params import Identity, Look, Pose
from .rig import Frame
from .scarf import wrap
from .scene_kit import argb
from .skin import skin_colour

SKIN, CLOTHES = 2, 4
SHADE = "5c2a1c"  # shadows within skin are the colour of blood, not of the room


def _neck(t: Tailor) -> skia.Path:
    """From behind the jaw down into the shoulders, ending in the hollow of the throat."""
    n = t.n
    right = [(n * 0.96, -1.2), (n * 0.97, -0.7), (n * 1.02, -0.45), (n * 1.25, -0.27), (n * 1.45, -0.2)]
    return t.outline(
        [(-x, y) for x, y in right], [(-n * 0.7, -0.02), (0, 0.16), (n * 0.7, -0.02)], [(x, y) for x, y in reversed(right)]
    )


def _skin(t: Tailor, identity: Identity, bare_arms: bool) -> None:
    """Chest, arms, neck; on top the shade of the chin, the collarbones and the hollow of the throat."""
    n, s = t.n, t.s
    colour = skin_colour(identity)
    t.label = SKIN
    if bare_arms:
        for side in (-1, 1):
            t.sleeve(side, colour, -0.02)
    chest = t.torso([(-n * 1.1, -0.34), (0, -0.2), (n * 1.1, -0.34)], -0.03)
    t.solid(chest, colour, -s, s, round_=0.8)
    neck = _neck(t)
    t.solid(neck, colour, -n * 1.12, n * 1.12, round_=0.92)
    if t.labels:
        return
    for side in (-1, 1):
        bone = t.outline(
            [(side * 0.1, 0.14), (side * 0.45, 0.1), (side * s * 0.72, 0.0)], [(side * s * 0.6, 0.1), (side * 0.4, 0.19)]
        )
        t.shadow(bone, 0.16, 0.03, SHADE)
        t.glint(
            t.outline([(side * 0.12, 0.09), (side * 0.45, 0.05), (side * s * 0.66, -0.03)], [(side * 0.45, 0.09)]), 0.14, 0.02
        )
        cord = t.outline([(side * n * 0.74, -0.5), (side * n * 0.42, -0.12), (side * 0.07, 0.12)], [(side * n * 0.52, -0.2)])
        t.shadow(cord, 0.13, 0.03, SHADE)
        armpit = t.outline([(side * s * 0.86, 0.52), (side * s * 0.8, 0.85), (side * s * 0.75, 1.6)], [(side * s * 0.82, 1.6)])
        if bare_arms:
            t.shadow(armpit, 0.25, 0.03, SHADE)
    t.shadow(t.outline([(-0.05, 0.08), (0.05, 0.08), (0.03, 0.2), (-0.03, 0.2)]), 0.16, 0.04, SHADE)
    t.clip(neck)
    drop = 0.1 + 0.14 * max(0.0, t.light.direction[1])
    chin = t.outline([(-n * 1.5, -1.3), (n * 1.5, -1.3)], [(n * 1.2, -0.72 + drop), (0, -0.5 + drop), (-n * 1.2, -0.72 + drop)])
    t.shadow(chin, 0.3, 0.1, SHADE)
    t.unclip()


def _rim(t: Tailor) -> None:
    """The edge that a light from behind draws along shoulder and arm."""
    light = t.light
    if light.rim_strength <= 0.05:
        return
    edge = t.silhouette or [*t.shoulder(t.ease), *(p for p in t.outer(t.ease) if p[0] > t.s * 0.88)]
    for side in (-1, 1):
        share = light.rim_strength * (0.85 if light.rim_side == 0 else max(0.0, light.rim_side * side))
        if share <= 0.02:
            continue
        path = t.outline([(side * (x - 0.012), y + 0.008) for x, y in edge], closed=False)
        for width, blur, alpha in ((0.09, 0.05, 0.4), (0.03, 0.008, 0.8)):  # a bloom and the edge itself
            p = skia.Paint(
                AntiAlias=True, Color=argb(light.rim, alpha * share), Style=skia.Paint.kStroke_Style, StrokeWidth=width * t.u
            )
            p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * t.u))
            p.setBlendMode(skia.BlendMode.kScreen)
            t.canvas.drawPath(path, p)


def _all(t: Tailor, identity: Identity, look: Look, rng: np.random.Generator) -> None:
    _skin(t, identity, look.outfit in BARE_ARMS)
    t.label = CLOTHES
    dress(t, look, rng)
    if not t.labels:
        _rim(t)
    if look.accessory == "scarf":
        wrap(t, rng)


def waist_of(identity: Identity) -> float:
    return 0.6 + 0.12 * identity.masculinity


def paint_body(
    canvas: skia.Canvas, frame: Frame, identity: Identity, look: Look, pose: Pose, light: Light, rng: np.random.Generator
) -> None:
    _all(Tailor(canvas, frame, light, waist_of(identity)), identity, look, rng)


def paint_body_labels(
    canvas: skia.Canvas, frame: Frame, identity: Identity, look: Look, pose: Pose, light: Light, rng: np.random.Generator
) -> None:
    """(c, c, c) with c the index in vocabulary.PARSING; give it a generator in the state that paint_body had."""
    _all(Tailor(canvas, frame, light, waist_of(identity), labels=True), identity, look, rng)
