"""Places made for pictures: seamless paper, a dark painted backdrop, a wall with window light on it, a theatre stage."""

import math

from .scene_kit import Plane, darker, mix


def plain_studio(p: Plane) -> None:
    """Seamless paper with a pool of light; nothing else."""
    paper = p.pick("cfc8bd", "c3cbd0", "c9cfc4", "d8c6bb", "d6cfb9", "c8c3cf")
    p.fill(paper, darker(paper, 0.86))
    p.glow(p.w / 2 + p.side * p.w * 0.22, 34, 62, mix(paper, "ffffff", 0.6), 0.85)
    p.rect(-1, 80, p.w + 2, 22, darker(paper, 0.9), darker(paper, 0.78), alpha=0.5)
    p.soften(4)


def dark_studio(p: Plane) -> None:
    """Painted canvas, nearly black, brushed lighter behind the shoulder."""
    cloth = p.pick("2a2c33", "2b2a2d", "252f38", "33292b", "29302c")
    p.fill(darker(cloth, 0.8), darker(cloth, 0.5))
    p.glow(p.w / 2 + p.side * p.w * 0.2, 46, 55, mix(cloth, "aab0bb", 0.42), 0.75)
    for _ in range(9):
        p.glow(p.u(0, p.w), p.u(0, 100), p.u(10, 22), p.pick(mix(cloth, "ffffff", 0.16), darker(cloth, 0.5)), 0.3)
    p.soften(2.5)


def window_room(p: Plane) -> None:
    """The window itself stays outside the picture; its panes lie slanted on the wall."""
    wall = p.pick("cbc2b4", "c6c5bd", "d0c0ae", "bfc4c2")
    s = p.side
    p.rect(-1, -1, p.w + 2, 102, *((wall, darker(wall, 0.8)) if s < 0 else (darker(wall, 0.8), wall)), across=True)
    p.rect(-1, 86, p.w + 2, 1.4, darker(wall, 0.8))
    p.soften(1)
    at = lambda x: x if s < 0 else p.w - x  # noqa: E731
    pane_w, pane_h, slope = p.w * p.u(0.2, 0.24), p.u(21, 24), p.u(0.35, 0.5)
    ox, oy = p.w * p.u(-0.04, 0.03), p.u(7, 12)
    warm = mix("fff3d6", "ffe9bd", p.u(0, 1))
    for i in range(2):
        for j in range(3):
            x, y = ox + i * (pane_w + 2.2), oy + j * (pane_h + 2.2)
            quad = [(x, y - x * slope), (x + pane_w, y - (x + pane_w) * slope)]
            quad += [(a, b + pane_h) for a, b in reversed(quad)]
            p.poly([(at(a), b + 14) for a, b in quad], warm, alpha=0.82 - 0.12 * j)
    far = p.w * 0.92
    stem = at(far)
    for i in range(7):
        a = -math.pi / 2 + (i - 3) * 0.36 + p.u(-0.1, 0.1)
        tip = (stem + math.cos(a) * 26, 88 + math.sin(a) * p.u(30, 44))
        mid = ((stem + tip[0]) / 2, (88 + tip[1]) / 2)
        wide = 2.6
        p.poly(
            [(stem, 90), (mid[0] - wide, mid[1]), tip, (mid[0] + wide, mid[1])], p.pick("5f7a5c", "6f8a66", "547055"), alpha=0.8
        )
    p.soften(0.5)


def stage(p: Plane) -> None:
    """Curtains to both sides, two beams from above, boards below."""
    cloth = p.pick("8e1f2c", "7d1b33", "94262a")
    p.fill("17131f", "241a26")
    p.soften(1)
    hue = p.pick(("ffe3b0", "c9b6ff"), ("fff0d0", "9fd0ff"), ("ffd9c0", "ffb0d8"))
    for x, lean, colour in ((p.w * 0.3, 0.3, hue[0]), (p.w * 0.7, -0.3, hue[1])):
        top, bottom = x, x + lean * p.w
        p.poly([(top - 2, -2), (top + 2, -2), (bottom + 20, 96), (bottom - 20, 96)], colour, colour, 0.62, 0.06)
    p.rect(-1, 88, p.w + 2, 14, "5a3a2c", "2a1b18")
    p.glow(p.w / 2, 92, 45, "ffe3b8", 0.55, squash=0.2)
    p.soften(1)
    fold = p.w * 0.052
    for s in (0, 1):
        for i in range(5):
            x = i * fold
            lower = x + (4 - i) * 0.4
            left = x if s == 0 else p.w - x - fold
            p.rect(left, -2, fold * 0.62, 96 - lower, mix(cloth, "ff7a6a", 0.18), darker(cloth, 0.62))
            p.rect(left + fold * 0.55, -2, fold * 0.5, 96 - lower, darker(cloth, 0.55), darker(cloth, 0.35))
    n = 7
    for i in range(n):
        p.disc((i + 0.5) * p.w / n, -1, p.w / n * 0.62, darker(cloth, 0.85 if i % 2 else 1.02))
    for x in (p.w * 0.3, p.w * 0.7):
        p.glow(x, 7, 9, "fff4dc", 0.95)
