"""Eyes and brows: almonds with lid, crease, lashes, iris and catchlight, laid on the head so that they turn with it."""

from dataclasses import dataclass

import numpy as np
import skia

from .expression import Face
from .head import Head
from .ink import fill, mix, pen, poly, ribbon, smooth, times
from .light import Light
from .params import Pose
from .skin import skin_colour, skin_shadow

IRIS = np.array([(64, 36, 22), (104, 62, 28), (128, 106, 52), (82, 122, 78), (112, 130, 136), (64, 116, 168)]) / 255.0


@dataclass(frozen=True)
class Eye:
    """One eye in head units: `side` -1 image left, +1 image right."""

    side: int
    outline: np.ndarray  # (2n, 2) head xy, closed
    upper: np.ndarray  # (n, 2) from the inner to the outer corner
    lower: np.ndarray
    centre: tuple[float, float]


def iris_colour(hue: float) -> tuple[float, float, float]:
    at = float(np.clip(hue, 0, 1)) * (len(IRIS) - 1)
    i = min(int(at), len(IRIS) - 2)
    return tuple(IRIS[i] + (at - i) * (IRIS[i + 1] - IRIS[i]))


def eye_of(head: Head, face: Face, side: int) -> Eye:
    p, plan = head.identity, head.plan
    half = plan.eye_half
    round_ = 0.105 + 0.034 * p.eye_shape + 0.016 * p.eye_size
    opening = round_ * (0.25 + 0.88 * min(face.lid, 1.0)) * (1.0 if face.lid > 0.05 else 0.2)
    drop = 0.052 + 0.012 * p.eye_shape
    t = np.linspace(0, 1, 17)
    u = -half + 2 * half * t  # inner to outer
    peak = 0.46 + 0.05 * p.eye_tilt
    upper = opening * np.sin(np.pi * t ** (np.log(0.5) / np.log(peak))) ** 0.85
    lower = -drop * (1 - 1.5 * face.squint) * np.sin(np.pi * t**0.85) ** 0.9
    tilt = np.tan(np.deg2rad(3 + 8.5 * p.eye_tilt))
    rise = u * tilt
    x = side * (plan.eye_x + u)
    inner_dip = -0.012 * (1 - t) ** 6
    up = np.stack([x, plan.eye_y + rise + upper + inner_dip], 1)
    low = np.stack([x, plan.eye_y + rise + lower + inner_dip], 1)
    return Eye(side, np.concatenate([up, low[::-1]]), up, low, (side * plan.eye_x, plan.eye_y + 0.4 * (opening - drop)))


