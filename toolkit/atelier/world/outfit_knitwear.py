"""Outfits that go over the head: turtleneck, t-shirt, hoodie, knit sweater; and the trunk with sleeves they are cut from."""

from .light import Colour
from .outfit_kit import Tailor
from .outfit_tailoring import crew, luma
from .scene_kit import darker, rgb


def pullover(t: Tailor, colour: Colour, neckline, ease: float = 0.03, end: float = 4.7, folds: float = 0.14) -> None:
    """Sleeves, trunk, the shade where they meet and a few creases from the armpit."""
    s = t.s
    for side in (-1, 1):
        t.sleeve(side, colour, ease, end)
    path = t.torso(neckline, ease)
    t.cloth(path, colour)
    t.clip(path)
    for k in (-1, 1):
        edge = t.outline([(k * x + k * 0.02, y) for x, y in t.side(ease)], [(k * s * 1.1, 4.7), (k * s * 1.1, 0.3)])
        t.shadow(edge, 0.26, 0.05)
        if folds:
            t.fold((k * s * 0.82, 0.72), (k * s * 0.42, 1.02), 0.09 * k, 0.02, folds)
            t.fold((k * s * 0.8, 0.95), (k * s * 0.36, 1.62), 0.1 * k, 0.04 * k, folds)
            t.fold((k * s * 0.7, 1.9), (k * s * 0.2, 2.3), 0.1, 0.04, folds)
    t.unclip()
    if folds:
        for k in (-1, 1):
            t.fold((k * s * 1.08, 1.55), (k * s * 0.86, 1.75), 0.08, 0.02, folds)


def _band(t: Tailor, colour: Colour, neckline, drop: float, lift: float = 0.05) -> None:
    """A collar band along a neckline."""
    low = [(x * 1.06, y + drop * (1 - 0.35 * abs(x) / (t.n * 1.2))) for x, y in neckline]
    t.shadow(t.outline(low, [(x, y + 0.07) for x, y in reversed(low)]), 0.22, 0.02)
    t.piece(t.outline(neckline, list(reversed(low))), colour, 0.0, lift)
    t.seam(low, 0.016, darker(colour, 0.55), 0.5)


def _roll(t: Tailor, colour: Colour, top: float, bottom: float, flare: float) -> None:
    """A collar that stands round the neck, with ribs."""
    n = t.n
    w0, w1 = n * 1.08, n * (1.16 + flare)
    rim = [(-w0, top), (-w0 * 0.5, top + 0.1), (0, top + 0.13), (w0 * 0.5, top + 0.1), (w0, top)]
    foot = [(w1, bottom), (w1 * 0.5, bottom + 0.15), (0, bottom + 0.2), (-w1 * 0.5, bottom + 0.15), (-w1, bottom)]
    t.shadow(t.outline([(x, y + 0.09) for x, y in foot], [(-w1, bottom - 0.1), (w1, bottom - 0.1)]), 0.3, 0.04)
    path = t.outline(rim, foot)
    t.solid(path, colour, -w1, w1, round_=0.95)
    if t.labels:
        return
    t.clip(path)
    for i in range(-8, 9):
        f = i / 8.5
        t.seam([(w0 * f, top), (w0 * f * 1.02, (top + bottom) / 2), (w1 * f, bottom + 0.2)], 0.016, darker(colour, 0.5), 0.26)
    t.shadow(t.outline([(x, y - 0.02) for x, y in rim], [(w0, top + 0.06), (0, top + 0.24), (-w0, top + 0.06)]), 0.35, 0.04)
    t.unclip()


def _ribs(t: Tailor, colour: Colour, count: int, width: float, alpha: float, top: float = -0.4) -> None:
    """Columns of stitches that follow the chest."""
    s = t.s
    for i in range(-count, count + 1):
        f = i / count
        x = f * s * 0.84
        t.seam(
            [(x * 0.9, top + 0.35 * abs(f)), (x, 0.7), (x * 0.96, 1.5), (x * 0.88, 2.2), (x * 0.96, 4)],
            width,
            darker(colour, 0.45),
            alpha,
        )


def turtleneck(t: Tailor, colour: Colour, rng) -> None:
    pullover(t, colour, crew(t, -0.02, 1.18), 0.02, folds=0.12)
    _roll(t, colour, -0.62, -0.2, 0.08)


