"""Outfits that open at the front over something else: blazer, suit, leather, denim, trench, lab coat, academic gown."""

from .light import Colour
from .outfit_kit import Tailor, mirror
from .scene_kit import darker, mix, rgb

WHITE_SHIRT = rgb("f3efe8")


def luma(c: Colour) -> float:
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def crew(t: Tailor, depth: float = 0.02, wide: float = 1.16) -> list[tuple[float, float]]:
    n = t.n
    return [(-n * wide, -0.36), (-n * 0.82, -0.14 + depth), (0, depth), (n * 0.82, -0.14 + depth), (n * wide, -0.36)]


def shirt(t: Tailor, colour: Colour, open_to: float = -0.02) -> None:
    """The front of a shirt under a jacket, with its placket and folded collar."""
    n = t.n
    t.cloth(t.torso([(-n * 1.1, -0.4), (0, open_to), (n * 1.1, -0.4)]), colour)
    t.seam([(0, open_to + 0.05), (0, 3)], 0.02, darker(colour, 0.72), 0.6)
    collar(t, colour, open_to)


def collar(t: Tailor, colour: Colour, open_to: float = -0.02, reach: float = 0.24) -> None:
    n = t.n
    for s in (-1, 1):
        t.shadow(t.polygon((s * n * 1.06, -0.46), (0.015 * s, open_to + 0.05), (s * n * 0.68, open_to + reach + 0.09), (s * n * 1.4, -0.14)), 0.22, 0.03)
        flap = t.polygon((s * n * 1.05, -0.5), (0.012 * s, open_to), (s * n * 0.62, open_to + reach), (s * n * 1.34, -0.22))
        t.piece(flap, colour, s * 0.3, 0.05)


def panels(t: Tailor, colour: Colour, front: float, meet: float, neck: float = 1.2, ease: float = 0.04) -> None:
    """Two fronts from the side of the neck to where they meet at (front, meet), with the sleeves behind them."""
    n, s, e = t.n, t.s, ease
    for side in (-1, 1):
        t.sleeve(side, colour, ease)
    edge = [(n * neck, -0.4), (n * neck * 0.96, -0.1), (front + (n * neck - front) * 0.45, meet * 0.55), (front, meet), (front + 0.05, 2.6), (front + 0.3, 4.6)]
    right = [p for p in t.shoulder(e) if p[0] > n * neck + 0.03]
    side_run = t.side(e)
    for side in (-1, 1):
        k = lambda run: [(side * x, y) for x, y in run]  # noqa: B023, E731
        path = t.outline(k([(n * neck, -0.4)] + right), k(side_run), k(list(reversed(edge))))
        t.shadow(t.outline(k([(x - 0.07, y) for x, y in edge]), k([(s * 0.5, 4.6), (s * 0.5, 0)])), 0.2, 0.05)
        t.cloth(path, colour)
        t.clip(path)
        t.shadow(t.outline(k([(x + 0.02, y) for x, y in side_run]), k([(s * 1.1, 4.7), (s * 1.1, 0.3)])), 0.26, 0.05)
        t.unclip()


def lapel(t: Tailor, colour: Colour, front: float, meet: float, wide: float, notch: float = 0.34, lift: float = 0.05) -> None:
    n = t.n
    for s in (-1, 1):
        p = lambda x, y: (s * x, y)  # noqa: B023, E731
        neck = n * 1.16
        body = [p(neck, -0.42), p(neck + 0.16, -0.26), p(neck + wide * 0.62, notch - 0.12), p(neck + wide * 0.5, notch), p(neck + wide, notch + 0.03), p(front + 0.04, meet)]
        t.shadow(t.polygon(*[(x + s * 0.03, y + 0.06) for x, y in body], p(neck * 0.9, 0)), 0.24, 0.035)
        path = t.polygon(*body, p(front, meet - 0.02), p(neck * 0.94, -0.08))
        t.piece(path, colour, s * 0.42, lift)
        t.seam([p(neck + wide * 0.5, notch), p(neck + 0.02, notch - 0.16)], 0.018, darker(colour, 0.5), 0.55)


