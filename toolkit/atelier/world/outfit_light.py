"""Light cloth and bare skin: summer dress, silk blouse, linen shirt, evening gown, scrubs."""

from .light import Colour
from .outfit_kit import Tailor, mirror
from .outfit_knitwear import pullover
from .outfit_tailoring import luma
from .scene_kit import darker, mix, rgb


def summer_dress(t: Tailor, colour: Colour, rng) -> None:
    """Two straps, a gathered bodice, small flowers."""
    s = t.s
    top = [(-s * 0.84, 0.6), (-s * 0.52, 0.33), (-0.2, 0.46), (0, 0.54), (0.2, 0.46), (s * 0.52, 0.33), (s * 0.84, 0.6)]
    side = [p for p in t.side(0.01) if 0.7 < p[1] < 2.5] + [(s * 0.86, 3.0), (s * 1.05, 4.6)]
    path = t.outline(top, side, [(-x, y) for x, y in reversed(side)])
    t.shadow(t.outline([(x, y - 0.04) for x, y in top], [(s * 0.7, 1), (-s * 0.7, 1)]), 0.25, 0.04, "5a2a20")
    for k in (-1, 1):
        strap = t.outline(
            [(k * s * 0.56, -0.1), (k * s * 0.56, 0.15), (k * s * 0.55, 0.4)],
            [(k * s * 0.43, 0.42), (k * s * 0.45, 0.15), (k * s * 0.47, -0.12)],
        )
        t.piece(strap, colour, k * 0.5, 0.05)
    t.cloth(path, colour)
    t.clip(path)
    petal = rgb("fbf3e4") if luma(colour) < 0.72 else rgb("d0705e")
    heart = rgb("e8b04a") if luma(colour) < 0.72 else rgb("f6dfa0")
    shift = float(rng.uniform(-0.1, 0.1))
    for j in range(10):
        for i in range(-3, 4):
            x, y = (i + (j % 2) * 0.5) * 0.42 + shift, 0.68 + j * 0.38
            for dx, dy in ((0.05, 0), (-0.05, 0), (0, 0.055), (0, -0.055)):
                t.dot(x + dx, y + dy, 0.042, petal, 0.92)
            t.dot(x, y, 0.028, heart)
    for i in range(-2, 3):
        t.fold((i * 0.26, 0.5), (i * 0.22, 1.4), 0.05, 0.02, 0.1)
    t.unclip()
    t.seam([(-s * t.waist, 2.04), (0, 2.14), (s * t.waist, 2.04)], 0.05, darker(colour, 0.6), 0.7)


def silk_blouse(t: Tailor, colour: Colour, rng) -> None:
    """Soft V, a bow at the throat, broad bands of sheen."""
    n, s = t.n, t.s
    neck = [(-n * 1.24, -0.34), (-n * 0.6, 0.08), (0, 0.5), (n * 0.6, 0.08), (n * 1.24, -0.34)]
    pullover(t, colour, neck, 0.06, folds=0.1)
    lead = 1 if t.light.direction[0] >= 0 else -1
    for k in (-1, 1):
        g = 0.36 if k == lead else 0.2
        t.glint(
            t.outline(
                [(k * 0.42 * s, 0.1), (k * 0.6 * s, 0.7), (k * 0.46 * s, 1.6), (k * 0.4 * s, 2.6)],
                [(k * 0.3 * s, 1.6), (k * 0.42 * s, 0.8)],
            ),
            g,
            0.06,
        )
        t.glint(
            t.outline(
                [(k * 0.96 * s, 0.25), (k * 1.05 * s, 0.9), (k * 1.04 * s, 1.7)], [(k * 0.98 * s, 1.3), (k * 0.93 * s, 0.6)]
            ),
            g,
            0.04,
        )
        t.fold((k * 0.36, 0.5), (k * 0.5, 2.2), 0.1 * k, 0.1 * k, 0.14)
        band = t.outline(
            [(k * n * 1.2, -0.42), (k * n * 1.02, 0.0), (k * 0.06, 0.55)],
            [(k * 0.0, 0.78), (k * n * 1.3, 0.1), (k * n * 1.5, -0.28)],
        )
        t.shadow(t.outline([(k * 0.02, 0.84), (k * n * 1.3, 0.17), (k * n * 1.5, -0.2)]), 0.2, 0.03)
        t.piece(band, colour, k * 0.3, 0.07)
    for k in (-1, 1):
        tail = t.outline([(k * 0.02, 0.66), (k * 0.16, 1.1), (k * 0.28, 1.75)], [(k * 0.08, 1.68), (k * 0.02, 1.2)])
        t.shadow(
            t.outline([(k * 0.04 + 0.03, 0.72), (k * 0.18 + 0.03, 1.16), (k * 0.3 + 0.03, 1.8)], [(k * 0.1, 1.74)]), 0.22, 0.03
        )
        t.piece(tail, colour, k * 0.3, 0.05)
        loop = t.outline([(0.0, 0.6), (k * 0.22, 0.42), (k * 0.44, 0.5), (k * 0.42, 0.76), (k * 0.2, 0.78), (0.0, 0.68)])
        t.shadow(t.outline([(0.0, 0.68), (k * 0.24, 0.5), (k * 0.46, 0.58), (k * 0.44, 0.84), (k * 0.2, 0.86)]), 0.22, 0.03)
        t.piece(loop, colour, k * 0.4, 0.09)
        t.fold((k * 0.06, 0.62), (k * 0.36, 0.62), 0.04, 0.0, 0.22)
    t.piece(t.outline([(-0.08, 0.55), (0.08, 0.55), (0.09, 0.74), (-0.09, 0.74)]), colour, 0.1, 0.12)