def paint_eye(canvas: skia.Canvas, head: Head, eye: Eye, face: Face, pose: Pose, light: Light) -> None:
    p, s = head.identity, head.frame.scale
    on = lambda xy: head.at(xy[:, 0], xy[:, 1], 0.02)  # noqa: E731
    lids, low, up = on(eye.outline), on(eye.lower), on(eye.upper)
    shadow = times(skin_shadow(p), mix(light.ambient, (0.8, 0.75, 0.75), 0.5))
    line = mix(times(shadow, 0.42), (0.09, 0.06, 0.06), 0.55)
    lidtone = times(shadow, 0.82)
    # lid: a band of shade between lash line and crease
    crease_gap = 0.045 + 0.035 * (p.eye_fold + 1) / 2
    t = np.linspace(0, 1, len(eye.upper))
    crease = eye.upper + np.stack([0.008 * eye.side * (t - 0.3), crease_gap * np.sin(np.pi * np.clip(0.12 + 0.82 * t, 0,
        1)) ** 0.7], 1)
    canvas.drawPath(smooth(np.concatenate([on(crease), up[::-1]])), fill(lidtone, 0.30 + 0.12 * p.masculinity))
    if p.eye_fold > -0.55:
        crease_px = on(crease[1:-1])
        canvas.drawPath(poly(ribbon(crease_px, s * 0.016 * np.sin(np.pi * np.linspace(0.08, 0.95, len(crease_px))))),
            fill(line, 0.62))
    path = poly(lids)
    canvas.save()
    canvas.clipPath(path, skia.ClipOp.kIntersect, True)
    white = times((0.965, 0.945, 0.925), mix(tuple(np.clip(np.array(light.ambient) + 0.8 * np.array(light.key), 0, 1)),
        (1, 1, 1), 0.25))
    canvas.drawPath(path, fill(white))
    radius = 0.098 + 0.008 * p.eye_size
    gx = eye.centre[0] + 0.055 * pose.gaze_x
    gy = eye.centre[1] + 0.035 * pose.gaze_y - 0.004
    ring = np.linspace(0, 2 * np.pi, 25)[:-1]
    circle = lambda r, dx=0.0, dy=0.0: on(np.stack([gx + dx + r * np.cos(ring), gy + dy + r * np.sin(ring)], 1))  # noqa: E731
    colour = times(iris_colour(p.eye_hue), mix(light.ambient, (1, 1, 1), 0.55))
    canvas.drawPath(poly(circle(radius)), fill(times(colour, 0.42)))
    canvas.drawPath(poly(circle(radius * 0.86)), fill(colour))
    canvas.drawPath(poly(circle(radius * 0.62, 0, -radius * 0.22)), fill(mix(colour, (1, 0.95, 0.82), 0.30)))
    canvas.drawPath(poly(circle(radius * 0.45)), fill((0.05, 0.035, 0.035)))
    canvas.drawPath(smooth(np.concatenate([up - [0, 0.02 * s], (up + [0, 0.042 * s])[::-1]])), fill(times(shadow, 0.5), 0.42))
    kx = np.clip(light.direction[0], -0.6, 0.6) * 0.04
    canvas.drawPath(poly(circle(radius * 0.20, kx, radius * 0.36)), fill((1, 1, 1), 0.95))
    canvas.drawPath(poly(circle(radius * 0.11, -kx * 0.9, -radius * 0.42)), fill((1, 1, 1), 0.4))
    corner = eye.upper[0] + [eye.side * 0.012, -0.006]
    canvas.drawPath(poly(head.at(corner[0] + 0.022 * np.cos(ring), corner[1] + 0.017 * np.sin(ring), 0.02)),
        fill(times((0.83, 0.52, 0.48), light.ambient), 0.75))
    canvas.restore()
    femininity = 1 - p.masculinity
    weight = (0.020 + 0.022 * femininity) * s
    lash = np.concatenate([eye.upper, eye.upper[-1:] + [[eye.side * (0.018 + 0.034 * femininity), 0.008 + 0.022 * femininity]]])
    width = weight * np.array([*(0.35 + 0.75 * t**0.7), 0.05])
    canvas.drawPath(poly(ribbon(on(lash), width)), fill(line))
    canvas.drawPath(poly(ribbon(low, s * 0.010 * (0.3 + 0.9 * t))), fill(mix(line, shadow, 0.4), 0.7))
    if p.age > 0.35:
        bag = eye.lower + np.stack([0 * t, -0.05 - 0.015 * np.sin(np.pi * t)], 1)
        canvas.drawPath(poly(ribbon(on(bag[2:-4]), s * 0.012 * np.sin(np.pi * np.linspace(0, 1, len(bag) - 6)))),
            fill(line, 0.5 * (p.age - 0.3)))


def brow_colour(head: Head, hair: tuple[float, float, float], light: Light) -> tuple[float, float, float]:
    """Natural brows: near the hair in darkness, never dyed; grey with age."""
    p = head.identity
    natural = mix(times(skin_colour(p), 0.30), (0.17, 0.115, 0.085), 0.65)
    tone = mix(natural, (0.62, 0.61, 0.60), 0.75 * max(0.0, p.age - 0.68) / 0.32)
    return times(tone, mix(light.ambient, (1, 1, 1), 0.5))


def brow_line(head: Head, face: Face, side: int) -> tuple[np.ndarray, np.ndarray]:
    """(n, 2) head xy spine from the inner end, and (n,) full widths in head units."""
    p, plan = head.identity, head.plan
    t = np.linspace(0, 1, 14)
    start, end = plan.eye_x - 0.165, plan.eye_x + plan.eye_half + 0.075
    arch = 0.045 + 0.055 * p.brow_arch
    y = plan.brow_y - 0.05 + arch * 1.5 * np.sin(np.pi * np.clip(t, 0, 1) ** 1.35 * 0.93) - 0.05 * t
    alone = face.brow_one if side > 0 else 0.0
    y = y + face.brow_in * (1 - t) ** 1.2 + face.brow_out * t + alone * (0.5 + 0.5 * np.sin(np.pi * t))
    width = (0.064 + 0.034 * p.brow_thickness + 0.014 * p.masculinity) * np.minimum(1, 0.55 + 3 * t) * (1 - t**2.6) ** 0.8
    return np.stack([side * (start + (end - start) * t), y], 1), np.maximum(width, 0.006)


def paint_brow(canvas: skia.Canvas, head: Head, face: Face, side: int, colour) -> None:
    spine, width = brow_line(head, face, side)
    px = head.at(spine[:, 0], spine[:, 1], 0.015)
    s = head.frame.scale
    canvas.drawPath(smooth(ribbon(px, width * s)), fill(colour, 0.93))
    stroke = pen(times(colour, 0.72), max(0.5, 0.008 * s), 0.35)
    for i in range(2, len(px) - 3, 2):
        a, b = px[i], px[i + 2]
        canvas.drawLine(float(a[0]), float(a[1] + 0.35 * width[i] * s), float(b[0]), float(b[1] - 0.3 * width[i] * s), stroke)