def tie(t: Tailor, colour: Colour) -> None:
    knot = t.polygon((-0.125, -0.15), (0.125, -0.15), (0.075, 0.08), (-0.075, 0.08))
    blade = t.polygon((-0.075, 0.08), (0.075, 0.08), (0.2, 1.7), (0, 1.95), (-0.2, 1.7))
    t.shadow(t.polygon((-0.02, 0.15), (0.15, 0.2), (0.28, 1.7), (0.1, 1.95)), 0.25, 0.03)
    t.piece(blade, colour, 0.0)
    for i in range(5):
        y = 0.3 + i * 0.3
        w = 0.09 + 0.065 * (y - 0.15)
        t.flat(t.polygon((-w, y + 0.1), (w, y - 0.02), (w, y + 0.05), (-w, y + 0.17)), mix(colour, "ffffff", 0.3), 0.8)
    t.piece(knot, colour, -0.2, 0.04)
    t.shadow(t.polygon((-0.075, 0.08), (0.075, 0.08), (0.08, 0.13), (-0.08, 0.13)), 0.3)


def blazer(t: Tailor, colour: Colour, rng) -> None:
    under = rgb("ccd8e2") if luma(colour) > 0.8 else WHITE_SHIRT
    shirt(t, under, 0.12)
    panels(t, colour, 0.03, 1.5)
    lapel(t, colour, 0.03, 1.5, 0.4)
    for y in (1.58, 2.05):
        t.dot(-0.1, y, 0.055, darker(colour, 0.55))
        t.dot(-0.11, y - 0.012, 0.03, mix(colour, "ffffff", 0.3), 0.6)
    t.flat(t.polygon((0.52, 0.98), (0.92, 0.92), (0.92, 1.0), (0.52, 1.06)), darker(colour, 0.7), 0.5, 0.8)


def suit(t: Tailor, colour: Colour, rng) -> None:
    shirt(t, rgb("d3dde8") if luma(colour) > 0.8 else WHITE_SHIRT, -0.16)
    tints = [rgb(x) for x in ("8c2f39", "27406b", "2f5d50", "b5853a", "4a3560")]
    tints = [x for x in tints if sum(abs(a - b) for a, b in zip(x, colour, strict=True)) > 0.35]
    tie(t, tints[int(rng.integers(len(tints)))])
    panels(t, colour, 0.04, 1.32, 1.26)
    lapel(t, colour, 0.04, 1.32, 0.33, 0.3)
    pocket = rgb("f5f2ec") if luma(colour) < 0.8 else rgb("8fa6bd")
    t.flat(t.polygon((0.6, 0.8), (0.72, 0.66), (0.78, 0.76), (0.9, 0.67), (0.95, 0.77)), pocket, 0.8)
    t.flat(t.polygon((0.55, 0.82), (0.98, 0.75), (0.98, 0.84), (0.55, 0.91)), darker(colour, 0.82), 0.6)
    for y in (1.42, 1.85):
        t.dot(-0.1, y, 0.05, darker(colour, 0.5))


