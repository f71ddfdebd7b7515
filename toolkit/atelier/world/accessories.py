"""What is worn on the head: glasses, sunglasses, hat, earrings. Every shape is a path, so that labels paint the same ones."""

import numpy as np
import skia

from .ears import lobe
from .head import Head
from .ink import argb, fill, linear, mix, pen, poly, radial, ribbon, smooth, times
from .light import Light, shade

FRAMES = ((0.10, 0.09, 0.10), (0.36, 0.20, 0.11), (0.62, 0.50, 0.26), (0.16, 0.20, 0.30), (0.50, 0.14, 0.14))
HATS = ((0.30, 0.24, 0.20), (0.72, 0.62, 0.48), (0.20, 0.23, 0.28), (0.46, 0.20, 0.18), (0.24, 0.32, 0.26))


def _lens(head: Head, side: int, dark: bool) -> np.ndarray:
    """(n, 2) px outline of one lens, on a plane in front of the eyes."""
    plan = head.plan
    rx, ry = (0.235, 0.195) if dark else (0.215, 0.180)
    a = np.linspace(0, 2 * np.pi, 41)[:-1]
    power = 0.72 if dark else 0.80
    x = np.sign(np.cos(a)) * np.abs(np.cos(a)) ** power * rx * (1 + 0.06 * np.sin(a))
    y = np.sign(np.sin(a)) * np.abs(np.sin(a)) ** power * ry
    cx = plan.eye_x + 0.012
    px, py = side * cx + x, plan.eye_y - 0.02 + y
    z = float(head.surface(0.0, plan.eye_y)[2]) + 0.045 - 0.42 * px**2
    return head.frame.project(np.stack([px, py, z], 1))


def _arm(head: Head, side: int) -> np.ndarray | None:
    if side * head.frame.yaw > 0.15:
        return None
    plan = head.plan
    hinge_x = plan.eye_x + 0.225
    start = np.array([side * hinge_x, plan.eye_y + 0.05, float(head.surface(0.0, plan.eye_y)[2]) - 0.06])
    end = np.array([side * (float(head.width_at(plan.eye_y)) + 0.02), plan.eye_y + 0.04, -0.10])
    return head.frame.project(start + (end - start) * np.linspace(0, 1, 8)[:, None])


def eyewear_paths(head: Head, dark: bool) -> tuple[list[skia.Path], list[skia.Path]]:
    """Rims, bridge and arms; and the lenses."""
    s, plan = head.frame.scale, head.plan
    lenses = [smooth(_lens(head, side, dark)) for side in (-1, 1)]
    thick = 0.046 if dark else 0.036
    rims = []
    for lens in lenses:
        ring = skia.Path()
        pen((0, 0, 0), thick * s).getFillPath(lens, ring)
        rims.append(ring)
    x = np.linspace(-1, 1, 9) * (plan.eye_x - 0.19)
    z = float(head.surface(0.0, plan.eye_y)[2]) + 0.05
    bridge = head.frame.project(np.stack([x, plan.eye_y + 0.03 + 0.03 * (1 - (x / x[-1]) ** 2), np.full(9, z)], 1))
    rims.append(poly(ribbon(bridge, np.full(9, thick * s))))
    for side in (-1, 1):
        arm = _arm(head, side)
        if arm is not None:
            rims.append(poly(ribbon(arm, np.full(8, thick * s))))
    return rims, lenses


def paint_eyewear(canvas: skia.Canvas, head: Head, dark: bool, light: Light, rng) -> None:
    s = head.frame.scale
    rims, lenses = eyewear_paths(head, dark)
    colour = FRAMES[int(rng.integers(len(FRAMES)))]
    tone = shade(colour, 0.6, light)
    shadow = skia.Paint(AntiAlias=True, Color=argb((0.1, 0.03, 0.02), 0.20))
    shadow.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.02 * s))
    canvas.save()
    canvas.translate(0, 0.035 * s)
    for rim in rims[:3]:
        canvas.drawPath(rim, shadow)
    canvas.restore()
    for lens in lenses:
        b = lens.getBounds()
        if dark:
            top, low = (0.05, 0.05, 0.07), mix((0.16, 0.13, 0.12), light.ambient, 0.18)
            canvas.drawPath(lens, linear((b.left(), b.top()), (b.left(), b.bottom()), [(top, 0.99), (low, 0.96)]))
        else:
            canvas.drawPath(lens, fill((0.92, 0.97, 1.0), 0.10))
        canvas.save()
        canvas.clipPath(lens, skia.ClipOp.kIntersect, True)
        gleam = skia.Path()
        gleam.addPoly([skia.Point(b.left() + f * b.width(), y) for f, y in ((0.12, b.bottom()), (0.62, b.top()),
            (0.86, b.top()), (0.36, b.bottom()))], True)
        canvas.drawPath(gleam, fill((1, 1, 1), 0.13 if dark else 0.12))
        canvas.restore()
    for rim in rims:
        canvas.drawPath(rim, fill(tone))
    glint = mix(tone, (1, 1, 1), 0.55)
    for side in (-1, 1):
        line = _lens(head, side, dark)[7:14]
        canvas.drawPath(poly(ribbon(line, 0.014 * s * np.sin(np.pi * np.linspace(0.05, 0.95, 7)))), fill(glint, 0.7))