def tee(t: Tailor, colour: Colour, rng) -> None:
    neck = crew(t, 0.12, 1.3)
    pullover(t, colour, neck, 0.05, 0.86, 0.16)
    s = t.s
    for k in (-1, 1):
        t.seam([(k * (s * 0.8), 0.84), (k * (s * 0.93), 0.8), (k * (s * 1.05 + 0.05), 0.78)], 0.018, darker(colour, 0.5), 0.6)
    _band(t, colour, neck, 0.1, 0.03)


def hoodie(t: Tailor, colour: Colour, rng) -> None:
    """The hood lies behind the neck, its edges cross at the throat, two strings, a pouch."""
    n, _s = t.n, t.s
    pullover(t, colour, crew(t, 0.06, 1.3), 0.09, folds=0.2)
    inner = darker(colour, 0.62)
    for k in (-1, 1):
        f = lambda run: [(k * x, y) for x, y in run]  # noqa: B023, E731
        back = [
            (n * 1.0, -0.62),
            (n * 1.5, -0.68),
            (n * 2.0, -0.5),
            (n * 2.25, -0.14),
            (n * 1.85, 0.16),
            (n * 1.0, 0.42),
            (0.0, 0.6),
        ]
        front = [(0.0, 0.3), (n * 0.62, 0.14), (n * 1.0, -0.14), (n * 0.98, -0.4), (n * 1.0, -0.62)]
        t.shadow(t.outline(f([(x, y + 0.1) for x, y in back]), f(front)), 0.28, 0.05)
        t.piece(t.outline(f(back), f(front)), colour, k * 0.5, 0.03)
        lining = [(n * 1.0, -0.62), (n * 1.32, -0.5), (n * 1.34, -0.2), (n * 0.98, 0.08), (0.02, 0.36)]
        t.flat(t.outline(f(lining), f(front)), inner, 0.5)
        t.fold((k * n * 1.7, -0.42), (k * n * 1.5, 0.12), 0.08 * k, 0.1 * k, 0.2)
        cord = rgb("f3efe6") if luma(colour) < 0.7 else rgb("5b5f66")
        t.seam([(k * 0.17, 0.36), (k * 0.2, 0.75), (k * 0.16, 1.12)], 0.05, cord)
        t.seam([(k * 0.16, 1.1), (k * 0.158, 1.2)], 0.066, darker(cord, 0.75))
    pouch = [(-0.72, 2.95), (-0.5, 2.1), (0.5, 2.1), (0.72, 2.95)]
    t.seam(pouch[:2], 0.02, darker(colour, 0.5), 0.6)
    t.seam(pouch[1:3], 0.02, darker(colour, 0.5), 0.6)
    t.seam(pouch[2:], 0.02, darker(colour, 0.5), 0.6)


def knit(t: Tailor, colour: Colour, rng) -> None:
    """Thick yarn: broad columns, a cable in the middle, a ribbed band."""
    neck = crew(t, 0.06, 1.24)
    pullover(t, colour, neck, 0.1, folds=0)
    s = t.s
    if not t.labels:
        t.clip(t.torso(neck, 0.1))
        _ribs(t, colour, 9, 0.045, 0.22)
        for k in (-1, 0, 1):
            for i in range(14):
                x, y = k * 0.46 * s, 0.16 + i * 0.27
                for sgn in (-1, 1):
                    t.glint(
                        t.outline(
                            [(x, y + 0.14), (x + sgn * 0.07, y), (x + sgn * 0.13, y + 0.02)],
                            [(x + sgn * 0.12, y + 0.12), (x, y + 0.26)],
                        ),
                        0.17,
                    )
        t.unclip()
        for k in (-1, 1):
            for x in (0.94, 1.03):
                t.seam([(k * s * x, 0.25), (k * s * (x + 0.04), 1.2), (k * s * (x + 0.05), 3)], 0.045, darker(colour, 0.45), 0.22)
    _band(t, colour, neck, 0.17, 0.04)
    for i in range(-6, 7):
        x = t.n * 1.15 * i / 6
        y = 0.06 - 0.42 * (abs(i) / 6) ** 1.7
        t.seam([(x, y + 0.01), (x * 1.05, y + 0.15)], 0.02, darker(colour, 0.5), 0.4)
