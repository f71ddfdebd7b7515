"""Rooms people work and live in: café, library, office, kitchen, gallery."""

import skia

from .scene_kit import Plane, darker, mix


def cafe(p: Plane) -> None:
    """Brown walls, a bright window to one side, a shelf with cups, three pendant lamps."""
    wall = p.pick("7a5a44", "6f5546", "805d3f")
    p.fill(mix(wall, "000000", 0.15), darker(wall, 0.62))
    s = p.side
    ww = p.w * 0.3
    wx = p.w * 0.02 if s < 0 else p.w - ww - p.w * 0.02
    p.rect(wx - 1.5, 22, ww + 3, 52, "3d2a20")
    p.rect(wx, 24, ww, 48, "f3e7cd", "c9d2c4")
    for i in range(4):
        p.disc(wx + ww * (0.15 + 0.23 * i), p.u(52, 64), p.u(5, 8), p.pick("9db08a", "b4bf98", "86a08c"), 0.8)
    p.soften(1.6)
    p.rect(wx + ww / 2 - 0.8, 24, 1.6, 48, "3d2a20")
    p.rect(wx, 46, ww, 1.6, "3d2a20")
    sx = p.w * 0.64 if s < 0 else p.w * 0.02
    for y in (44, 62):
        p.rect(sx, y, p.w * 0.34, 1.8, "3a2519")
        x = sx + 2
        while x < sx + p.w * 0.31:
            h = p.u(4, 10)
            p.rect(x, y - h, p.u(2.6, 4.2), h, p.pick("e7d9c0", "c77b4a", "d8b07a", "6f8276", "f2e8d6"), r=0.8)
            x += p.u(4.6, 6)
    p.rect(-1, 84, p.w + 2, 18, "4a3122", "33221a")
    p.soften(0.8)
    for i, x in enumerate((0.16, 0.5, 0.84)):
        px, py = p.w * x + p.u(-2, 2), (17, 9, 17)[i] + p.u(-2, 2)
        p.line(px, -2, px, py - 4, 0.7, "241812")
        p.glow(px, py + 3, 21, "ffc671", 0.7)
        p.poly([(px - 1.6, py - 5), (px + 1.6, py - 5), (px + 6.5, py + 1.5), (px - 6.5, py + 1.5)], "2d211c")
        p.disc(px, py + 2.4, 3.4, "fff1c9")


def library(p: Plane) -> None:
    """Shelves from edge to edge, spines in muted leather colours."""
    wood = p.pick("5b3c28", "4d3526", "664730")
    p.fill(darker(wood, 0.55), darker(wood, 0.42))
    spines = p.pick(
        ("8c3b32", "b08a4f", "3f5a5e", "c9b48c", "5d6b4a", "6d4a5b"),
        ("a4553a", "caa565", "48617a", "d8c7a2", "74604b", "7d3f3f"),
        ("93443a", "c19a5b", "556b58", "dccbaa", "44506b", "a8734d"),
    )
    pitch = p.u(17.5, 19.5)
    y = -p.u(2, 9)
    bays = 2 if p.w < 90 else 3
    while y < 100:
        x = 0.0
        while x < p.w:
            wide, tall = p.u(2.8, 4.8), p.u(0.68, 0.92) * (pitch - 2.2)
            colour = p.pick(*spines)
            if p.u(0, 1) > 0.07:
                p.rect(x, y + pitch - tall, wide * 0.94, tall, mix(colour, "ffffff", 0.07), darker(colour, 0.74), across=True)
                p.rect(x, y + pitch - tall * 0.82, wide * 0.94, 1.0, mix(colour, "f0dca8", 0.55))
            x += wide
        p.rect(-1, y + pitch, p.w + 2, 2.2, mix(wood, "ffffff", 0.14), darker(wood, 0.7))
        y += pitch + 2.2
    for i in range(bays + 1):
        p.rect(i * p.w / bays - 1.6, -1, 3.2, 102, mix(wood, "ffffff", 0.06), darker(wood, 0.7), across=True)
    p.soften(0.75)
    p.glow(p.w * (0.5 + 0.36 * p.side), 12, 34, "ffd58f", 0.35)


def office(p: Plane) -> None:
    """A wide window with blinds and pale towers behind, a desk with a screen and a plant."""
    p.fill("dfe3e4", "c4cacd")
    p.rect(p.w * 0.04, 4, p.w * 0.92, 62, "d3e6f2", "eef3f3")
    x = p.w * 0.04
    while x < p.w * 0.96:
        wide, top = p.u(7, 13), p.u(20, 46)
        p.rect(x, top, min(wide, p.w * 0.96 - x), 66 - top, p.pick("a9bac6", "b8c6ce", "9aaebd"), "c9d5db")
        x += wide + p.u(-1, 2)
    p.soften(1.3)
    drop = p.u(36, 48)
    for f in (0.04, 0.345, 0.655, 0.96):
        p.rect(p.w * f - 1, drop - 2, 2, 68 - drop, "5d666d")
    y, step = 2.0, 3.3
    while y < drop:
        p.rect(p.w * 0.02, y, p.w * 0.96, 1.9, "fdfdfa", "b4bcc2")
        y += step
    p.rect(p.w * 0.02, drop - 1, p.w * 0.96, 1.6, "a9b1b7")
    p.rect(p.w * 0.03, 65, p.w * 0.94, 2, "8d979d")
    p.soften(0.6)
    desk = p.pick("b08a63", "a67f5c", "c29a70")
    p.rect(-1, 82, p.w + 2, 20, desk, darker(desk, 0.7))
    s = -p.side
    mx = p.w * 0.5 + s * p.w * 0.34
    p.rect(mx - 13, 58, 26, 18, "2b3238", "3c464e", r=1)
    p.rect(mx - 11.8, 59.2, 23.6, 15.4, "7fa0b5", "5b7e97", r=0.5)
    p.rect(mx - 1.5, 76, 3, 6, "4a5359")
    lx = p.w * 0.5 - s * p.w * 0.36
    p.rect(lx - 4, 73, 8, 9, "e9e6df", "c9c5bc", r=1)
    for i in range(5):
        p.disc(lx + (i - 2) * 3.2, 66 - (2 - abs(i - 2)) * 3.5, 4.2, p.pick("5c8060", "6f936d", "4d7155"))


