"""Outfits for outdoors, open at the front: leather jacket, denim jacket, trench coat."""

from .light import Colour
from .outfit_kit import Tailor
from .outfit_tailoring import WHITE_SHIRT, crew, lapel, luma, panels, shirt
from .scene_kit import darker, mix, rgb


def leather(t: Tailor, colour: Colour, rng) -> None:
    """A biker jacket: wide lapels, a slanted zip, hard highlights along the folds."""
    tee = WHITE_SHIRT if luma(colour) < 0.7 else rgb("3a3c42")
    t.cloth(t.torso(crew(t, 0.1)), tee)
    panels(t, colour, 0.1, 1.25, 1.22, 0.06)
    for s in (-1, 1):
        g = 0.6 if s * t.light.direction[0] >= -0.1 else 0.3
        t.glint(
            t.outline(
                [(s * 0.98 * t.s, 0.22), (s * 1.03 * t.s, 0.7), (s * 1.04 * t.s, 1.3)],
                [(s * 1.0 * t.s, 1.0), (s * 0.96 * t.s, 0.5)],
            ),
            g,
            0.012,
        )
        t.glint(
            t.outline(
                [(s * 0.5 * t.s, -0.03), (s * 0.72 * t.s, 0.06), (s * 0.84 * t.s, 0.16)],
                [(s * 0.7 * t.s, 0.13), (s * 0.52 * t.s, 0.03)],
            ),
            g * 0.9,
            0.015,
        )
        t.glint(
            t.outline(
                [(s * 0.74 * t.s, 0.9), (s * 0.6 * t.s, 1.2), (s * 0.62 * t.s, 1.7)],
                [(s * 0.57 * t.s, 1.4), (s * 0.58 * t.s, 1.1)],
            ),
            g * 0.6,
            0.015,
        )
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
        t.glint(
            t.polygon(
                (s * (n * 1.2 + 0.12), -0.02),
                (s * (n * 1.2 + 0.34), 0.28),
                (s * (n * 1.2 + 0.26), 0.32),
                (s * (n * 1.2 + 0.06), 0.1),
            ),
            g,
        )
        t.glint(
            t.polygon(
                (s * (n * 0.9 + 0.26), 0.55),
                (s * (n * 0.9 + 0.18), 0.78),
                (s * (n * 0.9 + 0.1), 0.86),
                (s * (n * 0.9 + 0.17), 0.6),
            ),
            g * 0.8,
        )
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
        t.seam([(k * 0.41, 0.87), (k * 0.62, 0.93), (k * 0.83, 0.83)], 0.016, stitch, 1, 0.05)
        t.dot(k * 0.62, 0.88, 0.035, "d8b98a")
        t.seam([(k * 0.38, 1.0), (k * 0.3, 1.8), (k * 0.24, 3)], 0.018, stitch, 0.9, 0.05)
        t.seam([(k * 0.86, 0.98), (k * 0.7, 1.8), (k * 0.6, 3)], 0.018, stitch, 0.9, 0.05)
    n = t.n
    for k in (-1, 1):
        big = t.polygon(
            (k * n * 1.12, -0.5),
            (k * (n * 0.82), 0.02),
            (k * (n * 0.95 + 0.12), 0.5),
            (k * (n * 1.3 + 0.5), 0.2),
            (k * n * 1.5, -0.24),
        )
        t.shadow(
            t.polygon((k * n * 1.1, -0.3), (k * (n * 0.8), 0.1), (k * (n * 0.95 + 0.12), 0.58), (k * (n * 1.3 + 0.56), 0.27)),
            0.3,
            0.03,
        )
        t.piece(big, colour, k * 0.4, 0.07)
        t.seam([(k * (n * 0.88), 0.04)], 0.01, stitch)
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
        wing = t.polygon(
            (k * n * 1.1, -0.52), (k * n * 1.02, -0.2), (k * (n + 0.36), 0.26), (k * (n * 1.3 + 0.42), -0.02), (k * n * 1.5, -0.3)
        )
        t.shadow(t.polygon((k * n * 1.1, -0.3), (k * (n + 0.34), 0.33), (k * (n * 1.3 + 0.48), 0.03)), 0.25, 0.025)
        t.piece(wing, colour, k * 0.3, 0.09)
        tab = t.outline(
            [(k * s * 0.5, -0.13), (k * s * 0.92, 0.0), (k * s * 1.0, 0.12)], [(k * s * 0.94, 0.18), (k * s * 0.5, 0.04)]
        )
        t.shadow(t.outline([(k * s * 0.5, 0.0), (k * s * 0.95, 0.1)], [(k * s * 0.94, 0.26), (k * s * 0.5, 0.1)]), 0.25, 0.02)
        t.piece(tab, colour, k * 0.9, 0.06)
        t.dot(k * s * 0.56, -0.04, 0.035, darker(colour, 0.45))
        for y in (1.28, 1.75):
            t.dot(k * 0.27 - 0.02, y, 0.055, darker(colour, 0.45))
            t.dot(k * 0.27 - 0.035, y - 0.015, 0.025, mix(colour, "ffffff", 0.4), 0.7)
    belt = t.outline([(-s * 0.76, 2.02), (0, 2.12), (s * 0.76, 2.02)], [(s * 0.76, 2.28), (0, 2.38), (-s * 0.76, 2.28)])
    t.shadow(
        t.outline([(-s * 0.76, 2.1), (0, 2.2), (s * 0.76, 2.1)], [(s * 0.76, 2.36), (0, 2.46), (-s * 0.76, 2.36)]), 0.3, 0.02
    )
    t.piece(belt, colour, 0.0, 0.02)
    t.flat(t.polygon((-0.15, 2.06), (0.15, 2.06), (0.15, 2.44), (-0.15, 2.44)), rgb("6b4a33"), 0.8)
    t.flat(t.polygon((-0.09, 2.13), (0.09, 2.13), (0.09, 2.37), (-0.09, 2.37)), colour, 0.5)
