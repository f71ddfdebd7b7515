"""The nose: a shadow plane beside the ridge, wings, nostrils, and light on the tip. The relief itself is in the mesh."""

import numpy as np
import skia

from .head import Head
from .ink import blurred, fill, mix, poly, ribbon, smooth, times
from .light import Light
from .skin import skin_colour, skin_shadow


def paint_nose(canvas: skia.Canvas, head: Head, light: Light) -> None:
    p, plan, s = head.identity, head.plan, head.frame.scale
    on = lambda pts: head.at(np.array(pts)[:, 0], np.array(pts)[:, 1], 0.012)  # noqa: E731
    shadow = times(skin_shadow(p), mix(light.ambient, (0.72, 0.64, 0.62), 0.5))
    side = -1.0 if light.direction[0] > 0.02 else 1.0  # the shaded flank
    hard = 1 - light.softness
    n, y = plan.nose_half, plan.nose_y
    top = plan.brow_y - 0.06
    flank = [
        (side * 0.075, top), (side * (0.045 + 0.01 * p.nose_width), plan.eye_y + 0.02), (side * 0.06, plan.eye_y - 0.15),
        (side * 0.075, y + 0.12), (side * 0.07, y + 0.02), (side * n * 0.95, y + 0.0), (side * n * 1.05, y + 0.07),
        (side * n * 0.8, y + 0.15),
        (side * 0.105, plan.eye_y - 0.16), (side * 0.105, plan.eye_y), (side * 0.13, top - 0.02),
    ]  # fmt: skip
    canvas.drawPath(smooth(on(flank)), blurred(shadow, 0.30 + 0.22 * hard, 0.022 * s))
    under = [(-n * 0.95, y + 0.02), (-n * 0.4, y - 0.025), (0, y - 0.045), (n * 0.4, y - 0.025), (n * 0.95, y + 0.02),
        (n * 0.6 + side * 0.05, y - 0.06), (side * 0.05, y - 0.10), (-n * 0.6 + side * 0.05, y - 0.06)]  # fmt: skip
    canvas.drawPath(smooth(on(under)), blurred(shadow, 0.5, 0.016 * s))
    line = mix(times(shadow, 0.45), (0.2, 0.08, 0.06), 0.3)
    t = np.linspace(0, 1, 9)
    for k in (-1, 1):
        wing = np.stack([k * n * (0.80 + 0.27 * np.sin(np.pi * (0.15 + 0.75 * t))), y + 0.115 - 0.125 * t], 1)
        canvas.drawPath(poly(ribbon(on(wing), 0.020 * s * np.sin(np.pi * (0.1 + 0.85 * t)))), fill(line, 0.42))
        nostril = np.stack([k * (0.035 + (n * 0.72 - 0.03) * t), y - 0.016 + 0.018 * np.sin(np.pi * t) - 0.006 * t], 1)
        canvas.drawPath(poly(ribbon(on(nostril), (0.030 + 0.01 * p.nose_width) * s * np.sin(np.pi * (0.06 + 0.9 * t)) ** 0.8)),
            fill(line, 0.88))
    glow = mix(skin_colour(p), (1, 0.97, 0.92), 0.55)
    ridge = np.stack([-side * 0.018 * np.ones(8), np.linspace(plan.eye_y, y + 0.13, 8)], 1)
    strength = 0.16 + 0.16 * max(light.key)
    canvas.drawPath(poly(ribbon(on(ridge), 0.035 * s * np.sin(np.pi * np.linspace(0.05, 0.95, 8)))),
        blurred(glow, strength, 0.012 * s))
    tip = on([(-side * 0.03, y + 0.075)])[0]
    canvas.drawCircle(float(tip[0]), float(tip[1]), 0.034 * s, blurred(glow, strength * 1.5, 0.012 * s))
