"""Cropped hair: pixie cut, side part, slicked back, buzz cut."""

import numpy as np
import skia

from .hair_kit import Hair, Piece, Tones, Volume, dome, opening
from .head import Head
from .ink import argb, fill, mix, poly, ribbon, ribbons

NAPE = [(-0.2, 0.71, 0.7, 0.98), (-0.44, 0.54, 0.5, 0.72), (-0.5, 0.34, 0.4, 0.5)]


def _locks(volume: Volume, rng, start: list[tuple[float, float]], end: list[tuple[float, float]], count: int, width: float):
    """Ribbons from one curve on the volume to another: (degrees, height) each."""
    s = volume.head.frame.scale
    a, b = np.array(start, np.float64), np.array(end, np.float64)
    pick = lambda c, f: np.stack([np.interp(f, np.linspace(0, 1, len(c)), c[:, k]) for k in (0, 1)], -1)  # noqa: E731
    f = np.linspace(0, 1, count)
    p, q = pick(a, f), pick(b, f)
    tone, jitter = rng.uniform(-1, 1, count), rng.uniform(0.85, 1.0, count)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        t = np.linspace(0, 1, 10)[None]
        swell = width * s * np.sin(np.pi * (0.08 + 0.88 * t)) ** 0.8
        u = t * jitter[:, None]
        th = np.deg2rad(p[:, :1] + (q[:, :1] - p[:, :1]) * u)
        lines = volume.px(th, p[:, 1:] + (q[:, 1:] - p[:, 1:]) * u + 0.05 * np.sin(np.pi * u))
        seen = volume.faces(th[:, 5]) > -0.1
        for keep, colour in ((seen & (tone < 0), tones.deep), (seen & (tone >= 0), tones.lit)):
            if keep.any():
                canvas.drawPath(ribbons(lines[keep], swell), fill(colour, 0.36))
        shiny = seen & (tone > 0.2)
        if shiny.any():
            gloss = 0.55 * width * s * np.sin(np.pi * np.linspace(0.05, 0.95, 5))[None]
            canvas.drawPath(ribbons(lines[shiny, 2:7], gloss), fill(tones.shine, 0.5 * tones.shine_strength))

    return draw


def _side_rim(head: Head, low_front: float) -> list[tuple[float, float]]:
    return [(-97, -1.2), (-97, -0.45), (-93, -0.1), (-84, low_front), (-74, low_front + 0.02)]


def pixie(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.16, 0.82, 0.82, 1.1), (0.12, 0.81, 0.8, 1.08), *NAPE])
    brow, h = head.plan.brow_y, head.plan.hairline_y
    rim = [*_side_rim(head, -0.16), (-66, brow - 0.02), (-54, brow + 0.14), (-40, brow + 0.06), (-24, brow + 0.20),
        (-8, brow + 0.16), (10, h - 0.10), (26, h + 0.02), (44, 0.44), (62, 0.28), (74, -0.14), (84, -0.18), (93, -0.1),
        (97, -0.45), (97, -1.2)]  # fmt: skip
    sweep = _locks(v, rng, [(60, 0.98), (20, 1.1), (-30, 1.08), (-60, 0.95)],
        [(66, 0.05), (8, 0.36), (-42, brow + 0.02), (-80, -0.1)], 26, 0.085)
    crown = _locks(v, rng, [(-80, 0.95), (-150, 0.9), (-179, 0.9)], [(-92, -0.3), (-140, -0.55), (-179, -0.6)], 14, 0.08)
    crown_r = _locks(v, rng, [(80, 0.95), (150, 0.9), (179, 0.9)], [(92, -0.3), (140, -0.55), (179, -0.6)], 14, 0.08)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        crown(canvas, tones)
        crown_r(canvas, tones)
        sweep(canvas, tones)

    return Hair([Piece(v.path, None, 0.6)], [Piece(v.path, draw, hole=opening(head, rim), edge=v.outline)], ears_over=True)


def side_part(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.19, 0.775, 0.80, 1.08, square=0.8), (0.1, 0.75, 0.74, 1.04),
        *[(y, w * 0.97, f, b) for y, w, f, b in NAPE]])
    h = head.plan.hairline_y
    rim = [*_side_rim(head, -0.02), (-70, 0.22), (-64, 0.36), (-50, h - 0.10), (-28, h - 0.02), (0, h + 0.02), (26, h + 0.08),
        (36, h + 0.05), (50, h - 0.12), (64, 0.36), (70, 0.22), (74, 0.0), (84, -0.02), (93, -0.1), (97, -0.45),
        (97, -1.2)]  # fmt: skip
    over = _locks(v, rng, [(36, 0.70), (36, 0.86), (42, 1.04)], [(-34, h - 0.0), (-72, 0.62), (-120, 0.75)], 24, 0.085)
    right = _locks(v, rng, [(40, 0.74), (60, 0.98), (120, 0.9)], [(70, 0.10), (92, 0.0), (140, -0.4)], 14, 0.06)
    left = _locks(v, rng, [(-66, 0.55), (-100, 0.6), (-150, 0.6)], [(-74, 0.0), (-98, -0.3), (-150, -0.55)], 14, 0.06)
    s = head.frame.scale

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        left(canvas, tones)
        right(canvas, tones)
        over(canvas, tones)
        line = v.px(np.deg2rad(np.linspace(30, 52, 10)), np.linspace(h + 0.07, 1.08, 10))
        canvas.drawPath(poly(ribbon(line, 0.028 * s * np.linspace(1, 0.2, 10))), fill(tones.deep, 0.9))

    return Hair([Piece(v.path, None, 0.6)], [Piece(v.path, draw, hole=opening(head, rim), edge=v.outline)], ears_over=True)