def linen_shirt(t: Tailor, colour: Colour, rng) -> None:
    """Open collar, placket, many thin creases."""
    n = t.n
    neck = [(-n * 1.2, -0.38), (0, 0.42), (n * 1.2, -0.38)]
    pullover(t, colour, neck, 0.06, folds=0.14)
    for _ in range(9):
        x, y = float(rng.uniform(-0.9, 0.9)), float(rng.uniform(0.4, 2.4))
        dx, dy = float(rng.uniform(-0.3, 0.3)), float(rng.uniform(0.12, 0.5))
        t.fold((x, y), (x + dx, y + dy), 0.035, 0.02, 0.13)
        t.glint(
            t.outline(
                [(x + 0.05, y), (x + 0.07 + dx * 0.5, y + dy * 0.5), (x + dx + 0.05, y + dy)],
                [(x + 0.1 + dx * 0.5, y + dy * 0.5)],
            ),
            0.09,
        )
    placket = t.polygon((-0.1, 0.4), (0.1, 0.38), (0.1, 4.6), (-0.1, 4.6))
    t.piece(placket, colour, 0.05, 0.03)
    t.seam([(0.1, 0.4), (0.1, 4.6)], 0.016, darker(colour, 0.5), 0.55)
    t.seam([(-0.1, 0.4), (-0.1, 4.6)], 0.012, darker(colour, 0.5), 0.3)
    for y in (0.62, 1.08, 1.54, 2.0):
        t.dot(0, y, 0.04, mix(colour, "fff6e6", 0.75))
        t.dot(0, y, 0.014, darker(colour, 0.5))
    for k in (-1, 1):
        t.shadow(t.polygon((k * n * 1.05, -0.4), (k * 0.02, 0.48), (k * n * 0.9, 0.5), (k * n * 1.7, 0.06)), 0.2, 0.03)
        flap = t.polygon(
            (k * n * 1.06, -0.52), (k * 0.015, 0.42), (k * (n * 0.86), 0.44), (k * n * 1.62, 0.0), (k * n * 1.36, -0.28)
        )
        t.piece(flap, colour, k * 0.35, 0.06)


