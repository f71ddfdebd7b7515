"""Hair that falls or is gathered: straight and wavy lengths, bobs, fringes, the bun and the ponytail."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import skia

from .hair_kit import Hair, Piece, Tones, Volume, dome, opening, strands
from .head import Head
from .ink import argb, fill, linear, mix, poly, ribbon, ribbons, smooth, through


def _crown(lift: float = 0.0, wide: float = 0.0) -> list[tuple]:
    return dome(1.14 + lift, 0.83 + wide, 0.83, 1.1)


def centre_part(head: Head, side: float = 78.0, low: float = -1.0, peak: float = 0.0) -> list[tuple[float, float]]:
    h = head.plan.hairline_y
    return [
        (-side * 0.93, low), (-side * 0.98, -0.62), (-side, -0.2), (-side * 0.93, 0.16), (-side * 0.70, 0.40),
        (-side * 0.38, h - 0.07), (-6, h + 0.06 + peak),
        (6, h + 0.06 + peak), (side * 0.38, h - 0.07), (side * 0.70, 0.40), (side * 0.93, 0.16), (side, -0.2),
        (side * 0.98, -0.62), (side * 0.93, low),
    ]  # fmt: skip


def side_sweep(head: Head, side: float = 78.0, low: float = -1.0) -> list[tuple[float, float]]:
    h, brow = head.plan.hairline_y, head.plan.brow_y
    return [
        (-side * 0.93, low), (-side * 0.98, -0.62), (-side, -0.2), (-side * 0.92, 0.05), (-side * 0.62, brow + 0.08),
        (-18, h - 0.10), (24, h + 0.07), (38, h - 0.01),
        (side * 0.74, 0.36), (side * 0.94, 0.14), (side, -0.2), (side * 0.98, -0.62), (side * 0.93, low),
    ]  # fmt: skip


def full_fringe(head: Head, side: float = 76.0, low: float = -1.0) -> list[tuple[float, float]]:
    y = head.plan.brow_y + 0.075
    return [
        (-side * 0.93, low), (-side * 0.98, -0.62), (-side, -0.2), (-side * 0.93, 0.1), (-side * 0.86, y - 0.03),
        (-side * 0.6, y), (-20, y + 0.015), (20, y + 0.015),
        (side * 0.6, y), (side * 0.86, y - 0.03), (side * 0.93, 0.1), (side, -0.2), (side * 0.98, -0.62), (side * 0.93, low),
    ]  # fmt: skip


def _falling(head, rng, volume, rim, bottom, part=0.0, lean=0.0, count=46, spread=1.0, width=0.05) -> Hair:
    draw = strands(volume, rng, 1.12, bottom, count, part, lean, width)
    behind = strands(volume, rng, -0.2, bottom, count // 3, part, lean, 2 * width)
    path = volume.path
    return Hair([Piece(path, behind, 0.62)], [Piece(path, draw, hole=opening(head, rim, spread=spread), edge=volume.outline)])


def straight_long(head: Head, rng) -> Hair:
    v = Volume.of(head, [*_crown(), (0.1, 0.85, 0.82, 1.1), (-0.4, 0.87, 0.72, 1.02), (-0.95, 0.87, 0.58, 0.9),
        (-1.5, 0.88, 0.52, 0.75), (-2.0, 0.84, 0.5, 0.68), (-2.14, 0.80, 0.48, 0.6), (-2.2, 0.62, 0.4, 0.4)])
    return _falling(head, rng, v, centre_part(head), -2.2)


def straight_shoulder(head: Head, rng) -> Hair:
    v = Volume.of(head, [*_crown(), (0.1, 0.85, 0.82, 1.1), (-0.4, 0.89, 0.72, 1.02), (-0.95, 0.95, 0.62, 0.9),
        (-1.28, 1.0, 0.6, 0.8), (-1.40, 0.96, 0.55, 0.7), (-1.44, 0.80, 0.5, 0.6)])
    return _falling(head, rng, v, side_sweep(head), -1.44, part=0.45)


def bob(head: Head, rng) -> Hair:
    v = Volume.of(head, [*_crown(0.02, 0.03), (0.1, 0.93, 0.86, 1.12), (-0.35, 0.97, 0.78, 1.05), (-0.68, 0.93, 0.72, 0.86),
        (-0.84, 0.84, 0.66, 0.7), (-0.88, 0.70, 0.6, 0.6)])
    return _falling(head, rng, v, side_sweep(head, 72, -0.8), -0.88, part=0.45)


def fringe_bob(head: Head, rng) -> Hair:
    v = Volume.of(head, [*_crown(0.02, 0.04), (0.1, 0.94, 0.86, 1.12), (-0.35, 0.97, 0.78, 1.05), (-0.62, 0.96, 0.72, 0.86),
        (-0.76, 0.92, 0.66, 0.7), (-0.79, 0.85, 0.6, 0.6)])
    hair = _falling(head, rng, v, full_fringe(head, 72, -0.75), -0.79)
    front, fringe = hair.front[0], _fringe(head, rng)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        front.detail(canvas, tones)
        fringe(canvas, tones)

    return Hair(hair.back, [replace(front, detail=draw)])


def _fringe(head: Head, rng) -> Callable[[skia.Canvas, Tones], None]:
    """Strands of the fringe, from the crown to just above the brows."""
    y = head.plan.brow_y + 0.075
    s = head.frame.scale
    theta = np.deg2rad(np.linspace(-62, 62, 24) + rng.uniform(-2, 2, 24))
    tone = rng.uniform(-1, 1, 24)
    t = np.linspace(0, 1, 8)[None]
    lines = head.at(head.width_at(0.4) * np.sin(theta[:, None]) * (0.62 + 0.38 * t),
        0.95 + (y - 0.05 - 0.95) * t + 0 * theta[:, None], 0.05)
    width = 0.055 * s * (0.2 + 0.8 * t)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        for keep, colour in ((tone < 0, tones.deep), (tone >= 0, tones.lit)):
            canvas.drawPath(ribbons(lines[keep], width), fill(colour, 0.24))

    return draw


def wavy_long(head: Head, rng) -> Hair:
    v = Volume.of(head, [*_crown(0.03, 0.03), (0.1, 0.93, 0.84, 1.12), (-0.4, 1.0, 0.74, 1.05), (-0.95, 1.03, 0.64, 0.95),
        (-1.5, 1.06, 0.58, 0.8), (-1.95, 0.98, 0.52, 0.7), (-2.12, 0.84, 0.45, 0.6), (-2.2, 0.56, 0.4, 0.4)], 60, 0.062, 6.6)
    return _falling(head, rng, v, centre_part(head, 76), -2.2, count=40, width=0.075)


def wavy_shoulder(head: Head, rng) -> Hair:
    v = Volume.of(head, [*_crown(0.03, 0.04), (0.1, 0.96, 0.84, 1.12), (-0.4, 1.04, 0.74, 1.05), (-0.9, 1.08, 0.64, 0.95),
        (-1.2, 1.04, 0.58, 0.8), (-1.36, 0.88, 0.5, 0.6), (-1.40, 0.7, 0.5, 0.6)], 60, 0.062, 7.4)
    return _falling(head, rng, v, side_sweep(head, 75), -1.4, part=0.45, count=38, width=0.08)


def gathered_rim(head: Head) -> list[tuple[float, float]]:
    h = head.plan.hairline_y
    return [
        (-97, -1.2), (-97, -0.5), (-95, -0.1), (-84, 0.08), (-70, 0.30), (-46, 0.46), (-24, h - 0.03), (0, h + 0.01),
        (24, h - 0.03), (46, 0.46), (70, 0.30), (84, 0.08),
        (95, -0.1), (97, -0.5), (97, -1.2),
    ]  # fmt: skip


def gathered(head: Head, rng) -> tuple[Volume, Piece]:
    """Hair drawn back close to the skull; strands run from the hairline to the back of the crown."""
    v = Volume.of(head, [*dome(1.06, 0.765, 0.80, 1.06), (0.1, 0.76, 0.8, 1.06), (-0.2, 0.71, 0.7, 0.95),
        (-0.45, 0.55, 0.5, 0.7), (-0.5, 0.35, 0.4, 0.5)])
    s = head.frame.scale
    n = 34
    start = np.linspace(-95, 95, n) + rng.uniform(-2, 2, n)
    tone = rng.uniform(-1, 1, n)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        rim = np.array(gathered_rim(head)[2:-2])
        t = np.linspace(0, 1, 12)
        knot = head.frame.project(np.array([0, 0.95, -0.55]))
        for a, k in zip(start.tolist(), tone.tolist(), strict=True):
            y = float(np.interp(a, rim[:, 0], rim[:, 1]))
            line = v.px(np.deg2rad(a * (1 + 0.25 * t)), y + (0.98 - y) * t**0.8)
            line = line * (1 - t[:, None] ** 3) + knot * t[:, None] ** 3
            canvas.drawPath(poly(ribbon(line, 0.045 * s * np.sin(np.pi * (0.1 + 0.85 * t)))),
                fill(tones.deep if k < 0 else tones.lit, 0.33))
            if k > 0.1 and abs(a) < 75:
                canvas.drawPath(poly(ribbon(line[3:9], 0.03 * s * np.sin(np.pi * np.linspace(0.05, 0.95, 6)))),
                    fill(tones.shine, 0.4 * tones.shine_strength))

    return v, Piece(v.path, draw, hole=opening(head, gathered_rim(head)), edge=v.outline)


def bun(head: Head, rng) -> Hair:
    v, cap = gathered(head, rng)
    s = head.frame.scale
    c = head.frame.project(np.array([0, 1.26, -0.32]))
    r = 0.35 * s
    path = skia.Path()
    path.addOval(skia.Rect.MakeXYWH(float(c[0] - r * 1.08), float(c[1] - r * 0.86), 2.16 * r, 1.72 * r))

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        canvas.drawPath(path, linear((c[0], c[1] - r), (c[0], c[1] + r), [(tones.lit, 0.35), (tones.deep, 0.75)]))
        t = np.linspace(0, 1, 14)
        for k, (q, w) in enumerate([(0.85, 0.10), (0.62, 0.08), (0.4, 0.08), (0.2, 0.07)]):
            a = np.pi * (0.15 + 1.25 * t) + 0.9 * k
            line = np.stack([c[0] + q * r * 1.05 * np.cos(a), c[1] + q * r * 0.82 * np.sin(a)], 1)
            canvas.drawPath(poly(ribbon(line, w * s * np.sin(np.pi * (0.05 + 0.9 * t)))),
                fill(tones.deep if k % 2 else tones.lit, 0.5))
        canvas.drawCircle(float(c[0] + 0.3 * r * np.sign(tones.side or 1)), float(c[1] - 0.4 * r), 0.18 * r,
            fill(tones.shine, 0.35 * tones.shine_strength))

    return Hair([Piece(path, draw), Piece(v.path, None, 0.6)], [cap], ears_over=True)


def ponytail(head: Head, rng) -> Hair:
    v, cap = gathered(head, rng)
    s = head.frame.scale
    side = 1.0 if rng.random() < 0.5 else -1.0  # never by the pose, so that a turning head keeps its tail
    root = head.frame.project(np.array([0.0, 0.86, -0.66]))
    sy = head.frame.shoulder[1]
    bend = np.array([(0, 0), (0.34, -0.36), (0.78, -0.12), (0.92, 0.62)]) * [side * s, s]
    hang = np.array([(root[0] + side * 0.86 * s, sy - 0.05 * s), (root[0] + side * 0.74 * s, sy + 0.62 * s)])
    tail = through(np.concatenate([root + bend, hang]), 30)
    u = np.linspace(0, 1, 30)
    width = s * (0.18 + 0.30 * np.sin(np.pi * np.clip(u * 0.95 + 0.03, 0, 1)) ** 0.8) * np.where(u > 0.85,
        (1 - u) / 0.15 * 0.8 + 0.2, 1)
    path = smooth(ribbon(tail, width))
    tone = rng.uniform(-1, 1, 9)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        tangent = np.gradient(tail, axis=0)
        normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) / np.linalg.norm(tangent, axis=1, keepdims=True)
        for k, f in enumerate(np.linspace(-0.45, 0.45, 9)):
            line = tail + normal * (f * width)[:, None]
            canvas.drawPath(poly(ribbon(line, 0.05 * s * np.sin(np.pi * (0.03 + 0.95 * u)))),
                fill(tones.deep if tone[k] < 0 else tones.lit, 0.36))
        band = tail[1:4]
        canvas.drawPath(poly(ribbon(band, np.full(3, 0.2 * s))), fill(mix(tones.deep, (0.1, 0.08, 0.1), 0.5)))
        shine = tail[5:12] + normal[5:12] * (-0.15 * side * width[5:12])[:, None]
        canvas.drawPath(poly(ribbon(shine, 0.07 * s * np.sin(np.pi * np.linspace(0.05, 0.95, 7)))),
            skia.Paint(AntiAlias=True, Color=argb(tones.shine, 0.4 * tones.shine_strength)))

    return Hair([Piece(path, draw, 0.1), Piece(v.path, None, 0.6)], [cap], ears_over=True)
