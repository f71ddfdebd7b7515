"""Outdoors among buildings: a street by day, a neon street at night, a rooftop at sunset."""

from .scene_kit import Plane, darker, mix


def city_street(p: Plane) -> None:
    """Facades receding to both sides, sky between them, awnings, lamps of cars far down."""
    p.fill("bcd3e2", "e8e6dc")
    gap = p.w * 0.5
    for i in range(6):
        x = gap + (i - 3) * 7
        p.rect(x, p.u(34, 48), 7.5, 60, p.pick("aab4bb", "b9bab6", "9fabb5"), "c9cac6")
    p.soften(1.5)
    tones = p.pick(("b5785a", "c9b79a"), ("a58c78", "8f7264"), ("b9a48c", "a3644d"), ("8d8f94", "b98a66"))
    for s, tone in zip((0, 1), tones, strict=True):
        at = (lambda x: x) if s == 0 else (lambda x: p.w - x)
        inner = p.w * 0.36
        lit = 1.06 if (s == 0) == (p.side > 0) else 0.78
        p.poly([(at(-1), -6), (at(inner), 26), (at(inner), 78), (at(-1), 96)], darker(tone, lit), darker(tone, lit * 0.85))
        cols, rows = 4, 4
        for i in range(cols):
            f0, f1 = (i + 0.2) / cols, (i + 0.78) / cols
            for j in range(rows):
                quad = []
                for f, e in ((f0, 0.0), (f1, 0.0), (f1, 1.0), (f0, 1.0)):
                    top, bottom = -6 + f * 32, 70 - f * 6
                    quad.append((at(f * inner), top + (bottom - top) * (j + 0.18 + 0.6 * e) / rows))
                p.poly(quad, p.pick("4d5a66", "5f7180", "6d8190", "f0d9a0"), alpha=0.9)
        awning = p.pick("a8443a", "3f6b5c", "34506e", "c99a3f")
        p.poly([(at(-1), 74), (at(inner * 0.8), 67), (at(inner * 0.86), 72), (at(-1), 82)], awning, darker(awning, 0.75))
    p.poly([(0, 96), (p.w * 0.36, 78), (p.w * 0.64, 78), (p.w, 96), (p.w, 102), (0, 102)], "8f8d8b", "6e6d6d")
    p.soften(1.0)
    for _ in range(7):
        p.bokeh(p.u(0.36, 0.64) * p.w, p.u(64, 78), p.u(1.3, 2.6), p.pick("ffd9a0", "ff8a70", "fff2d8"), 0.75)
    x = p.w * (0.5 + 0.2 * p.pick(-1, 1))
    p.rect(x - 0.5, 22, 1, 62, "3a4147")
    p.disc(x, 21, 2.6, "f6ead0")


