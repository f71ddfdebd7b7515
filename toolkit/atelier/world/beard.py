"""Beards on the surface of the face: stubble, moustache, short, full, goatee. They count as face skin in the labels."""

import numpy as np
import skia

from .expression import Face
from .head import Head
from .ink import fill, mix, poly, ribbon, smooth, through, times
from .light import Light
from .mouth import mouth_of

STUBBLE, MOUSTACHE, SHORT, FULL, GOATEE = 1, 2, 3, 4, 5


def beard_colour(head: Head, light: Light) -> tuple[float, float, float]:
    """A natural colour of the person's own, greying with age, never the colour of the look."""
    p = head.identity
    own = [(0.12, 0.09, 0.08), (0.22, 0.14, 0.09), (0.40, 0.24, 0.13), (0.50, 0.34, 0.18)]
    pick = own[0] if p.skin_tone > 0.55 else own[p.mole_seed % 4]
    tone = mix(pick, (0.70, 0.69, 0.67), max(0.0, p.age - 0.6) / 0.4 * 0.85)
    return times(tone, mix(tuple(np.clip(np.array(light.ambient) + 0.5 * np.array(light.key), 0, 1)), (1, 1, 1), 0.1))


def _region(head: Head, face: Face, kind: int) -> list[np.ndarray]:
    """Closed shapes in head xy; what lies below the chin hangs from it."""
    plan = head.plan
    m = mouth_of(head, face)
    corner = abs(m.upper_edge[-1, 0] - face.skew)
    my, low = plan.mouth_y, plan.chin_y
    w = lambda y: float(head.width_at(y))  # noqa: E731
    shapes = []
    if kind in (STUBBLE, SHORT, FULL):
        cheek = my + 0.10
        half = [(-w(0.0) * 0.99, 0.0), (-w(-0.2) * 0.93, -0.22), (-w(-0.4) * 0.84, my + 0.16), (-corner - 0.16, cheek - 0.02),
            (-corner - 0.06, my + 0.085), (-corner * 0.55, plan.nose_y - 0.09), (0, plan.nose_y - 0.105)]
        edge = np.array(half + [(-x, y) for x, y in half[-2::-1]])
        drop = {STUBBLE: 0.0, SHORT: 0.035, FULL: 0.20}[kind] * (1 + 0.4 * face.open)
        angle = np.deg2rad(np.linspace(88, -88, 21))
        y = low * (0.12 + 0.88 * np.cos(angle) ** 0.75)
        x = np.sin(angle) * np.array([max(w(max(q, low * 0.93)), 0.36) for q in y])
        bottom = np.stack([x * (1.03 if kind == FULL else 1.0), y - drop * np.cos(angle) ** 1.5], 1)
        shapes.append(np.concatenate([through(edge, 44), bottom]))
    if kind in (MOUSTACHE, GOATEE):
        t = np.linspace(-1, 1, 17)
        a = np.abs(t)
        span = min(corner, plan.mouth_half * 1.02) + 0.055
        top = np.stack([t * span, plan.nose_y - 0.075 - 0.155 * a**2.2 - 0.02 * np.exp(-((t / 0.1) ** 2))], 1)
        base = np.interp(t[::-1] * span, m.upper_edge[:, 0] - face.skew, m.upper_edge[:, 1]) + 0.006 - 0.045 * (a[::-1] > 0.9)
        shapes.append(np.concatenate([top + [face.skew, 0],
            np.stack([t[::-1] * span + face.skew, np.minimum(base, top[::-1, 1] - 0.012)], 1)]))
    if kind == GOATEE:
        top_y = float(m.lower_edge[10, 1]) - 0.02
        u = np.linspace(0, 1, 13)
        side = np.stack([0.10 + 0.17 * np.sin(np.pi * (0.15 + 0.75 * u)), top_y + (low - 0.10 - top_y) * u], 1)
        shapes.append(np.concatenate([side * [-1, 1], side[::-1]]))
    return shapes


def beard_paths(head: Head, face: Face) -> list[skia.Path]:
    kind = head.identity.beard
    if kind == 0:
        return []
    paths = []
    yaw = head.frame.yaw
    for shape in _region(head, face, kind):
        y = shape[:, 1]
        clipped = np.maximum(y, head.plan.chin_y * 0.93)
        w = np.maximum(head.width_at(clipped), 1e-3)
        theta = np.clip(np.arcsin(np.clip(shape[:, 0] / np.maximum(w, np.abs(shape[:, 0])), -1, 1)) + yaw, -1.5, 1.5) - yaw
        space = head.surface(np.where(np.abs(shape[:, 0]) > w, shape[:, 0], w * np.sin(theta)), clipped, 0.03)
        space[:, 1] += y - clipped
        space[:, 0] = np.where(np.abs(shape[:, 0]) > w, shape[:, 0], space[:, 0])
        paths.append(smooth(head.frame.project(space)))
    mouth = mouth_of(head, face)
    lips = np.concatenate([mouth.upper_edge, mouth.lower_edge[::-1]])
    hole = poly(head.at(lips[:, 0], lips[:, 1], 0.012))
    return [skia.Op(path, hole, skia.kDifference_PathOp) for path in paths]


def paint_beard(canvas: skia.Canvas, head: Head, face: Face, light: Light, rng) -> None:
    p, s = head.identity, head.frame.scale
    kind = p.beard
    colour = beard_colour(head, light)
    for path in beard_paths(head, face):
        if kind == STUBBLE:
            paint = fill(colour, 0.30)
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.035 * s))
            canvas.drawPath(path, paint)
            continue
        edge = fill(colour, 0.55)
        edge.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.03 * s))
        canvas.drawPath(path, edge)
        canvas.drawPath(path, fill(colour, 0.90 if kind != SHORT else 0.82))
        canvas.save()
        canvas.clipPath(path, skia.ClipOp.kIntersect, True)
        dark, lit = fill(times(colour, 0.62), 0.35), fill(mix(colour, (1, 0.9, 0.8), 0.28), 0.30 * (0.4 + max(light.key)))
        t = np.linspace(0, 1, 6)
        for k in range(70):
            x = rng.uniform(-0.95, 0.95) * 0.68
            y = head.plan.nose_y - 0.05 + rng.uniform(0, 1) * (head.plan.chin_y - head.plan.nose_y - 0.1)
            line = head.at(x + 0.03 * np.sign(x) * t, np.maximum(y - 0.11 * t, head.plan.chin_y * 0.95), 0.03)
            canvas.drawPath(poly(ribbon(line, 0.022 * s * np.sin(np.pi * (0.05 + 0.9 * t)))), dark if k % 2 else lit)
        canvas.restore()