def hat_paths(head: Head) -> tuple[skia.Path, skia.Path, skia.Path]:
    """Crown, band and brim of a felt hat, in this order of painting: the far brim is the same disc as the near one."""
    base = 0.64
    w = float(head.width_at(0.5)) + 0.10
    a = np.linspace(0, 2 * np.pi, 49)[:-1]
    ring = lambda y, rx, rz, dip=0.0: np.stack([rx * np.sin(a), y + dip * np.sin(a) ** 2, rz * np.cos(a) - 0.1], 1)  # noqa: E731
    project = head.frame.project
    tilt = lambda pts: np.stack([pts[:, 0], pts[:, 1] - 0.19 * pts[:, 2], pts[:, 2]], 1)  # noqa: E731
    rows = [project(tilt(ring(y, rx, rz))) for y, rx, rz in ((base, w, 1.0), (0.95, w * 0.97, 0.97), (1.28, w * 0.88, 0.86),
        (1.40, w * 0.72, 0.72), (1.42, w * 0.45, 0.45))]
    roll = head.frame.roll
    level = lambda px: px[:, 0] * np.cos(roll) + px[:, 1] * np.sin(roll)  # noqa: E731
    left = [r[level(r).argmin()] for r in rows]
    right = [r[level(r).argmax()] for r in rows]
    low = rows[0][(np.cos(a + head.frame.yaw) > 0)]
    low = low[np.argsort(level(low))]
    crown = smooth(np.concatenate([[left[0]], left[1:], right[::-1], low[::-1]]))
    top = project(tilt(ring(base + 0.17, w * 0.995, 0.995)))
    top = top[(np.cos(a + head.frame.yaw) > 0)]
    top = top[np.argsort(level(top))]
    band = poly(np.concatenate([low, top[::-1]]))
    brim = smooth(project(tilt(ring(base, w + 0.50, 1.42, 0.10))))
    return crown, band, brim


def paint_hat(canvas: skia.Canvas, head: Head, light: Light, rng) -> None:
    s = head.frame.scale
    crown, band, brim = hat_paths(head)
    colour = HATS[int(rng.integers(len(HATS)))]
    side = -1 if light.direction[0] < 0 else 1
    box = brim.getBounds()
    lit, dim, deep = shade(colour, 1.0, light), shade(times(colour, 0.78), 0.35, light), shade(times(colour, 0.55), 0.1, light)
    x0, x1 = (box.left(), box.right()) if side < 0 else (box.right(), box.left())
    canvas.drawPath(brim, linear((x0, 0), (x1, 0), [(mix(lit, dim, 0.3), 1), (deep, 1)]))
    edge = pen(lit, 0.018 * s, 0.55)
    canvas.drawPath(brim, edge)
    cb = crown.getBounds()
    x0, x1 = (cb.left(), cb.right()) if side < 0 else (cb.right(), cb.left())
    canvas.drawPath(crown, linear((x0, 0), (x1, 0), [(mix(lit, dim, 0.35), 1), (lit, 1), (dim, 1), (deep, 1)],
        [0, 0.25, 0.65, 1]))
    canvas.drawPath(band, linear((x0, 0), (x1, 0), [(times(deep, 0.8), 1), (times(deep, 0.45), 1)]))
    dent = radial((cb.centerX(), cb.top() + 0.06 * s), 0.42 * s, [(deep, 0.45), (deep, 0.0)])
    canvas.save()
    canvas.clipPath(crown, skia.ClipOp.kIntersect, True)
    canvas.drawPath(crown, dent)
    canvas.restore()


def earring_paths(head: Head) -> list[tuple[skia.Path, tuple[float, float], float]]:
    """(shape, centre, radius) of a drop on every ear that can be seen."""
    s = head.frame.scale
    out = []
    for side in (-1, 1):
        if side * head.frame.yaw > 0.18:  # the far lobe is behind the cheek
            continue
        x, y = lobe(head, side)
        r = 0.105 * s
        ring = skia.Path()
        hoop = skia.Path()
        hoop.addCircle(float(x), float(y + r), r)
        pen((0, 0, 0), 0.042 * s).getFillPath(hoop, ring)
        ring.addCircle(float(x), float(y), 0.034 * s)
        ring.addCircle(float(x), float(y + 2.35 * r), 0.058 * s)
        out.append((ring, (float(x), float(y + r)), r))
    return out


def paint_earrings(canvas: skia.Canvas, head: Head, light: Light) -> None:
    s = head.frame.scale
    gold = shade((0.93, 0.74, 0.36), 0.9, light)
    for ring, (x, y), r in earring_paths(head):
        canvas.drawPath(ring, linear((x - r, y - r), (x + r, y + 2 * r),
            [(mix(gold, (1, 1, 0.9), 0.5), 1), (gold, 1), (times(gold, 0.6), 1)]))
        canvas.drawCircle(x - 0.012 * s, y + 1.33 * r, 0.018 * s, fill((1, 1, 0.95), 0.9))


