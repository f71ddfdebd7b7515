"""Hair in ropes: box braids, two braids, locs. A rope is a tapered ribbon with the marks of its plaiting."""

import numpy as np
import skia

from .hair_kit import Hair, Piece, Tones, Volume, dome, opening
from .hair_straight import centre_part, gathered_rim, strands
from .head import Head
from .ink import fill, mix, pen, poly, ribbon, smooth, through


def _rope(canvas: skia.Canvas, line: np.ndarray, width: np.ndarray, tones: Tones, mark: float, twist: bool, lit: float) -> None:
    """One plait: dark edge, lit body, and a mark across it every `mark` pixels."""
    canvas.drawPath(smooth(ribbon(line, width * 1.12)), fill(tones.deep))
    canvas.drawPath(smooth(ribbon(line, width * 0.86)), fill(mix(tones.base, tones.lit if lit > 0 else tones.dark, abs(lit))))
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    tangent = np.gradient(line, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) / (np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9)
    at = np.arange(mark, length[-1] - 0.5 * mark, mark)
    at_xy = lambda d, v: np.stack([np.interp(d, length, v[:, 0]), np.interp(d, length, v[:, 1])], 1)  # noqa: E731
    c, n, d = at_xy(at, line), at_xy(at, normal), at_xy(at, tangent)
    d = d / (np.linalg.norm(d, axis=1, keepdims=True) + 1e-9)
    w = np.interp(at, length, width)[:, None]
    dark, light = skia.Path(), skia.Path()
    for k in range(len(at)):
        left, right = c[k] + 0.44 * w[k] * n[k], c[k] - 0.44 * w[k] * n[k]
        drop = 0.5 * mark * d[k]
        if twist:
            dark.moveTo(*(left - drop).tolist())
            dark.quadTo(*(c[k] + 0.3 * drop).tolist(), *(right + drop).tolist())
            light.moveTo(*(left - drop + 0.45 * mark * d[k]).tolist())
            light.lineTo(*(c[k] + 0.45 * mark * d[k]).tolist())
        else:
            dark.moveTo(*(left - drop).tolist())
            dark.lineTo(*(c[k] + 0.5 * drop).tolist())
            dark.lineTo(*(right - drop).tolist())
            light.moveTo(*(left - 0.2 * drop).tolist())
            light.lineTo(*(c[k] + drop).tolist())
    for path, colour, alpha, share in ((dark, tones.deep, 0.9, 0.22), (light, tones.shine, 0.5 * tones.shine_strength, 0.2)):
        canvas.drawPath(path, pen(colour, max(0.8, share * mark), alpha))


def _oriented(polygon: np.ndarray) -> np.ndarray:
    """The same turning sense as a volume's outline, so that overlapping contours add up."""
    x, y = polygon[:, 0], polygon[:, 1]
    return polygon if (x * np.roll(y, -1) - y * np.roll(x, -1)).sum() < 0 else polygon[::-1]


def _cap(head: Head) -> Volume:
    return Volume.of(head, [*dome(1.09, 0.81, 0.82, 1.08), (0.1, 0.82, 0.8, 1.08), (-0.3, 0.82, 0.7, 0.98),
        (-0.55, 0.76, 0.5, 0.7), (-0.6, 0.5, 0.4, 0.5)])