def evening_gown(t: Tailor, colour: Colour, rng) -> None:
    """One bare shoulder, one satin sash over the other, drapery, a fine necklace."""
    s, n = t.s, t.n
    k = -1 if rng.random() < 0.5 else 1
    sash = t.outline(
        [(k * s * 0.42, -0.19), (k * s * 0.5, 0.15), (k * s * 0.3, 0.5)],
        [(k * s * 0.8, 0.55), (k * s * 0.84, 0.3), (k * s * 0.72, -0.06)],
    )
    t.shadow(
        t.outline([(k * s * 0.38, -0.14), (k * s * 0.44, 0.15), (k * s * 0.25, 0.5)], [(k * s * 0.6, 0.5)]), 0.25, 0.04, "5a2a20"
    )
    t.cloth(sash, colour)
    t.clip(sash)
    t.fold((k * s * 0.5, -0.18), (k * s * 0.5, 0.5), 0.05 * k, 0.06 * k, 0.24)
    t.fold((k * s * 0.6, -0.14), (k * s * 0.62, 0.5), 0.05 * k, 0.06 * k, 0.2)
    t.glint(t.outline([(k * s * 0.57, -0.14), (k * s * 0.66, 0.15), (k * s * 0.62, 0.5)], [(k * s * 0.6, 0.15)]), 0.3, 0.02)
    t.unclip()
    top = [
        (-s * 0.845, 0.52),
        (-s * 0.62, 0.33),
        (-s * 0.34, 0.3),
        (-0.12, 0.45),
        (0, 0.58),
        (0.12, 0.45),
        (s * 0.34, 0.3),
        (s * 0.62, 0.33),
        (s * 0.845, 0.52),
    ]
    side = [(x * (0.97 if y > 1.5 else 1), y) for x, y in t.side(0.01) if y > 0.7]
    path = t.outline(top, side, [(-x, y) for x, y in reversed(side)])
    t.shadow(t.outline([(x, y - 0.05) for x, y in top], [(s * 0.7, 1), (-s * 0.7, 1)]), 0.3, 0.04, "5a2a20")
    t.cloth(path, colour)
    t.clip(path)
    for k in (-1, 1):
        t.glint(
            t.outline([(k * s * 0.62, 0.4), (k * s * 0.36, 0.62), (k * 0.1, 1.1)], [(k * s * 0.36, 0.8), (k * s * 0.66, 0.54)]),
            0.34,
            0.04,
        )
    for i in range(7):
        y = 0.5 + i * 0.3
        t.fold((-s * 0.78, y), (0.3, y + 0.75), 0.07, 0.06, 0.22)
        t.glint(t.outline([(-s * 0.76, y + 0.14), (-0.2, y + 0.5), (0.34, y + 0.84)], [(-0.2, y + 0.58)]), 0.2, 0.015)
    t.unclip()
    t.seam(top, 0.035, mix(colour, "ffffff", 0.4), 0.7)
    chain = [(-n * 1.06, -0.24), (-n * 0.6, 0.02), (0, 0.14), (n * 0.6, 0.02), (n * 1.06, -0.24)]
    t.seam(chain, 0.022, "e8c874")
    t.dot(0, 0.2, 0.06, "e8c874")
    t.dot(-0.015, 0.185, 0.026, "fff6da")


def scrubs(t: Tailor, colour: Colour, rng) -> None:
    """A V with a wide band, short sleeves, a chest pocket."""
    n, s = t.n, t.s
    neck = [(-n * 1.24, -0.34), (0, 0.55), (n * 1.24, -0.34)]
    for side in (-1, 1):
        t.sleeve(side, colour, 0.09, 1.0)
    shoulder = t.shoulder(0.06)[1:]
    side = [(s * 0.89, 0.3), (s * 0.87, 0.8), (s * 0.82, 1.6), (s * 0.82, 4.7)]
    path = t.outline(*[[p] for p in neck], shoulder, side, mirror(side), mirror(shoulder))
    t.cloth(path, colour)
    t.clip(path)
    for k in (-1, 1):
        t.shadow(
            t.outline([(k * s * 0.95, 0.14), (k * s * 0.88, 0.8), (k * s * 0.85, 4)], [(k * s, 4), (k * s, 0.14)]), 0.28, 0.05
        )
        t.fold((k * s * 0.86, 0.8), (k * s * 0.4, 1.3), 0.09 * k, 0.03, 0.16)
    t.unclip()
    for k in (-1, 1):
        band = t.polygon((k * n * 1.24, -0.36), (0, 0.55), (0, 0.73), (k * (n * 1.24 + 0.12), -0.28))
        t.piece(band, colour, k * 0.3, 0.1)
        t.seam([(0, 0.73), (k * (n * 1.24 + 0.12), -0.28)], 0.018, darker(colour, 0.5), 0.6)
        t.seam([(k * s * 0.8, 0.98), (k * (s * 1.05 + 0.09), 0.92)], 0.02, darker(colour, 0.5), 0.6)
    t.shadow(t.polygon((0.42, 0.74), (0.94, 0.74), (0.94, 1.24), (0.68, 1.34), (0.42, 1.24)), 0.16, 0.02)
    t.piece(t.polygon((0.42, 0.7), (0.92, 0.7), (0.92, 1.18), (0.67, 1.28), (0.42, 1.18)), colour, 0.6, 0.03)
    t.seam([(0.42, 0.78), (0.92, 0.78)], 0.016, darker(colour, 0.5), 0.6)
    t.seam([(0.56, 0.62), (0.56, 0.92)], 0.035, "f2f2ee")
