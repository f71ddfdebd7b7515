"""Landscape: garden, forest, beach, mountains, snow, desert."""

from .scene_kit import Plane, darker, mix


def _leaves(p: Plane, n: int, box, size, colours, alpha=0.85) -> None:
    x0, y0, x1, y1 = box
    for _ in range(n):
        p.disc(p.u(x0, x1), p.u(y0, y1), p.u(*size), p.pick(*colours), alpha)


def _ridge(p: Plane, base: float, swing: float, n: int) -> list[tuple[float, float]]:
    return [(-2 + i * (p.w + 4) / n, base + p.u(-swing, swing)) for i in range(n + 1)]


def garden(p: Plane) -> None:
    """Sunny foliage with round blossoms and light between the leaves."""
    p.fill("e3edc0", "8fae6a")
    _leaves(p, 26, (0, 10, p.w, 80), (7, 13), ("a9c77c", "8db567", "c4d78e", "7da55e"))
    p.soften(2.4)
    _leaves(p, 14, (0, 45, p.w, 100), (7, 12), ("6f9a54", "5c8a4c", "82aa5f"))
    for _ in range(10):
        p.bokeh(p.u(0, p.w), p.u(2, 45), p.u(2.6, 5.2), p.pick("fbfbd8", "f2f7c8", "ffffff"), 0.55)
    p.soften(0.9)
    bloom = p.pick(
        ("f29bb4", "f7c2cf", "d9608a"),
        ("fff4f0", "f6d0d8", "f2a0b0"),
        ("f7b267", "f4845f", "ffd9a0"),
        ("b79ae0", "d8c4f0", "f2b5d4"),
    )
    for s in (0, 1):
        for i in range(9):
            x = p.u(0, 0.3) * p.w if s == 0 else p.u(0.7, 1) * p.w
            y, r = 36 + i * 7 + p.u(-3, 3), p.u(2.6, 4.4)
            p.disc(x + 2.4, y + 3, r * 1.2, "5b8a4a", 0.9)
            p.disc(x, y, r, p.pick(*bloom))
            p.disc(x, y, r * 0.36, "ffe9a8", 0.9)
    p.soften(0.6)


def forest(p: Plane) -> None:
    """Dark trunks, a pale green clearing behind them, shafts of light from the side of the key."""
    p.fill("b9cfa4", "3d5a3f")
    p.glow(p.w / 2, 36, 46, "eaf3cc", 0.7)
    for _ in range(8):
        x = p.u(0, p.w)
        p.rect(x, -2, p.u(2, 3.4), 90, "7f9a78", "5f7d60", alpha=0.8)
    _leaves(p, 12, (0, 70, p.w, 100), (8, 14), ("4f7049", "41613f"))
    p.soften(1.8)
    for i in range(4):
        x = p.w * (0.5 + p.side * 0.35) + i * 9 * -p.side
        p.poly([(x, -2), (x + 5, -2), (x + 11 - p.side * 34, 92), (x - 4 - p.side * 34, 92)], "f6f7cf", "f6f7cf", 0.42, 0.0)
    p.soften(1.0)
    xs = (0.03, 0.14, 0.29, 0.72, 0.86, 0.97)
    for i, x in enumerate(xs):
        wide = (6.5, 4.2, 3.2, 3.4, 4.6, 7)[i] * p.u(0.85, 1.15)
        x = x * p.w + p.u(-2.5, 2.5) - wide / 2
        bark = p.pick("3b342a", "453a2d", "332f28")
        lit, dark = mix(bark, "a59a72", 0.35), darker(bark, 0.7)
        p.rect(x, -2, wide, 98, *((lit, dark) if p.side < 0 else (dark, lit)), across=True)
    _leaves(p, 16, (0, -6, p.w, 8), (6, 10), ("2f4d33", "3d5f3c", "4a6e43"))
    p.ground(_ridge(p, 89, 2.5, 7), "33502f", "223823")
    p.soften(0.55)


