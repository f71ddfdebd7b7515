"""Ears: a shell on a plane tilted outward from the side of the head, in front of or behind it as the head turns."""

import numpy as np
import skia

from .head import Head
from .ink import fill, mix, poly, ribbon, smooth, through, times
from .light import Light, shade
from .skin import skin_blush, skin_colour, skin_shadow

SHELL = np.array([(0.0, 0.17), (0.06, 0.235), (0.14, 0.235), (0.185, 0.16), (0.175, 0.05), (0.135, -0.06), (0.10, -0.15),
    (0.05, -0.215), (0.0, -0.19), (-0.02, -0.08)])
LOBE = np.array([(0.045, -0.20)])


def _place(head: Head, side: int, local: np.ndarray) -> np.ndarray:
    """(n, 2) outward and up to px; the plane leans back and out."""
    p, plan = head.identity, head.plan
    size = 0.98 + 0.20 * p.ear_size + 0.1 * p.masculinity
    u, v = local[:, 0] * size, local[:, 1] * size
    y = plan.eye_y - 0.13 + v
    root = head.width_at(plan.eye_y - 0.1) - 0.03
    x = side * (root + u * 0.72)
    z = -0.12 - u * 0.72
    return head.frame.project(np.stack([x, y, z], 1))


def near_side(head: Head) -> int:
    """The ear that shows in front of the head: 0 when both are behind its edge."""
    return 0 if abs(head.frame.yaw) < 0.1 else (-1 if head.frame.yaw > 0 else 1)


def visible(head: Head, side: int) -> bool:
    return side * head.frame.yaw < 0.45


def ear_outline(head: Head, side: int) -> np.ndarray:
    return _place(head, side, through(SHELL, 40, True))


def lobe(head: Head, side: int) -> np.ndarray:
    return _place(head, side, LOBE)[0]


def paint_ear(canvas: skia.Canvas, head: Head, side: int, light: Light) -> None:
    p, s = head.identity, head.frame.scale
    lit = float(np.clip(0.55 + 0.6 * side * light.direction[0], 0.08, 1))
    base = mix(shade(skin_colour(p), lit, light), shade(skin_blush(p), lit, light), 0.28)
    dark = mix(shade(skin_shadow(p), 0.3 * lit, light), (0.25, 0.08, 0.06), 0.12)
    canvas.drawPath(smooth(ear_outline(head, side)), fill(base))
    inner = through(np.array([(0.02, 0.12), (0.08, 0.17), (0.13, 0.12), (0.11, 0.02), (0.07, -0.06), (0.03, -0.10),
        (0.02, 0.0)]), 24, True)
    canvas.drawPath(smooth(_place(head, side, inner)), fill(dark, 0.55))
    fold = _place(head, side, through(np.array([(0.03, 0.10), (0.075, 0.11), (0.08, 0.02), (0.045, -0.05)]), 10))
    canvas.drawPath(poly(ribbon(fold, 0.028 * s * np.sin(np.pi * np.linspace(0.1, 0.95, 10)))), fill(base, 0.8))
    if light.rim_strength > 0.3 and side * light.rim_side >= 0:
        rim = _place(head, side, through(SHELL[2:7], 14))
        canvas.drawPath(poly(ribbon(rim, 0.02 * s * np.ones(14))), fill(times(light.rim, 1.0), 0.6 * light.rim_strength))