def slicked_back(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.21, 0.765, 0.84, 1.14, square=0.85), (0.1, 0.745, 0.74, 1.1), *NAPE])
    h = head.plan.hairline_y
    rim = [*_side_rim(head, 0.0), (-70, 0.28), (-58, 0.50), (-42, h + 0.06), (-24, h + 0.07), (0, h + 0.02), (24, h + 0.07),
        (42, h + 0.06), (58, 0.50), (70, 0.28), (74, 0.0), (84, -0.0), (93, -0.1), (97, -0.45), (97, -1.2)]  # fmt: skip
    s = head.frame.scale
    a = np.linspace(-100, 100, 32) + rng.uniform(-2, 2, 32)
    tone = rng.uniform(-1, 1, 32)

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        front = np.array(rim[2:-2])
        t = np.linspace(0, 1, 12)
        swell = np.sin(np.pi * (0.1 + 0.85 * t)) ** 0.8
        for k in range(len(a)):
            y = float(np.interp(a[k], front[:, 0], front[:, 1]))
            line = v.px(np.deg2rad(a[k] * (1 + 0.5 * t)),
                y + (1.14 - y) * np.sin(t * np.pi / 2) * (1 if abs(a[k]) < 50 else 0.55))
            canvas.drawPath(poly(ribbon(line, 0.05 * s * swell)), fill(tones.deep if tone[k] < 0 else tones.lit, 0.42))
            if abs(a[k]) < 70 and tone[k] > -0.3:
                canvas.drawPath(poly(ribbon(line[3:9], 0.034 * s * np.sin(np.pi * np.linspace(0.05, 0.95, 6)))),
                    fill(tones.shine, 0.75 * tones.shine_strength))

    return Hair([Piece(v.path, None, 0.6)], [Piece(v.path, draw, hole=opening(head, rim), edge=v.outline)], ears_over=True)


def buzz_rim(head: Head) -> list[tuple[float, float]]:
    h = head.plan.hairline_y
    return [(-97, -1.2), (-97, -0.4), (-93, -0.05), (-82, 0.02), (-74, 0.06), (-70, 0.28), (-56, 0.42), (-44, h - 0.06),
        (-22, h - 0.03), (0, h), (22, h - 0.03), (44, h - 0.06), (56, 0.42), (70, 0.28), (74, 0.06), (82, 0.02), (93, -0.05),
        (97, -0.4), (97, -1.2)]  # fmt: skip


def buzz(head: Head, rng) -> Hair:
    v = Volume.of(head, [*dome(1.03, 0.735, 0.80, 1.02), (0.1, 0.725, 0.78, 1.02), (-0.2, 0.70, 0.7, 0.95),
        (-0.44, 0.54, 0.5, 0.7), (-0.5, 0.34, 0.4, 0.5)])
    s = head.frame.scale
    theta = rng.uniform(-np.pi, np.pi, 420)
    y = rng.uniform(-0.3, 1.0, 420)
    px = v.px(theta, y)[v.faces(theta) > 0.05]

    def draw(canvas: skia.Canvas, tones: Tones) -> None:
        dark, lit = skia.Path(), skia.Path()
        for k, (x, yy) in enumerate(px.tolist()):
            (dark if k % 2 else lit).addCircle(x, yy, 0.011 * s)
        canvas.drawPath(dark, skia.Paint(AntiAlias=True, Color=argb(tones.deep, 0.5)))
        canvas.drawPath(lit, skia.Paint(AntiAlias=True, Color=argb(tones.lit, 0.5)))
        x = 0.3 * np.sign(tones.side or 1)
        c = v.px(x, 0.78)
        glow = skia.Paint(AntiAlias=True, Color=argb(mix(tones.lit, tones.shine, 0.5), 0.4 * tones.shine_strength))
        glow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.08 * s))
        canvas.drawOval(skia.Rect.MakeXYWH(float(c[0] - 0.22 * s), float(c[1] - 0.1 * s), 0.44 * s, 0.2 * s), glow)

    return Hair([], [Piece(v.path, draw, hole=opening(head, buzz_rim(head)), edge=v.outline)], ears_over=True, shadow=False)