def beach(p: Plane) -> None:
    """A clean horizon: sky, sea with a glitter band, foam and sand, a striped parasol."""
    p.fill("9fcdea", "e6f2f3")
    for _ in range(4):
        p.glow(p.u(0, p.w), p.u(8, 32), p.u(14, 26), "ffffff", 0.75, squash=0.25)
    p.soften(1.2)
    h = p.u(48, 52)
    sea = p.pick(("2f86a8", "5fc0c8"), ("3a7fb0", "74c6cf"), ("2c8f9f", "7fd0c4"))
    p.rect(-1, h, p.w + 2, 27, *sea)
    for _ in range(9):
        p.rect(p.u(-10, p.w), h + p.u(2, 18), p.u(8, 20), 0.7, "eafaf8", alpha=0.5)
    sand = p.pick("ecd6aa", "e8d0a4", "f0ddb8")
    shore = _ridge(p, h + 25, 1.6, 4)
    p.ground([(x, y - 2) for x, y in shore], "f8fcfa")
    p.ground(shore, mix(sand, "ffffff", 0.1), darker(sand, 0.82))
    p.soften(0.45)
    side, s = -p.side, p.pick("e2574c", "f2a541", "3f9aa8")
    x, y, wide = p.w * (0.5 + side * 0.4), 30.0, 19.0
    p.line(x, y, x + side * 5, 86, 1.1, "f4efe4")
    p.canvas.save()
    p.canvas.translate(x, y)
    p.canvas.rotate(-side * 5)
    n = 6
    rim = lambda t: (wide * t, 13 - 5.5 * (1 - t * t))  # noqa: E731
    for i in range(n):
        a, b = -1 + 2 * i / n, -1 + 2 * (i + 1) / n
        m = (a + b) / 2
        crown = [
            (0, -6),
            (wide * 0.6 * a, -2 + 5 * a * a),
            rim(a),
            (rim(m)[0], rim(m)[1] - 1.6),
            rim(b),
            (wide * 0.6 * b, -2 + 5 * b * b),
        ]
        tone = s if i % 2 == 0 else "fbf6ea"
        p.poly(crown, darker(tone, 1.0 - 0.22 * max(0.0, -m * p.side)))
    p.canvas.restore()
    p.soften(0.3)


def mountains(p: Plane) -> None:
    """Two ranges with snow on the nearer peaks, haze between, a green foreground."""
    p.fill("8fb6da", "e9eff0")
    p.soften(0.5)
    far = p.pick("9db4cc", "a5b5cf", "94b0c4")
    xs = [-6 + i * (p.w + 12) / 6 for i in range(7)]
    p.poly(
        [(-6, 102)] + [(x, 42 - (i % 2) * p.u(9, 15) + p.u(0, 4)) for i, x in enumerate(xs)] + [(p.w + 6, 102)],
        far,
        mix(far, "ffffff", 0.4),
    )
    p.soften(0.9)
    rock = p.pick("5f7288", "667489", "596f80")
    for cx, top, half in ((0.12, 20, 0.34), (0.9, 15, 0.38), (0.52, 9, 0.3)):
        cx, top, half = p.w * cx + p.u(-4, 4), top + p.u(-4, 4), p.w * half + 8
        peak = (cx, top)
        base = 78
        lit, dark = mix(rock, "ffffff", 0.22), darker(rock, 0.76)
        left, right = (lit, dark) if p.side < 0 else (dark, lit)
        p.poly([peak, (cx - half, base), (cx + 3, base)], left, mix(left, "dfe8ee", 0.45))
        p.poly([peak, (cx + half, base), (cx + 3, base), (cx - 2, top + 30)], right, mix(right, "dfe8ee", 0.45))
        q, slope = 15, half / (base - top)
        snow_l, snow_r = ("ffffff", "cfdcea") if p.side < 0 else ("cfdcea", "ffffff")
        p.poly([peak, (cx - q * slope, top + q), (cx - q * slope * 0.55, top + q - 4), (cx - 2, top + q + 4), (cx, top)], snow_l)
        p.poly([peak, (cx - 2, top + q + 4), (cx + q * slope * 0.45, top + q - 3), (cx + q * slope, top + q)], snow_r)
    p.soften(0.4)
    p.ground(_ridge(p, 74, 2, 5), "6c8a6a", "4f6f55")
    x = -1.0
    while x < p.w + 2:
        t = p.u(5, 10)
        p.poly([(x, 80 - t), (x - 2.4, 82), (x + 2.4, 82)], p.pick("3f5f50", "4a6a56"))
        x += p.u(2.6, 4.2)
    p.ground(_ridge(p, 82, 1.5, 5), "7b9660", "5c7a4a")
    p.soften(0.4)