def leather(t: Tailor, colour: Colour, rng) -> None:
    """A biker jacket: wide lapels, a slanted zip, hard highlights along the folds."""
    tee = WHITE_SHIRT if luma(colour) < 0.7 else rgb("3a3c42")
    t.cloth(t.torso(crew(t, 0.1)), tee)
    panels(t, colour, 0.1, 1.25, 1.22, 0.06)
    for s in (-1, 1):
        g = 0.6 if s * t.light.direction[0] >= -0.1 else 0.3
        t.glint(t.outline([(s * 0.98 * t.s, 0.22), (s * 1.03 * t.s, 0.7), (s * 1.04 * t.s, 1.3)], [(s * 1.0 * t.s, 1.0), (s * 0.96 * t.s, 0.5)]), g, 0.012)
        t.glint(t.outline([(s * 0.5 * t.s, -0.03), (s * 0.72 * t.s, 0.06), (s * 0.84 * t.s, 0.16)], [(s * 0.7 * t.s, 0.13), (s * 0.52 * t.s, 0.03)]), g * 0.9, 0.015)
        t.glint(t.outline([(s * 0.74 * t.s, 0.9), (s * 0.6 * t.s, 1.2), (s * 0.62 * t.s, 1.7)], [(s * 0.57 * t.s, 1.4), (s * 0.58 * t.s, 1.1)]), g * 0.6, 0.015)
        t.fold((s * 0.82 * t.s, 0.5), (s * 0.5 * t.s, 0.95), 0.08 * s, 0.03, 0.3)
        t.fold((s * 1.08 * t.s, 1.1), (s * 0.85 * t.s, 1.35), 0.08, 0.02, 0.3)
    lapel(t, colour, 0.1, 1.25, 0.52, 0.42, 0.09)
    n = t.n
    for s in (-1, 1):
        g = 0.55 if s * t.light.direction[0] >= -0.1 else 0.28
        t.seam([(s * (n * 1.16 + 0.5), 0.46), (s * (n * 0.9 + 0.2), 0.95), (s * 0.16, 1.22)], 0.05, "7d8087")
        t.seam([(s * (n * 1.16 + 0.5), 0.46), (s * (n * 0.9 + 0.2), 0.95), (s * 0.16, 1.22)], 0.028, "eceef0", 1, 0.035)
        t.dot(s * (n * 1.16 + 0.38), 0.38, 0.035, "e3e4e6")
        t.dot(s * (n * 1.16 + 0.1), -0.12, 0.035, "e3e4e6")
        t.glint(t.polygon((s * (n * 1.2 + 0.12), -0.02), (s * (n * 1.2 + 0.34), 0.28), (s * (n * 1.2 + 0.26), 0.32), (s * (n * 1.2 + 0.06), 0.1)), g)
        t.glint(t.polygon((s * (n * 0.9 + 0.26), 0.55), (s * (n * 0.9 + 0.18), 0.78), (s * (n * 0.9 + 0.1), 0.86), (s * (n * 0.9 + 0.17), 0.6)), g * 0.8)
        tab = t.polygon((s * t.s * 0.55, -0.1), (s * t.s * 0.86, 0.03), (s * t.s * 0.84, 0.16), (s * t.s * 0.54, 0.03))
        t.piece(tab, colour, s * 0.8, 0.08)
        t.dot(s * t.s * 0.8, 0.08, 0.03, "e3e4e6")
    t.seam([(0.12, 1.22), (0.22, 2.2), (0.28, 4)], 0.06, "8f9298")
    t.seam([(0.12, 1.22), (0.22, 2.2), (0.28, 4)], 0.03, "e6e6ea", 1, 0.04)
    t.seam([(-0.85, 1.35), (-0.5, 1.05)], 0.045, "d6d6da", 1, 0.05)


def denim(t: Tailor, colour: Colour, rng) -> None:
    """A trucker jacket: yoke, flap pockets, tan stitching, metal buttons, a faded chest."""
    t.cloth(t.torso(crew(t, 0.08)), WHITE_SHIRT if luma(colour) < 0.75 else rgb("4a5058"))
    panels(t, colour, 0.05, 0.85, 1.22, 0.05)
    stitch = rgb("d9a866") if luma(colour) < 0.75 else rgb("a87f4a")
    s = t.s
    for k in (-1, 1):
        t.glint(t.outline([(k * 0.45, 0.8), (k * 0.6, 1.5), (k * 0.55, 2.3)], [(k * 0.25, 1.6)]), 0.16, 0.12)
        t.seam([(k * 0.22, 0.62), (k * 0.6, 0.55), (k * s * 0.85, 0.5)], 0.03, darker(colour, 0.55), 0.8)
        t.seam([(k * 0.22, 0.66), (k * 0.6, 0.59), (k * s * 0.85, 0.54)], 0.018, stitch, 1, 0.05)
        flap = t.polygon((k * 0.38, 0.7), (k * 0.86, 0.66), (k * 0.86, 0.86), (k * 0.62, 0.97), (k * 0.38, 0.9))
        t.shadow(t.polygon((k * 0.36, 0.74), (k * 0.88, 0.7), (k * 0.88, 0.92), (k * 0.62, 1.03), (k * 0.36, 0.96)), 0.3, 0.02)
        t.piece(flap, colour, k * 0.6, 0.04)
        t.seam([(k * 0.41, 0.87)] + [(k * 0.62, 0.93)] + [(k * 0.83, 0.83)], 0.016, stitch, 1, 0.05)
        t.dot(k * 0.62, 0.88, 0.035, "d8b98a")
        t.seam([(k * 0.38, 1.0), (k * 0.3, 1.8), (k * 0.24, 3)], 0.018, stitch, 0.9, 0.05)
        t.seam([(k * 0.86, 0.98), (k * 0.7, 1.8), (k * 0.6, 3)], 0.018, stitch, 0.9, 0.05)
    n = t.n
    for k in (-1, 1):
        big = t.polygon((k * n * 1.12, -0.5), (k * (n * 0.82), 0.02), (k * (n * 0.95 + 0.12), 0.5), (k * (n * 1.3 + 0.5), 0.2), (k * n * 1.5, -0.24))
        t.shadow(t.polygon((k * n * 1.1, -0.3), (k * (n * 0.8), 0.1), (k * (n * 0.95 + 0.12), 0.58), (k * (n * 1.3 + 0.56), 0.27)), 0.3, 0.03)
        t.piece(big, colour, k * 0.4, 0.07)
        t.seam([(k * (n * 0.88), 0.04)] , 0.01, stitch)
        t.seam([(k * (n * 0.95 + 0.13), 0.44), (k * (n * 1.25 + 0.42), 0.19)], 0.016, stitch, 1, 0.05)
    for y in (0.95, 1.35, 1.75, 2.15):
        t.dot(-0.02, y, 0.04, "c9a877")
        t.dot(-0.03, y - 0.01, 0.02, "f4e3c4")


