"""Hair made of curls: long and short curls, the afro and short coils. Each curl is a small lit form on the volume."""

import numpy as np
import skia

from .hair_kit import Hair, Piece, Tones, Volume, dome, opening
from .head import Head
from .ink import argb, mix


def _curls(volume: Volume, rng, radius: float, count: int, low: float, high: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(n, 3) px x, y, radius of curls that face the viewer; (n,) phases and heights; far ones first."""
    k = np.arange(count * 2)
    theta = (k * 2.399963 + rng.uniform(-0.25, 0.25, count * 2)) % (2 * np.pi) - np.pi  # golden angle: even, never in rows
    y = low + (high - low) * np.clip((k + rng.uniform(0, 1, count * 2)) / (count * 2), 0, 1) ** 0.9
    keep = volume.faces(theta) > -0.12
    theta, y = theta[keep], y[keep]
    px = volume.px(theta, y)
    depth = volume.faces(theta) - 0.35 * y
    order = np.argsort(depth)
    r = radius * volume.head.frame.scale * rng.uniform(0.75, 1.2, len(theta))
    return np.concatenate([px, r[:, None]], 1)[order], rng.uniform(0, 2 * np.pi, len(theta))[order], y[order]


def _curl_detail(curls: np.ndarray, phase: np.ndarray, tight: bool):
    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        under = skia.Paint(AntiAlias=True, Color=argb(tones.deep, 0.42))
        body = [skia.Paint(AntiAlias=True, Color=argb(c, 1)) for c in (mix(tones.dark, tones.base, 0.45), tones.base)]
        arcs = skia.Paint(AntiAlias=True, Color=argb(tones.lit, 0.6 if tight else 0.75))
        shine = skia.Paint(AntiAlias=True, Color=argb(tones.shine, 0.55 * tones.shine_strength))
        for paint in (arcs, shine):
            paint.setStyle(skia.Paint.kStroke_Style)
            paint.setStrokeCap(skia.Paint.kRound_Cap)
        side = float(np.sign(tones.side or 1.0))
        for (x, y, r), a in zip(curls.tolist(), phase.tolist(), strict=True):
            canvas.drawCircle(x - 0.08 * r * side, y + 0.20 * r, r, under)
            canvas.drawCircle(x, y, r * 0.95, body[int(a * 2) % 2])
            q = 0.6 * r
            box = skia.Rect.MakeXYWH(x - q, y - q, 2 * q, 2 * q)
            middle = -90 + side * 29 + (a - 3.14) * 9
            arcs.setStrokeWidth(0.26 * r)
            canvas.drawArc(box, middle - 62, 124, False, arcs)
            if a > 4.6:
                shine.setStrokeWidth(0.18 * r)
                canvas.drawArc(box, middle - 36, 72, False, shine)

    return draw


def _curly(head: Head, rng, volume: Volume, rim, radius: float, count: int, low: float, high: float, tight: bool = False) -> Hair:
    curls, phase, height = _curls(volume, rng, radius, count, low, high)
    whole = volume.path
    r = radius * head.frame.scale
    for k, (x, y) in enumerate(volume.outline[::2].tolist()):
        whole.addCircle(x, y, r * (0.85 + 0.3 * ((k * 7) % 5) / 5), skia.PathDirection.kCCW)
    for x, y, q in curls.tolist():
        whole.addCircle(x, y, q, skia.PathDirection.kCCW)
    middle = volume.outline.mean(0)
    away = volume.outline - middle
    outer = volume.outline + away * (0.8 * r / (np.linalg.norm(away, axis=1, keepdims=True) + 1e-6))
    hanging = height < -0.45
    behind = _curl_detail(curls[hanging], phase[hanging], tight) if hanging.any() else None
    return Hair(
        [Piece(whole, behind, 0.5, clip=False)],
        [Piece(whole, _curl_detail(curls, phase, tight), hole=opening(head, rim), clip=False, edge=outer)],
    )


def _scalloped(head: Head, side: float, low: float, top: float) -> list[tuple[float, float]]:
    """A hairline with the small waves that curls make on the forehead."""
    left = [(-side * 0.93, low), (-side, -0.5), (-side * 0.96, -0.15), (-side * 1.0, 0.05), (-side * 0.86, 0.20)]
    arc = [(a, top - 0.30 * (abs(a) / side) ** 2.2 + 0.035 * (-1) ** k) for k,
        a in enumerate(np.linspace(-side * 0.74, side * 0.74, 9))]
    return [*left, *arc, *[(-a, y) for a, y in left[::-1]]]


def curly_long(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.2, 1.0, 0.84, 1.12), (-0.1, 1.08, 0.8, 1.12), (-0.6, 1.12, 0.74, 1.0), (-1.1, 1.12, 0.66, 0.9),
        (-1.6, 1.04, 0.6, 0.8), (-1.95, 0.86, 0.5, 0.6), (-2.02, 0.6, 0.4, 0.4)])
    return _curly(head, rng, v, _scalloped(head, 75, -1.0, head.plan.hairline_y + 0.0), 0.125, 120, -1.95, 1.12)


def curly_short(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.26, 0.96, 0.84, 1.12), (0.1, 0.94, 0.8, 1.12), (-0.25, 0.84, 0.7, 1.0), (-0.5, 0.68, 0.6, 0.8),
        (-0.55, 0.5, 0.5, 0.5)])
    return _curly(head, rng, v, _scalloped(head, 80, -0.9, head.plan.hairline_y - 0.06), 0.125, 80, -0.4, 1.2)


def afro(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.6, 1.34, 0.86, 1.38), (0.1, 1.34, 0.84, 1.38), (-0.32, 1.2, 0.74, 1.2),
        (-0.66, 0.86, 0.6, 0.9), (-0.76, 0.5, 0.5, 0.5)])
    return _curly(head, rng, v, _scalloped(head, 78, -0.9, head.plan.hairline_y + 0.02), 0.075, 260, -0.62, 1.56, True)


def short_coils(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.15, 0.80, 0.81, 1.1), (0.12, 0.79, 0.78, 1.08), (-0.2, 0.74, 0.7, 1.0),
        (-0.45, 0.62, 0.5, 0.8), (-0.5, 0.4, 0.4, 0.5)])
    h = head.plan.hairline_y
    rim = [(-97, -1.2), (-97, -0.4), (-93, -0.05), (-80, 0.06), (-72, 0.28), (-58, 0.40), (-46, h - 0.10), (-24, h - 0.05),
        (0, h - 0.02), (24, h - 0.05), (46, h - 0.10), (58, 0.40), (72, 0.28), (80, 0.06), (93, -0.05), (97, -0.4),
        (97, -1.2)]  # fmt: skip
    hair = _curly(head, rng, v, rim, 0.062, 190, -0.3, 1.12, True)
    return Hair(hair.back, hair.front, ears_over=True)
