"""The lit skin of the head: the mesh with soft shadow, warm terminator, blush and rim. Features are drawn over it."""

import numpy as np
import skia

from .head import TRIANGLES, Head
from .light import Light
from .skin import skin_blush, skin_colour, skin_shadow


def lit_amount(normal: np.ndarray, light: Light) -> np.ndarray:
    """(…, 3) unit normals in turned space to (…,) 0 in shadow .. 1 facing the key; softness widens the edge."""
    facing = normal @ np.asarray(light.direction)
    edge = 0.28 + 0.75 * light.softness
    t = np.clip((facing + 0.35 * light.softness + 0.08) / (edge + 0.45), 0, 1)
    return t * t * (3 - 2 * t)


def skin_at(head: Head, normal: np.ndarray, points: np.ndarray, light: Light) -> np.ndarray:
    """(…, 3) turned normals and head-space points to (…, 3) colour in 0..1."""
    p, plan = head.identity, head.plan
    base, shadow, blush = (np.array(f(p)) for f in (skin_colour, skin_shadow, skin_blush))
    lit = lit_amount(normal, light)
    x, y, z = points[..., 0], points[..., 1], points[..., 2]
    spot = lambda cx, cy, sx, sy: np.exp(-(((np.abs(x) - cx) / sx) ** 2) - ((y - cy) / sy) ** 2) * (z > 0)  # noqa: E731
    flush = 0.55 * spot(0.40, plan.nose_y + 0.10, 0.17, 0.14) + 0.35 * spot(0, plan.nose_y + 0.03, 0.1, 0.1)
    flush += 0.25 * spot(0, plan.chin_y + 0.1, 0.2, 0.1)
    dim = 0.42 * spot(plan.eye_x, plan.eye_y + 0.06, 0.17, 0.10) + 0.30 * np.clip(-normal[..., 1] - 0.25, 0, 1)
    dim += 0.22 * spot(0, plan.mouth_y - 0.15, 0.13, 0.05) + 0.15 * p.age * spot(0.43, plan.mouth_y + 0.05, 0.14, 0.15)
    lit = np.clip(lit * (1 - 0.55 * dim), 0, 1)[..., None]
    albedo = base + (blush - base) * np.clip(flush, 0, 1)[..., None]
    warm = np.exp(-(((lit - 0.38) / 0.22) ** 2)) * (1 - 0.6 * light.softness)  # light scattered through the edge of shadow
    albedo = shadow + (albedo - shadow) * np.clip(0.45 + 0.80 * lit - 0.30 * dim[..., None], 0, 1)
    albedo = albedo * (1 + warm * np.array([0.07, -0.015, -0.04]))
    colour = albedo * (np.array(light.ambient) + np.array(light.key) * lit)
    sheen = np.clip(normal @ _half(light), 0, 1)[..., None] ** 14 * 0.10 * (0.6 + 0.4 * p.skin_tone)
    colour = colour + sheen * np.array(light.key)
    # the rim follows the egg of the head, not its relief: no bright lines inside the face
    egg = points / np.array([0.52, 1.0, 0.80])
    egg = egg / (np.linalg.norm(egg, axis=-1, keepdims=True) + 1e-6) @ head.frame.rotation.T
    edge = np.clip(1 - np.minimum(egg[..., 2], normal[..., 2] + 0.35), 0, 1) ** 2.8
    side = np.clip(0.5 + 0.5 * np.sign(light.rim_side) * normal[..., 0] * 1.6, 0, 1) if light.rim_side else 0.75
    rim = (edge * side * light.rim_strength * 0.75)[..., None]
    return np.clip(colour + rim * np.array(light.rim) * (0.35 + 0.65 * base), 0, 1)


def _half(light: Light) -> np.ndarray:
    h = np.asarray(light.direction) + [0, 0, 1]
    return h / (np.linalg.norm(h) + 1e-6)


def paint_head(canvas: skia.Canvas, head: Head, light: Light) -> None:
    frame = head.frame
    turned = frame.view(head.rings).reshape(-1, 3)
    normal = head.normals.reshape(-1, 3) @ frame.rotation.T
    colour = (skin_at(head, normal, head.rings.reshape(-1, 3), light) * 255).astype(np.uint32)
    packed = 0xFF000000 | colour[:, 0] << 16 | colour[:, 1] << 8 | colour[:, 2]
    px = np.stack([frame.centre[0] + frame.scale * turned[:, 0], frame.centre[1] - frame.scale * turned[:, 1]], 1)
    a, b, c = (px[TRIANGLES[:, k]] for k in range(3))
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    facing = TRIANGLES[area * _winding(head) > 0]
    order = facing[np.argsort(turned[facing, 2].mean(1))]
    vertices = skia.Vertices(
        skia.Vertices.kTriangles_VertexMode, [skia.Point(x, y) for x, y in px.tolist()], None, packed.tolist(),
            order.ravel().tolist()
    )
    canvas.save()
    canvas.clipPath(head_path(head), skia.ClipOp.kIntersect, True)
    canvas.drawPaint(skia.Paint(Color=int(packed[len(packed) // 2])))
    canvas.drawVertices(vertices, skia.Paint(), skia.BlendMode.kDst)
    canvas.restore()


def _winding(head: Head) -> float:
    """The sign of the pixel area of a triangle that faces the viewer."""
    return 1.0 if head.frame.scale > 0 else -1.0


def head_path(head: Head) -> skia.Path:
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in head.silhouette.tolist()], True)
    return path
