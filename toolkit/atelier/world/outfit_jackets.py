"""Outfits with lapels over a shirt: blazer, suit and tie, lab coat, academic gown."""

from .light import Colour
from .outfit_kit import Tailor
from .outfit_tailoring import WHITE_SHIRT, lapel, luma, panels, shirt
from .scene_kit import darker, mix, rgb


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
    drape = [(s * x, y) for x, y in ((0.6, -0.08), (0.95, 0.06), (1.12, 0.5), (1.22, 1.4), (1.34, 2.6), (1.4, 4.6))]
    t.silhouette = t.shoulder(0.06) + drape[1:]
    for k in (-1, 1):
        wide = t.outline([(k * x, y) for x, y in drape], [(k * s * 0.7, 4.6), (k * s * 0.72, 1.2), (k * s * 0.66, 0.3)])
        t.solid(wide, black, *((s * 0.66, s * 1.3) if k > 0 else (-s * 1.3, -s * 0.66)))
        for i in range(4):
            t.fold((k * s * (0.86 + 0.06 * i), 0.3 + 0.1 * i), (k * s * (0.88 + 0.12 * i), 3.2), 0.07 * k, 0.02 * k, 0.4)
    panels(t, black, 0.05, 0.8, 1.3, 0.06)
    for k in (-1, 1):
        for i in range(3):
            x = k * (0.55 + 0.22 * i)
            t.fold((x, 0.5 - 0.1 * i), (x * 1.06, 3.4), 0.06 * k, 0.02, 0.35)
            t.glint(
                t.outline([(x + k * 0.1, 0.55), (x * 1.08 + k * 0.1, 2.0), (x * 1.1 + k * 0.1, 3.4)], [(x * 1.05 + k * 0.15, 2)]),
                0.1,
            )
    for k in (-1, 1):
        outer = [(n * 1.2, -0.42), (n * 1.75, -0.2), (n * 1.7 + 0.16, 0.3), (0.5, 0.85), (0.0, 1.45)]
        inner = [(0.0, 1.02), (0.3, 0.62), (n * 1.1, 0.2), (n * 1.14, -0.1), (n * 1.06, -0.44)]
        f = lambda run: [(k * x, y) for x, y in run]  # noqa: B023, E731
        t.shadow(t.outline(f([(x + 0.03, y + 0.08) for x, y in outer]), f(inner)), 0.45, 0.03)
        t.piece(t.outline(f(outer), f(inner)), mix(colour, "ffffff", 0.04), k * 0.35, 0.0)
        mid = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(outer, reversed(inner), strict=True)]
        t.piece(t.outline(f(mid), f(inner)), rgb("e9d9b0") if luma(colour) < 0.6 else rgb("7a5a2c"), k * 0.35, 0.02)
