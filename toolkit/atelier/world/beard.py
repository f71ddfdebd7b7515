"""Beards on the surface of the face: stubble, moustache, short, full, goatee. They count as face skin in the labels."""

import numpy as np
import skia

from .expression import Face
from .head import Head
from .ink import argb, fill, mix, poly, ribbon, smooth, through, times
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
    """Closed shapes in head xy."""
    plan = head.plan
    m = mouth_of(head, face)
    corner = abs(m.upper_edge[-1, 0] - face.skew)
    my, low = plan.mouth_y, plan.chin_y
    shapes = []
    if kind in (STUBBLE, SHORT, FULL):
        w = lambda y: float(head.width_at(y))  # noqa: E731
        cheek = plan.nose_y - 0.04 if kind != SHORT else plan.nose_y - 0.10
        left = [(-w(0.0) * 0.985, 0.02), (-w(-0.15) * 0.92, -0.18), (-w(-0.4) * 0.80, cheek), (-corner - 0.13, my + 0.10), (-corner * 0.5, plan.nose_y - 0.055), (0, plan.nose_y - 0.075)]
        edge = np.array(left + [(-x, y) for x, y in left[-2::-1]])
        drop = {STUBBLE: 0.0, SHORT: 0.03, FULL: 0.24}[kind]
        bottom = []
        for a in np.linspace(90, -90, 17):
            k = np.cos(np.deg2rad(a))
            y = low * (0.15 + 0.85 * k) - drop * k
            bottom.append((np.sin(np.deg2rad(a)) * max(w(max(y, low * 0.97)), 0.30 * k + 0.05 if kind == FULL else 0) * (1.0 if kind != FULL else 1.05), y))
        shapes.append(np.concatenate([through(edge, 40), np.array(bottom)]))
    if kind in (MOUSTACHE, GOATEE):
        t = np.linspace(-1, 1, 15)
        top = np.stack([t * (corner + 0.04), plan.nose_y - 0.055 - 0.12 * np.abs(t) ** 1.8], 1)
        base = m.upper_edge[::-1].copy()
        base[:, 1] += 0.012
        ends = np.array([(corner + 0.05, my - 0.06), (-corner - 0.05, my - 0.06)])
        shapes.append(np.concatenate([top, ends[:1], base[2:-2], ends[1:]]))
    if kind == GOATEE:
        a = np.linspace(0, 2 * np.pi, 25)[:-1]
        cy = (my + low) / 2 - 0.10
        shapes.append(np.stack([(corner * 0.92) * np.cos(a) * (1 - 0.12 * np.sin(a)), cy + (my - 0.03 - cy) * np.sin(a) * np.where(np.sin(a) > 0, 0.9, 1.15)], 1))
    return shapes


def beard_paths(head: Head, face: Face) -> list[skia.Path]:
    kind = head.identity.beard
    if kind == 0:
        return []
    paths = []
    yaw = head.frame.yaw
    for shape in _region(head, face, kind):
        y = shape[:, 1]
        clipped = np.maximum(y, head.plan.chin_y * 0.985)
        w = np.maximum(head.width_at(clipped), 1e-3)
        theta = np.clip(np.arcsin(np.clip(shape[:, 0] / np.maximum(w, np.abs(shape[:, 0])), -1, 1)) + yaw, -1.5, 1.5) - yaw
        space = head.surface(np.where(np.abs(shape[:, 0]) > w, shape[:, 0], w * np.sin(theta)), clipped, 0.03)
        space[:, 1] += y - clipped
        space[:, 0] = np.where(np.abs(shape[:, 0]) > w, shape[:, 0], space[:, 0])
        paths.append(poly(head.frame.project(space)))
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
        dark, lit = fill(times(colour, 0.62), 0.5), fill(mix(colour, (1, 0.9, 0.8), 0.28), 0.45 * (0.4 + max(light.key)))
        t = np.linspace(0, 1, 6)
        for k in range(70):
            x = rng.uniform(-0.95, 0.95) * 0.68
            y = head.plan.nose_y - 0.05 + rng.uniform(0, 1) * (head.plan.chin_y - head.plan.nose_y - 0.1)
            line = head.at(x + 0.03 * np.sign(x) * t, np.maximum(y - 0.13 * t, head.plan.chin_y * 0.98), 0.03)
            canvas.drawPath(poly(ribbon(line, 0.022 * s * np.sin(np.pi * (0.05 + 0.9 * t)))), dark if k % 2 else lit)
        canvas.restore()
