"""What jackets share: the shirt beneath, collars, two fronts with sleeves, lapels. Knows no garment by name."""

from .light import Colour
from .outfit_kit import Tailor
from .scene_kit import darker, rgb

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
        t.shadow(
            t.polygon(
                (s * n * 1.06, -0.46), (0.015 * s, open_to + 0.05), (s * n * 0.68, open_to + reach + 0.09), (s * n * 1.4, -0.14)
            ),
            0.22,
            0.03,
        )
        flap = t.polygon((s * n * 1.05, -0.5), (0.012 * s, open_to), (s * n * 0.62, open_to + reach), (s * n * 1.34, -0.22))
        t.piece(flap, colour, s * 0.3, 0.05)


def panels(t: Tailor, colour: Colour, front: float, meet: float, neck: float = 1.2, ease: float = 0.04) -> None:
    """Two fronts from the side of the neck to where they meet at (front, meet), with the sleeves behind them."""
    n, s, e = t.n, t.s, ease
    for side in (-1, 1):
        t.sleeve(side, colour, ease)
    edge = [
        (n * neck, -0.4),
        (n * neck * 0.96, -0.1),
        (front + (n * neck - front) * 0.45, meet * 0.55),
        (front, meet),
        (front + 0.05, 2.6),
        (front + 0.3, 4.6),
    ]
    right = [p for p in t.shoulder(e) if p[0] > n * neck + 0.03]
    side_run = t.side(e)
    for side in (-1, 1):
        k = lambda run: [(side * x, y) for x, y in run]  # noqa: B023, E731
        path = t.outline(k([(n * neck, -0.4), *right]), k(side_run), k(list(reversed(edge))))
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
        body = [
            p(neck, -0.42),
            p(neck + 0.16, -0.26),
            p(neck + wide * 0.62, notch - 0.12),
            p(neck + wide * 0.5, notch),
            p(neck + wide, notch + 0.03),
            p(front + 0.04, meet),
        ]
        t.shadow(t.polygon(*[(x + s * 0.03, y + 0.06) for x, y in body], p(neck * 0.9, 0)), 0.24, 0.035)
        path = t.polygon(*body, p(front, meet - 0.02), p(neck * 0.94, -0.08))
        t.piece(path, colour, s * 0.42, lift)
        t.seam([p(neck + wide * 0.5, notch), p(neck + 0.02, notch - 0.16)], 0.018, darker(colour, 0.5), 0.55)
