"""Small drawing vocabulary on skia: colours in 0..1, polylines, tapered strokes, gradients. Knows no anatomy."""

import numpy as np
import skia

Colour = tuple[float, float, float]


def argb(colour, alpha: float = 1.0) -> int:
    r, g, b = (min(1.0, max(0.0, float(c))) for c in colour)
    return skia.ColorSetARGB(int(255 * min(1.0, max(0.0, alpha))), int(255 * r), int(255 * g), int(255 * b))


def mix(a, b, t: float) -> Colour:
    return tuple(float(x + (y - x) * t) for x, y in zip(a, b, strict=True))


def times(a, k) -> Colour:
    k = k if isinstance(k, tuple) else (k, k, k)
    return tuple(float(min(1.0, max(0.0, x * y))) for x, y in zip(a, k, strict=True))


def fill(colour, alpha: float = 1.0) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=argb(colour, alpha))


def blurred(colour, alpha: float, sigma: float) -> skia.Paint:
    paint = fill(colour, alpha)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, max(0.1, sigma)))
    return paint


def pen(colour, width: float, alpha: float = 1.0) -> skia.Paint:
    return skia.Paint(
        AntiAlias=True, Color=argb(colour, alpha), Style=skia.Paint.kStroke_Style, StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap, StrokeJoin=skia.Paint.kRound_Join,
    )  # fmt: skip


def linear(a, b, colours, stops=None) -> skia.Paint:
    """A fill that runs from point a to point b; colours are (rgb, alpha) pairs."""
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(*map(float, a)), skia.Point(*map(float, b))], [argb(c, t) for c, t in colours], stops
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def radial(centre, radius: float, colours, stops=None) -> skia.Paint:
    shader = skia.GradientShader.MakeRadial(
        skia.Point(*map(float, centre)), max(0.5, float(radius)), [argb(c, t) for c, t in colours], stops
    )
    return skia.Paint(AntiAlias=True, Shader=shader)


def poly(points: np.ndarray, close: bool = True) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in np.asarray(points, np.float64).tolist()], close)
    return path


def smooth(points: np.ndarray, close: bool = True) -> skia.Path:
    """A soft curve through the midpoints of a polygon: quadratic B-spline, never overshoots."""
    p = np.asarray(points, np.float64)
    path = skia.Path()
    if close:
        mid = (p + np.roll(p, -1, 0)) / 2
        path.moveTo(*mid[-1].tolist())
        for (cx, cy), (mx, my) in zip(p.tolist(), mid.tolist(), strict=True):
            path.quadTo(cx, cy, mx, my)
        path.close()
        return path
    mid = (p[:-1] + p[1:]) / 2
    path.moveTo(*p[0].tolist())
    for (cx, cy), (mx, my) in zip(p[1:-1].tolist(), mid[1:].tolist(), strict=True):
        path.quadTo(cx, cy, mx, my)
    path.lineTo(*p[-1].tolist())
    return path


def through(points: np.ndarray, count: int, close: bool = False) -> np.ndarray:
    """(n, d) control points to (count, d) on the Catmull-Rom curve that passes through them."""
    p = np.asarray(points, np.float64)
    n = len(p)
    if close:
        padded = np.concatenate([p[-1:], p, p[:2]])
        spans = n
    else:
        padded = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
        spans = n - 1
    at = np.linspace(0, spans, count, endpoint=not close)
    i = np.minimum(at.astype(int), spans - 1)
    t = (at - i)[:, None]
    a, b, c, d = padded[i], padded[i + 1], padded[i + 2], padded[i + 3]
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def ribbon(points: np.ndarray, widths: np.ndarray) -> np.ndarray:
    """(n, 2) spine and (n,) full widths to the (2n, 2) outline of a tapered stroke."""
    p = np.asarray(points, np.float64)
    tangent = np.gradient(p, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], 1) / (np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9)
    half = normal * (np.asarray(widths, np.float64) / 2)[:, None]
    return np.concatenate([p + half, (p - half)[::-1]])


def ribbons(points: np.ndarray, widths: np.ndarray) -> skia.Path:
    """(k, n, 2) spines and (k, n) or (n,) full widths to one path of k tapered strokes."""
    p = np.asarray(points, np.float64)
    tangent = np.gradient(p, axis=1)
    normal = np.stack([-tangent[..., 1], tangent[..., 0]], -1) / (np.linalg.norm(tangent, axis=-1, keepdims=True) + 1e-9)
    half = normal * (np.broadcast_to(widths, p.shape[:2]) / 2)[..., None]
    path = skia.Path()
    for outline in np.concatenate([p + half, (p - half)[:, ::-1]], 1).tolist():
        path.addPoly([skia.Point(x, y) for x, y in outline], True)
    return path