def trench(t: Tailor, colour: Colour, rng) -> None:
    """Double-breasted, epaulettes, wide collar, storm flap, belt."""
    shirt(t, rgb("e9e4da") if luma(colour) < 0.8 else rgb("4f5a66"), 0.02)
    panels(t, colour, -0.02, 1.15, 1.24, 0.07)
    s, n = t.s, t.n
    t.shadow(t.polygon((-0.02, 1.1), (0.16, 1.6), (0.2, 4), (0.28, 4), (0.24, 1.5)), 0.18, 0.02)
    flap = t.outline([(s * 0.86, 0.1), (s * 0.84, 0.6), (s * 0.8, 0.92)], [(0.62, 0.86), (0.35, 0.7)], [(n * 1.3, -0.2)])
    t.shadow(t.outline([(s * 0.86, 0.2), (s * 0.84, 0.7), (s * 0.8, 0.99)], [(0.62, 0.93), (0.34, 0.77)]), 0.2, 0.02)
    t.piece(flap, colour, 0.7, 0.03)
    lapel(t, colour, -0.02, 1.15, 0.52, 0.36, 0.06)
    for k in (-1, 1):
        wing = t.polygon((k * n * 1.1, -0.52), (k * n * 1.02, -0.2), (k * (n + 0.36), 0.26), (k * (n * 1.3 + 0.42), -0.02), (k * n * 1.5, -0.3))
        t.shadow(t.polygon((k * n * 1.1, -0.3), (k * (n + 0.34), 0.33), (k * (n * 1.3 + 0.48), 0.03)), 0.25, 0.025)
        t.piece(wing, colour, k * 0.3, 0.09)
        tab = t.outline([(k * s * 0.5, -0.13), (k * s * 0.92, 0.0), (k * s * 1.0, 0.12)], [(k * s * 0.94, 0.18), (k * s * 0.5, 0.04)])
        t.shadow(t.outline([(k * s * 0.5, 0.0), (k * s * 0.95, 0.1)], [(k * s * 0.94, 0.26), (k * s * 0.5, 0.1)]), 0.25, 0.02)
        t.piece(tab, colour, k * 0.9, 0.06)
        t.dot(k * s * 0.56, -0.04, 0.035, darker(colour, 0.45))
        for y in (1.28, 1.75):
            t.dot(k * 0.27 - 0.02, y, 0.055, darker(colour, 0.45))
            t.dot(k * 0.27 - 0.035, y - 0.015, 0.025, mix(colour, "ffffff", 0.4), 0.7)
    belt = t.outline([(-s * 0.76, 2.02), (0, 2.12), (s * 0.76, 2.02)], [(s * 0.76, 2.28), (0, 2.38), (-s * 0.76, 2.28)])
    t.shadow(t.outline([(-s * 0.76, 2.1), (0, 2.2), (s * 0.76, 2.1)], [(s * 0.76, 2.36), (0, 2.46), (-s * 0.76, 2.36)]), 0.3, 0.02)
    t.piece(belt, colour, 0.0, 0.02)
    t.flat(t.polygon((-0.15, 2.06), (0.15, 2.06), (0.15, 2.44), (-0.15, 2.44)), rgb("6b4a33"), 0.8)
    t.flat(t.polygon((-0.09, 2.13), (0.09, 2.13), (0.09, 2.37), (-0.09, 2.37)), colour, 0.5)