def neon_street(p: Plane) -> None:
    """Night; tubes in magenta and cyan on dark walls, their light in the wet street and in bokeh."""
    p.fill("0d0a1f", "1a1030")
    a, b, c = p.pick(("ff2fa0", "22e0ff", "ffb02e"), ("ff3b6b", "2fd0ff", "b04bff"), ("ff46c8", "3affd0", "ff8a2e"))
    for s, colour in ((0.0, a), (1.0, b)):
        p.glow(p.w * s, 36, 50, colour, 0.5)
    for _ in range(16):
        p.bokeh(p.u(0.3, 0.7) * p.w, p.u(44, 80), p.u(1.5, 3.6), p.pick(a, b, c, "ffe6c0"), 0.5)
    p.soften(0.9)
    for s in (0, 1):
        at = (lambda x: x) if s == 0 else (lambda x: p.w - x)
        p.poly([(at(-1), -2), (at(p.w * 0.3), -2), (at(p.w * 0.26), 84), (at(-1), 102)], "17122b", "0d0a1a", alpha=0.85)
    p.rect(-1, 84, p.w + 2, 18, "120e22", "0a0814")
    for _ in range(9):
        x = p.u(0, 1) * p.w
        p.rect(x, 85, p.u(2, 5), 16, p.pick(a, b, c), alpha=0.3)
    p.soften(1.2)
    signs = ((0.04, 10, 0.12, 44, a), (0.2, 20, 0.075, 26, c), (0.84, 8, 0.12, 40, b), (0.73, 26, 0.075, 24, a))
    for x, y, w, h, colour in signs:
        x, y, w = x * p.w + p.u(-1.5, 1.5), y + p.u(-5, 5), w * p.w
        p.glow(x + w / 2, y + h / 2, h * 0.9, colour, 0.5, squash=1.2)
        p.rect(x, y, w, h, mix("0d0a1f", colour, 0.25), r=1.6)
        bright = mix(colour, "ffffff", 0.34)
        for line in ((x, y, x + w, y), (x + w, y, x + w, y + h), (x + w, y + h, x, y + h), (x, y + h, x, y)):
            p.line(*line, 1.25, bright)
        n = max(2, round(h / 9))
        for i in range(n):
            gy = y + (i + 0.5) * h / n
            q = w * 0.27
            if p.u(0, 1) < 0.5:
                p.line(x + w / 2 - q, gy - 1.6, x + w / 2 + q, gy - 1.6, 1.5, bright)
                p.line(x + w / 2, gy - 1.6, x + w / 2, gy + 2.4, 1.5, bright)
            else:
                p.line(x + w / 2 - q, gy + 2, x + w / 2, gy - 2.2, 1.5, bright)
                p.line(x + w / 2, gy - 2.2, x + w / 2 + q, gy + 2, 1.5, bright)
    p.soften(0.3)


def rooftop(p: Plane) -> None:
    """The sun at the rim of a skyline, a violet to orange sky, strings of bulbs overhead, a parapet."""
    top, middle, low = p.pick(("4b4580", "e0738a", "ffc06a"), ("5a4a8a", "f08a70", "ffd07a"), ("3f4a86", "d96a8f", "ffb45e"))
    p.rect(-1, -1, p.w + 2, 40, top, middle)
    p.rect(-1, 38.5, p.w + 2, 36, middle, low)
    sx = p.w * (0.5 + p.side * 0.3)
    p.glow(sx, 58, 46, "ffe09a", 0.85)
    p.disc(sx, 58, 6.5, "fff3c8")
    for _ in range(4):
        y = p.u(12, 44)
        p.glow(p.u(0, p.w), y, p.u(18, 30), mix(middle, "ffffff", 0.35), 0.5, squash=0.14)
    p.soften(1.2)
    x = -2.0
    while x < p.w:
        wide, tall = p.u(6, 11), p.u(12, 34)
        p.rect(x, 88 - tall, wide, 40, "6a4a72", "93566e")
        x += wide
    p.soften(0.8)
    x = -4.0
    while x < p.w:
        wide, tall = p.u(7, 13), p.u(4, 20)
        p.rect(x, 88 - tall, wide, 40, "3a2c4f", "4a324f")
        for _ in range(3):
            p.rect(x + p.u(1, wide - 2), 88 - p.u(1, max(2, tall - 2)), 1.2, 1.5, "ffd58a")
        x += wide + p.u(0, 1)
    p.rect(-1, 89, p.w + 2, 13, "2c2238", "1f1829")
    p.rect(-1, 88, p.w + 2, 2, "5b4256")
    p.soften(0.4)
    for y0, sag in ((3, 13), (9, 18)):
        n, last = 8, None
        for i in range(n + 1):
            t = i / n
            q = (t * p.w, y0 + sag * 4 * t * (1 - t) * 0.6)
            if last is not None:
                p.line(*last, *q, 0.35, "2c2238")
            last = q
            if 0 < i < n:
                p.glow(q[0], q[1] + 1.2, 4.6, "ffd98a", 0.8)
                p.disc(q[0], q[1] + 1.2, 1.3, "fff6d8")
