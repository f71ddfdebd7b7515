"""The mouth: two lips in two tones, teeth and dark between them when open, shadow under the lower lip."""

from dataclasses import dataclass

import numpy as np
import skia

from .expression import Face
from .head import Head
from .ink import blurred, fill, mix, poly, ribbon, smooth, times
from .light import Light
from .skin import skin_blush, skin_colour, skin_shadow


@dataclass(frozen=True)
class Mouth:
    """(n, 2) head-space curves from the image-left to the image-right corner."""

    upper_edge: np.ndarray
    upper_inner: np.ndarray
    lower_inner: np.ndarray
    lower_edge: np.ndarray


def mouth_of(head: Head, face: Face) -> Mouth:
    p, plan = head.identity, head.plan
    half = min(plan.mouth_half * face.stretch, 0.56 * float(head.width_at(plan.mouth_y)))
    t = np.linspace(-1, 1, 21)
    a = np.abs(t)
    x = half * t + face.skew
    corner = face.corner * a**2.2 * 1.15 - 0.35 * face.corner
    drop = 0.75 * face.open  # the jaw carries the lower lip
    y = plan.mouth_y + 0.03 * face.open + face.skew * 0.35 * t
    bulge = np.sqrt(np.clip(1 - a**2.1, 0, 1))
    upper = (0.072 + 0.034 * p.lip_upper) * (1 - 0.35 * face.press) * (1 - 0.15 * face.cheek)
    lower = (0.098 + 0.042 * p.lip_lower) * (1 - 0.35 * face.press) * (1 - 0.10 * face.cheek)
    bow = (1 - a**1.7) * (1 + 0.20 * np.exp(-(((a - 0.26) / 0.16) ** 2))) - 0.20 * np.exp(-((t / 0.13) ** 2))
    part = 0.012 * np.exp(-((t / 0.2) ** 2)) - 0.010 * np.cos(2 * np.pi * a * 0.9) * bulge
    inner_up = y + corner + part + 0.25 * face.open * bulge
    inner_low = y + corner + part - drop * bulge
    return Mouth(
        np.stack([x, inner_up + upper * np.clip(bow, 0, 2)], 1), np.stack([x, inner_up], 1),
        np.stack([x, inner_low], 1), np.stack([x, inner_low - lower * bulge**1.25], 1),
    )  # fmt: skip


def lip_colour(head: Head) -> tuple[float, float, float]:
    p = head.identity
    rosy = mix(skin_blush(p), (0.72, 0.28, 0.28), 0.30 + 0.12 * p.lip_colour - 0.18 * p.skin_tone)
    made_up = (0.70, 0.20, 0.24) if p.skin_tone < 0.6 else (0.50, 0.14, 0.18)
    tint = max(0.0, p.lip_colour) * max(0.0, 1 - 1.3 * p.masculinity)
    tone = mix(rosy, made_up, 0.75 * tint)
    return mix(tone, times(skin_colour(p), 0.82), 0.28 * p.masculinity)


def paint_mouth(canvas: skia.Canvas, head: Head, face: Face, light: Light) -> None:
    p, plan, s = head.identity, head.plan, head.frame.scale
    mouth = mouth_of(head, face)
    on = lambda xy: head.at(xy[:, 0], xy[:, 1], 0.012)  # noqa: E731
    ue, ui, li, le = (on(c) for c in (mouth.upper_edge, mouth.upper_inner, mouth.lower_inner, mouth.lower_edge))
    lit = tuple(np.clip(np.array(light.ambient) + 0.75 * np.array(light.key), 0, 1))
    lip = times(lip_colour(head), lit)
    shadow = times(skin_shadow(p), mix(light.ambient, (0.7, 0.62, 0.6), 0.5))
    below = le[4:-4] + [0, 0.045 * s]
    canvas.drawPath(smooth(np.concatenate([below, (below + [0, 0.035 * s])[::-1]])), blurred(shadow, 0.42, 0.02 * s))
    for k, edge in ((-1, ue[0]), (1, ue[-1])):
        canvas.drawCircle(float(edge[0] + k * 0.012 * s), float(edge[1]), 0.026 * s,
            blurred(shadow, 0.35 + 0.3 * face.cheek, 0.018 * s))
    if face.open > 0.015:
        inside = poly(np.concatenate([ui, li[::-1]]))
        canvas.drawPath(inside, fill((0.21, 0.065, 0.07)))
        canvas.save()
        canvas.clipPath(inside, skia.ClipOp.kIntersect, True)
        gap = float(np.linalg.norm(ui[10] - li[10]))
        tongue = li[10] + [0, -0.06 * gap]
        canvas.drawOval(skia.Rect.MakeXYWH(float(tongue[0] - 0.5 * plan.mouth_half * s), float(tongue[1] - 0.14 * gap),
            plan.mouth_half * s, 0.55 * gap), fill(times((0.66, 0.30, 0.30), lit)))
        depth = (0.62 if face.teeth else 0.22) * gap
        teeth = np.concatenate([ui - [0, 3], (ui + np.stack([0 * ui[:, 0], depth * (1 - np.abs(np.linspace(-1, 1, 21)) ** 2.6)],
            1))[::-1]])
        canvas.drawPath(smooth(teeth), fill(times((0.97, 0.95, 0.92), mix(lit, (1, 1, 1), 0.4))))
        canvas.drawPath(poly(np.concatenate([ui - [0, 2], (ui + [0, 0.10 * gap])[::-1]])), fill((0.25, 0.1, 0.1), 0.22))
        canvas.restore()
    canvas.drawPath(poly(np.concatenate([ue, ui[::-1]])), fill(times(lip, (0.80, 0.76, 0.77))))
    canvas.drawPath(poly(np.concatenate([li, le[::-1]])), fill(lip))
    shine = 0.45 * li[6:15] + 0.55 * le[6:15] - [0.02 * s * light.direction[0] * -1, 0.004 * s]
    canvas.drawPath(poly(ribbon(shine, 0.035 * s * np.sin(np.pi * np.linspace(0.05, 0.95, 9)))),
        blurred(mix(lip, (1, 0.93, 0.9), 0.6), 0.45, 0.012 * s))
    dark = mix(times(lip, 0.35), (0.16, 0.05, 0.05), 0.4)
    t = np.linspace(0, 1, 21)
    if face.open <= 0.015:
        canvas.drawPath(poly(ribbon(ui, s * (0.010 + 0.012 * np.sin(np.pi * t)))), fill(dark, 0.9))
    if face.cheek > 0.2 or p.age > 0.5:
        strength = min(0.6, 0.42 * face.cheek + 0.55 * max(0, p.age - 0.5))
        for k in (-1, 1):
            u = np.linspace(0, 1, 12)
            x0, x1 = plan.nose_half * 1.12, abs(mouth.upper_edge[-1, 0] - face.skew) + 0.065
            fold = np.stack([k * (x0 + (x1 - x0) * u**0.8 + 0.025 * np.sin(np.pi * u)),
                plan.nose_y + 0.05 + (plan.mouth_y + 0.01 - plan.nose_y - 0.05) * u], 1)
            canvas.drawPath(poly(ribbon(on(fold), 0.020 * s * np.sin(np.pi * (0.05 + 0.92 * u)))),
                blurred(times(shadow, 0.75), strength, 0.007 * s))