def lab_coat(t: Tailor, colour: Colour, rng) -> None:
    """White whatever happens; the colour is that of the shirt beneath."""
    white = rgb("f6f6f4")
    shirt(t, colour, 0.04)
    panels(t, white, 0.16, 1.6, 1.26, 0.06)
    lapel(t, white, 0.16, 1.6, 0.36, 0.36, 0.0)
    t.shadow(t.polygon((0.52, 1.0), (0.96, 0.96), (0.94, 1.5), (0.52, 1.52)), 0.1, 0.015)
    t.seam([(0.52, 1.0), (0.96, 0.95)], 0.025, "a9b0b8", 0.9)
    t.seam([(0.62, 0.82), (0.62, 1.2)], 0.035, "30507a")
    t.seam([(0.72, 0.84), (0.72, 1.2)], 0.035, "b5433a")
    for y in (1.72, 2.15):
        t.dot(-0.2, y, 0.045, "c5c8cc")


def gown(t: Tailor, colour: Colour, rng) -> None:
    """A black gown with wide sleeves; the hood across the chest carries the colour."""
    black = rgb("26262c")
    shirt(t, WHITE_SHIRT, -0.06)
    s, n = t.s, t.n
    for k in (-1, 1):
        wide = t.outline(
            [(k * s * 0.6, -0.08), (k * s * 0.95, 0.06), (k * s * 1.12, 0.5), (k * s * 1.22, 1.4), (k * s * 1.34, 2.6), (k * s * 1.4, 4.6)],
            [(k * s * 0.7, 4.6), (k * s * 0.72, 1.2), (k * s * 0.66, 0.3)],
        )
        t.solid(wide, black, *((s * 0.66, s * 1.3) if k > 0 else (-s * 1.3, -s * 0.66)))
        for i in range(4):
            t.fold((k * s * (0.86 + 0.06 * i), 0.3 + 0.1 * i), (k * s * (0.88 + 0.12 * i), 3.2), 0.07 * k, 0.02 * k, 0.4)
    panels(t, black, 0.05, 0.8, 1.3, 0.06)
    for k in (-1, 1):
        for i in range(3):
            x = k * (0.55 + 0.22 * i)
            t.fold((x, 0.5 - 0.1 * i), (x * 1.06, 3.4), 0.06 * k, 0.02, 0.35)
            t.glint(t.outline([(x + k * 0.1, 0.55), (x * 1.08 + k * 0.1, 2.0), (x * 1.1 + k * 0.1, 3.4)], [(x * 1.05 + k * 0.15, 2)]), 0.1)
    for k in (-1, 1):
        outer = [(n * 1.2, -0.42), (n * 1.75, -0.2), (n * 1.7 + 0.16, 0.3), (0.5, 0.85), (0.0, 1.45)]
        inner = [(0.0, 1.02), (0.3, 0.62), (n * 1.1, 0.2), (n * 1.14, -0.1), (n * 1.06, -0.44)]
        f = lambda run: [(k * x, y) for x, y in run]  # noqa: B023, E731
        t.shadow(t.outline(f([(x + 0.03, y + 0.08) for x, y in outer]), f(inner)), 0.45, 0.03)
        t.piece(t.outline(f(outer), f(inner)), mix(colour, "ffffff", 0.04), k * 0.35, 0.0)
        mid = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(outer, reversed(inner), strict=True)]
        t.piece(t.outline(f(mid), f(inner)), rgb("e9d9b0") if luma(colour) < 0.6 else rgb("7a5a2c"), k * 0.35, 0.02)


__all__ = ["blazer", "suit", "leather", "denim", "trench", "lab_coat", "gown", "crew", "collar", "luma", "mirror"]
