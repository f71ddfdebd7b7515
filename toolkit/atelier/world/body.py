"""Neck, shoulders and clothes under a head that another file paints, and the same silhouettes as a parsing map.

The skin of the whole upper body is laid first and clothes cover it, so a neckline is simply where they do not.
"""

import numpy as np
import skia

from .light import Light, shade
from .outfit import dress
from .outfit_kit import Tailor
from .params import Identity, Look, Pose
from .rig import Frame
from .scarf import wrap
from .scene_kit import argb
from .skin import skin_blush, skin_colour, skin_shadow

SKIN, CLOTHES = 2, 4


def _neck(t: Tailor) -> skia.Path:
    """From behind the jaw down into the shoulders."""
    n = t.n
    right = [(n * 0.96, -1.2), (n * 0.97, -0.7), (n * 1.02, -0.45), (n * 1.22, -0.28), (n * 1.9, -0.13), (n * 2.2, 0.1)]
    return t.outline([(-x, y) for x, y in right], [(x, y) for x, y in reversed(right)])


def _skin(t: Tailor, identity: Identity) -> None:
    """Chest, arms, neck; on top the shade of the chin, the collarbones and the hollow of the throat."""
    n, s = t.n, t.s
    colour = skin_colour(identity)
    t.label = SKIN
    for side in (-1, 1):
        t.sleeve(side, colour, -0.02)
    chest = t.torso([(-n * 1.1, -0.34), (0, -0.2), (n * 1.1, -0.34)], -0.03)
    t.solid(chest, colour, -s, s, round_=0.8)
    neck = _neck(t)
    t.solid(neck, colour, -n * 1.12, n * 1.12, round_=0.92)
    if t.labels:
        return
    light = t.light
    deep = skin_shadow(identity)
    lean = -0.1 * light.direction[0]
    # the neck melts into the chest instead of ending on it
    fade = skia.GradientShader.MakeLinear(
        [t.at(0, -0.32), t.at(0, 0.1)], [argb(shade(colour, 0.6, light), 0), argb(shade(colour, 0.62, light), 1)]
    )
    t.canvas.drawPath(t.outline([(-n * 2.3, 0.14), (-n * 1.5, -0.16), (0, -0.34), (n * 1.5, -0.16), (n * 2.3, 0.14)]), skia.Paint(AntiAlias=True, Shader=fade))
    whole = skia.Op(neck, chest, skia.kUnion_PathOp)
    for side in (-1, 1):
        bone = t.outline([(side * 0.1, 0.14), (side * 0.45, 0.1), (side * s * 0.72, 0.0)], [(side * s * 0.6, 0.1), (side * 0.4, 0.19)])
        t.shadow(bone, 0.2, 0.03, "6a2f1f")
        t.shadow(t.outline([(side * n * 0.72, -0.5), (side * n * 0.42, -0.12), (side * 0.07, 0.12)], [(side * n * 0.5, -0.2)]), 0.16, 0.03, "6a2f1f")
        t.shadow(t.outline([(side * s * 0.8, 0.5), (side * s * 0.74, 0.85), (side * s * 0.72, 1.6)], [(side * s * 0.8, 1.6)]), 0.3, 0.04, "5a281c")
    t.shadow(t.outline([(-0.05, 0.08), (0.05, 0.08), (0.03, 0.2), (-0.03, 0.2)]), 0.2, 0.04, "6a2f1f")
    t.clip(whole)
    hard = 0.035 + 0.07 * light.softness
    drop = 0.1 + 0.16 * max(0.0, light.direction[1])
    chin = t.outline(
        [(-n * 1.5, -1.3), (n * 1.5, -1.3)],
        [(n * 1.25 + lean, -0.7 + drop), (n * 0.75 + lean, -0.52 + drop), (lean, -0.44 + drop), (-n * 0.75 + lean, -0.52 + drop), (-n * 1.25 + lean, -0.7 + drop)],
    )
    paint = skia.Paint(AntiAlias=True, Color=argb(shade(deep, 0.12, light), 0.8 - 0.25 * light.softness))
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, hard * t.u))
    t.canvas.drawPath(chin, paint)
    blush = skia.GradientShader.MakeRadial(t.at(0, 0.32), 0.75 * t.u, [argb(shade(skin_blush(identity), 0.7, light), 0.3), argb(skin_blush(identity), 0)])
    t.canvas.drawPath(whole, skia.Paint(AntiAlias=True, Shader=blush))
    t.unclip()


def _rim(t: Tailor) -> None:
    """The edge that a light from behind draws along shoulder and arm."""
    light = t.light
    if light.rim_strength <= 0.05:
        return
    s, n = t.s, t.n
    for side in (-1, 1):
        share = light.rim_strength * (0.85 if light.rim_side == 0 else max(0.0, light.rim_side * side))
        if share <= 0.02:
            continue
        run = [(n * 1.5, -0.23), (n + (s - n) * 0.45, -0.1), (s * 0.82, 0.0), (s * 0.95, 0.1), (s * 1.035, 0.36), (s * 1.08, 0.8), (s * 1.1, 1.4), (s * 1.13, 2.0), (s * 1.12, 2.8)]
        run = [(side * x, y) for x, y in run]
        p = skia.Paint(AntiAlias=True, Color=argb(light.rim, 0.75 * share), Style=skia.Paint.kStroke_Style, StrokeWidth=0.055 * t.u, BlendMode=skia.BlendMode.kScreen)
        p.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.028 * t.u))
        t.canvas.drawPath(t.outline(run, closed=False), p)


def _all(t: Tailor, identity: Identity, look: Look, rng: np.random.Generator) -> None:
    _skin(t, identity)
    t.label = CLOTHES
    dress(t, look, rng)
    if not t.labels:
        _rim(t)
    if look.accessory == "scarf":
        wrap(t, rng)


def paint_body(
    canvas: skia.Canvas, frame: Frame, identity: Identity, look: Look, pose: Pose, light: Light, rng: np.random.Generator
) -> None:
    _all(Tailor(canvas, frame, light), identity, look, rng)


def paint_body_labels(
    canvas: skia.Canvas, frame: Frame, identity: Identity, look: Look, pose: Pose, light: Light, rng: np.random.Generator
) -> None:
    """(c, c, c) with c the index in vocabulary.PARSING; give it a generator in the state that paint_body had."""
    _all(Tailor(canvas, frame, light, labels=True), identity, look, rng)