def kitchen(p: Plane) -> None:
    """Tiles, two shelves of crockery, copper pans on a rail, a wooden worktop."""
    front = p.pick("a9b7a0", "b7bfc2", "c9b79b", "8fa3a6")
    p.fill("f1eee6", "dfdacd")
    row, y = 0, 30.0
    while y < 86:
        x = -(row % 2) * 4.0
        while x < p.w:
            p.rect(x + 0.3, y + 0.3, 7.4, 4.4, mix("fbf9f3", front, p.u(0.05, 0.3)))
            x += 8
        y, row = y + 5, row + 1
    p.soften(0.7)
    wood = "a9764a"
    s = p.side
    crockery = ("f7f2e8", "7d9aa5", "d98f5f", "e8d3a5", "8fa986", "c25f4a")
    for y, x0, x1 in ((20, 0, p.w), (40, 0 if s > 0 else p.w * 0.66, p.w * 0.34 if s > 0 else p.w)):
        p.rect(x0, y, x1 - x0, 2, mix(wood, "ffffff", 0.15), darker(wood, 0.75))
        x = x0 + 2
        while x < x1 - 4:
            wide, tall = p.u(5, 8), p.u(6, 13)
            p.rect(x, y - tall, wide, tall, p.pick(*crockery), r=1.6)
            x += wide + p.u(1, 2.6)
    rx0, rx1 = (p.w * 0.66, p.w) if s > 0 else (0, p.w * 0.34)
    p.rect(rx0, 33, rx1 - rx0, 1, "4b4643")
    for i in range(3):
        x = rx0 + (i + 0.5) * (rx1 - rx0) / 3
        p.line(x, 34, x, 44, 0.9, "4b4643")
        r = (4.6, 3.8, 4.2)[i]
        p.disc(x, 46 + r * 0.6, r, "b8653a")
        p.disc(x - r * 0.25, 45.6 + r * 0.4, r * 0.55, "e39a68")
    p.rect(-1, 78, p.w + 2, 4, mix(wood, "ffffff", 0.3), wood)
    p.rect(-1, 82, p.w + 2, 20, front, darker(front, 0.8))
    kx = p.w * (0.12 if s > 0 else 0.88)
    p.rect(kx - 5, 67, 10, 11, "c9d0d2", "8d979b", r=3)
    p.disc(kx, 66.5, 1.4, "333333")


def gallery(p: Plane) -> None:
    """A white wall, framed pictures each in its own pool of light, an oak floor."""
    p.fill("ece9e4", "dcd8d1")
    p.rect(-1, 88, p.w + 2, 14, "b9946c", "94724f")
    p.rect(-1, 86.4, p.w + 2, 1.6, "f7f5f1")
    places = ((0.15, 0.23, 12, 50), (0.5, 0.26, 5, 22), (0.85, 0.23, 16, 46))
    sets = (
        ("c8553d", "f0c987", "2f5061"),
        ("3d5a80", "ee9b6a", "e8ded0"),
        ("55724f", "e9c46a", "b5523c"),
        ("27395c", "d9a5a0", "f0e2c8"),
    )
    for cx, wide, top, tall in places:
        w, h = p.w * wide, tall + p.u(-3, 3)
        x, y = p.w * cx - w / 2 + p.u(-1, 1), top + p.u(-2, 2)
        a, b, c = p.pick(*sets)
        p.glow(p.w * cx, y + h * 0.3, w * 1.05, "fffaf0", 0.9, squash=1.4)
        p.rect(x + 1.2, y + 1.6, w, h, "8f8a83", alpha=0.5)
        p.rect(x, y, w, h, p.pick("2d2926", "6b4a2f", "3a3431"))
        p.rect(x + 1.3, y + 1.3, w - 2.6, h - 2.6, "f6f2ea")
        ix, iy, iw, ih = x + 3, y + 3, w - 6, h - 6
        p.rect(ix, iy, iw, ih, b)
        p.canvas.save()
        p.canvas.clipRect(skia.Rect.MakeXYWH(ix, iy, iw, ih))
        kind = p.u(0, 1)
        if kind < 0.5:
            p.rect(ix, iy + ih * p.u(0.5, 0.65), iw, ih, c)
            p.disc(ix + iw * p.u(0.3, 0.7), iy + ih * p.u(0.35, 0.5), iw * p.u(0.24, 0.34), a)
        else:
            p.rect(ix, iy, iw * p.u(0.35, 0.55), ih, a)
            p.disc(ix + iw * p.u(0.55, 0.8), iy + ih * p.u(0.55, 0.8), iw * p.u(0.25, 0.4), c)
        p.canvas.restore()
    p.soften(0.35)