def _pine(p: Plane, x: float, y: float, size: float, tone, snow) -> None:
    for i in reversed(range(4)):
        w, top, h = size * (0.13 + 0.07 * i), y - size + size * 0.2 * i, size * 0.36
        p.poly([(x, top), (x - w, top + h), (x + w, top + h)], tone, darker(tone, 0.8))
        cap = [(x, top - 0.5), (x - w * 0.66, top + h * 0.66), (x - w * 0.3, top + h * 0.5), (x - w * 0.08, top + h * 0.68)]
        p.poly([*cap, (x + w * 0.22, top + h * 0.46), (x + w * 0.58, top + h * 0.58)], snow)


def snow(p: Plane) -> None:
    """Pines under snow, white hills, large soft flakes in front."""
    p.fill("b7c7da", "edf2f7")
    p.ground(_ridge(p, 58, 3, 4), "dde7f1", "f4f8fb")
    for _ in range(7):
        _pine(p, p.u(0, p.w), p.u(62, 68), p.u(20, 30), "8ba0b4", "dfe8f0")
    p.soften(1.2)
    for x, size in ((0.06, 62), (0.24, 44), (0.78, 46), (0.95, 64)):
        _pine(p, p.w * x + p.u(-3, 3), 84 + p.u(-2, 2), size * p.u(0.9, 1.1), p.pick("4f6a72", "48626c", "5a7478"), "f4f8fc")
    p.ground(_ridge(p, 82, 2, 4), "ffffff", "d3deea")
    p.soften(0.7)
    for _ in range(46):
        r = p.u(0.5, 1.7)
        p.disc(p.u(0, p.w), p.u(0, 100), r, "ffffff", 0.95 if r < 1.2 else 0.7)


def desert(p: Plane) -> None:
    """Dunes with one lit and one shaded flank, a pale hot sky, a low white sun."""
    p.fill(p.pick("8fc0d6", "9ec6cf", "86b4d2"), "f7e3c0")
    p.glow(p.w * (0.5 + 0.3 * p.side), 22, 24, "fff6dc", 0.9)
    p.disc(p.w * (0.5 + 0.3 * p.side), 22, 4.2, "fffbee")
    p.soften(0.9)
    sand = p.pick("dfa062", "e0a868", "d89458")
    p.ground(_ridge(p, 49, 3, 3), mix(sand, "f5dcb8", 0.55), mix(sand, "f5dcb8", 0.3))
    p.soften(0.8)
    smooth = lambda t: t * t * (3 - 2 * t)  # noqa: E731
    for y, at, k in ((55, 0.16, 1.05), (60, 0.85, 0.98), (77, 0.36, 0.92)):
        cx, s, crest = p.w * at + p.u(-6, 6), -p.side, y - 7
        lit, dark = darker(sand, 1.06 * k), mix(darker(sand, 0.68 * k), "7a4560", 0.16)
        p.ground(
            [(-4, y + 14), (cx - 26, y + 7), (cx, crest), (cx + 26, y + 7), (p.w + 4, y + 14)],
            mix(lit, "fff0d0", 0.14),
            darker(lit, 0.88),
        )
        ridge = [(cx + s * 26 * t, crest + 14 * smooth(t)) for t in (0, 0.25, 0.5, 0.75, 1.0)]
        foot = [(cx + s * (26 + 60 * t), y + 7 + 34 * t) for t in (0.5, 1.0)]
        wind = [(cx + s * x, crest + d) for x, d in ((44, 46), (24, 33), (9, 24), (3, 17), (4, 10), (1.5, 4))]
        p.poly([*ridge, *foot, *wind], dark, mix(dark, lit, 0.95))
    p.soften(0.5)