def _ropes(head: Head, rng, count: int, width: float, length: float, mark: float, twist: bool, rim) -> Hair:
    """Many ropes from a parted scalp, down past the shoulders on both sides and behind."""
    s = head.frame.scale
    cap = _cap(head)
    fall = Volume.of(head, [*dome(1.11, 0.87, 0.84, 1.1), (-0.2, 0.91, 0.78, 1.08), (-0.8, 0.92, 0.64, 0.95),
        (-1.4, 0.95, 0.56, 0.8), (length, 0.96, 0.52, 0.7)])
    theta = np.linspace(-178, 178, count) + rng.uniform(-2, 2, count)
    facing = fall.faces(np.deg2rad(theta))
    order = np.argsort(facing)
    t = np.linspace(0, 1, 26)
    lines = []
    for k in order:
        a = np.deg2rad(theta[k])
        end = length * rng.uniform(0.90, 1.0)
        sweep = np.clip(0.30 + 4.2 * t, 0, 1)
        bend = 0.02 * np.sin(5 * t + 2.1 * k) * t
        line = fall.px(a * sweep + bend, 1.09 + (end - 1.09) * t**1.1)
        taper = width * s * (0.85 + 0.15 * np.sin(7 * t + k)) * (np.clip((1 - t) * 9, 0.35,
            1) if not twist else np.clip((1 - t) * 14, 0.5, 1))
        lines.append((facing[k], line, taper, rng.uniform(-0.45, 0.55)))
    whole, front = cap.path, cap.path
    for f, line, w, _ in lines:
        shape = smooth(_oriented(ribbon(line, w * 1.12)))
        whole.addPath(shape)
        if f > -0.1:
            front.addPath(shape)

    def draw_back(canvas: skia.Canvas, tones: Tones) -> None:
        shaded = Tones(tones.deep, tones.deep, mix(tones.dark, tones.deep, 0.5), tones.dark, tones.dark, tones.side,
            tones.shine_strength)
        for f, line, w, lit in lines:
            if f < 0.2:
                _rope(canvas, line, w, shaded, mark * s, twist, lit)

    def draw_front(canvas: skia.Canvas, tones: Tones) -> None:
        canvas.drawPath(cap.path, fill(tones.deep, 0.8))
        for f, line, w, lit in lines:
            if f > -0.1:
                _rope(canvas, line, w, tones, mark * s, twist, lit)

    return Hair([Piece(whole, draw_back, 0.7, clip=False)], [Piece(front, draw_front, hole=opening(head, rim), clip=False,
        edge=fall.outline)])


def box_braids(head: Head, rng) -> Hair:
    return _ropes(head, rng, 46, 0.085, -2.15, 0.075, False, centre_part(head, 76))


def locs(head: Head, rng) -> Hair:
    return _ropes(head, rng, 27, 0.165, -1.75, 0.10, True, centre_part(head, 76))


def two_braids(head: Head, rng) -> Hair:
    s = head.frame.scale
    cap = Volume.of(head, [*dome(1.06, 0.78, 0.80, 1.06), (0.1, 0.79, 0.8, 1.06), (-0.3, 0.78, 0.7, 0.95),
        (-0.66, 0.66, 0.5, 0.7), (-0.72, 0.45, 0.4, 0.5)])
    rim = gathered_rim(head)
    rim[7] = (0, rim[7][1] + 0.05)
    detail = strands(cap, rng, 1.05, -0.7, 40)
    parting = [head.at(0.0, y, 0.05) for y in np.linspace(head.plan.hairline_y, 0.95, 8)]

    def draw_cap(canvas: skia.Canvas, tones: Tones) -> None:
        detail(canvas, tones)
        canvas.drawPath(poly(ribbon(np.array(parting), 0.03 * s * np.linspace(1, 0.3, 8))), fill(tones.deep, 0.85))

    back, front = [Piece(cap.path, None, 0.6)], []
    sy = head.frame.shoulder[1]
    for side in (-1, 1):
        root = head.frame.project(np.array([side * 0.72, -0.16, -0.34]))
        base = head.frame.neck[0]
        line = through(np.array([root, root + [side * 0.10 * s, 0.40 * s], [base + side * 0.78 * s, sy - 0.05 * s],
            [base + side * 0.70 * s, sy + 0.55 * s], [base + side * 0.66 * s, sy + 0.95 * s]]), 40)
        u = np.linspace(0, 1, 40)
        width = 0.27 * s * (0.8 + 0.2 * np.sin(np.pi * u)) * np.clip((1 - u) * 5 + 0.3, 0, 1)
        scallop = width * (1 + 0.10 * np.cos(2 * np.pi * u * 9))
        path = smooth(ribbon(line, scallop))
        far = head.frame.yaw * side > 0.42

        def draw(canvas: skia.Canvas, tones: Tones, line=line, width=width) -> None:
            _rope(canvas, line, width, tones, 0.17 * s, False, 0.2)
            canvas.drawPath(poly(ribbon(line[33:36], np.full(3, 0.2 * s))), fill((0.72, 0.22, 0.2)))

        behind_face = poly(head.silhouette) if side * head.frame.yaw > -0.05 else None
        (back if far else front).append(Piece(path, draw, hole=None if far else behind_face))
    return Hair(back, [Piece(cap.path, draw_cap, hole=opening(head, rim), edge=cap.outline), *front], ears_over=True)
