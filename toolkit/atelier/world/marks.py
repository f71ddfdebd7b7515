"""What a life leaves on skin: freckles, moles, lines of age; and the bald head's light."""

import numpy as np
import skia

from .expression import Face
from .head import Head
from .ink import blurred, fill, mix, poly, ribbon, times
from .light import Light
from .skin import skin_colour, skin_shadow


def paint_marks(canvas: skia.Canvas, head: Head, face: Face, light: Light) -> None:
    p, plan, s = head.identity, head.plan, head.frame.scale
    shadow = times(skin_shadow(p), mix(light.ambient, (0.7, 0.6, 0.58), 0.5))
    facing = lambda x: head.frame.view(np.array([np.sin(1.1 * x), 0, np.cos(1.1 * x)]))[2] > 0.25  # noqa: E731
    rng = np.random.default_rng([p.mole_seed, 5])
    if p.freckles > 0.02:
        n = int(26 + 70 * p.freckles)
        x = rng.normal(0, 0.26, n)
        y = plan.nose_y + 0.15 - 0.25 * np.abs(x) * 0.3 + rng.normal(0, 0.085, n)
        size = rng.uniform(0.008, 0.016, n)
        px = head.at(x, y, 0.01)
        tone = times(mix(skin_colour(p), (0.50, 0.26, 0.12), 0.55 if p.skin_tone < 0.6 else 0.35),
            0.9 if p.skin_tone < 0.6 else 0.6)
        dot = fill(times(tone, mix(light.ambient, (1, 1, 1), 0.5)), 0.28 + 0.30 * p.freckles)
        for (cx, cy), r, ax in zip(px.tolist(), (size * s).tolist(), x.tolist(), strict=True):
            if facing(ax):
                canvas.drawCircle(cx, cy, r, dot)
    spots = [(-0.36, -0.18), (0.30, -0.34), (0.17, -0.13), (-0.22, -0.30), (0.42, -0.08), (-0.12, 0.42), (0.25, 0.40),
        (-0.40, 0.12)]
    for k in rng.permutation(len(spots))[: p.moles]:
        x, y = spots[int(k)]
        y = plan.mouth_y - (y + 0.12) * 0.6 if y < -0.25 else y
        if facing(x):
            c = head.at(x + rng.uniform(-0.04, 0.04), y + rng.uniform(-0.03, 0.03), 0.012)
            canvas.drawCircle(float(c[0]), float(c[1]), float(rng.uniform(0.017, 0.023) * s),
                fill(mix(times(skin_shadow(p), 0.45), (0.22, 0.11, 0.08), 0.4), 0.9))
    _age(canvas, head, face, shadow, s)


def _age(canvas: skia.Canvas, head: Head, face: Face, shadow, s: float) -> None:
    p, plan = head.identity, head.plan
    u = np.linspace(0, 1, 14)
    taper = np.sin(np.pi * u)
    on = lambda x, y: head.at(x, y, 0.01)  # noqa: E731
    brow_up = max(face.brow_in, face.brow_one * 0.6)
    amount = max(0.0, p.age - 0.55) / 0.45
    strength = min(0.7, 0.6 * amount + 2.0 * max(0.0, brow_up) * p.age)
    if strength > 0.08:
        for i in range(3 if p.age > 0.6 else 2):
            y = plan.brow_y + 0.15 + 0.085 * i + 0.012 * np.sin(np.pi * 3 * u + i)
            half = 0.30 - 0.05 * i
            canvas.drawPath(poly(ribbon(on(half * (2 * u - 1), y + 0 * u), 0.013 * s * taper)),
                fill(times(shadow, 0.85), strength * 0.62))
    if amount > 0.05 or face.cheek > 0.8:
        crow = max(amount, 0.45 * face.cheek * (p.age > 0.25))
        for k in (-1, 1):
            for i in (-1, 0, 1):
                x = k * (plan.eye_x + plan.eye_half + 0.03 + 0.10 * u)
                canvas.drawPath(poly(ribbon(on(x, plan.eye_y + 0.01 + 0.045 * i + i * 0.035 * u), 0.011 * s * taper)),
                    fill(shadow, 0.7 * crow))
    furrow = max(0.0, -face.brow_in) * 6 + 0.5 * amount
    if furrow > 0.15:
        for k in (-1, 1):
            canvas.drawPath(poly(ribbon(on(k * (0.05 - 0.01 * u), plan.brow_y - 0.06 + 0.13 * u), 0.015 * s * taper)),
                fill(times(shadow, 0.8), min(0.6, furrow)))
    if amount > 0.3:
        for k in (-1, 1):
            x = k * (plan.mouth_half + 0.06 + 0.02 * u)
            canvas.drawPath(poly(ribbon(on(x, plan.mouth_y - 0.06 - 0.16 * u), 0.014 * s * taper)), fill(shadow, 0.6 * amount))


def paint_scalp_light(canvas: skia.Canvas, head: Head, light: Light) -> None:
    s = head.frame.scale
    x = 0.28 * np.sign(light.direction[0] or 1) * min(1.0, abs(light.direction[0]) * 1.4)
    c = head.at(x, head.plan.hairline_y + 0.14)
    glow = mix(skin_colour(head.identity), (1, 1, 1), 0.6)
    canvas.drawOval(
        skia.Rect.MakeXYWH(float(c[0] - 0.2 * s), float(c[1] - 0.08 * s), 0.4 * s, 0.15 * s),
            blurred(glow, 0.25 + 0.3 * max(light.key), 0.06 * s)
    )
