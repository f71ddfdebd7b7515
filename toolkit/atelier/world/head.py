"""The head as a surface: an egg of rings with jaw, chin, cheekbones, sockets and nose, from Identity alone.

Gives points on the front of the face by their (x, y), so that every feature is laid on the surface and turns with it.
Knows nothing of paint.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .ink import through
from .params import Identity
from .rig import Frame

RINGS, SPOKES = 44, 60


@dataclass(frozen=True)
class Plan:
    """Where the features sit, in head units, from Identity alone."""

    eye_x: float
    eye_y: float
    eye_half: float
    brow_y: float
    nose_y: float
    nose_half: float
    mouth_y: float
    mouth_half: float
    hairline_y: float
    chin_y: float


def plan_of(p: Identity) -> Plan:
    tall = 1 + 0.085 * p.head_length
    wide = 1 + 0.085 * p.head_width
    eye_y = (0.0 + 0.035 * -p.forehead) * tall
    nose_y = eye_y - (0.40 + 0.085 * p.nose_length) * tall
    chin_y = -(1.0 + 0.05 * p.chin) * tall
    return Plan(
        eye_x=(0.295 + 0.044 * p.eye_spacing) * wide, eye_y=eye_y, eye_half=0.162 + 0.028 * p.eye_size,
        brow_y=eye_y + 0.235 + 0.045 * p.brow_height + 0.02 * p.eye_size, nose_y=nose_y, nose_half=0.135 + 0.05 * p.nose_width,
        mouth_y=nose_y + (chin_y - nose_y) * (0.385 - 0.02 * p.chin), mouth_half=0.245 + 0.06 * p.mouth_width,
        hairline_y=(0.68 + 0.06 * p.forehead) * tall, chin_y=chin_y,
    )  # fmt: skip


@dataclass(frozen=True)
class Head:
    identity: Identity
    frame: Frame

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.identity)

    @cached_property
    def _outline(self) -> np.ndarray:
        """(181, 2) half outline seen from the front, crown to chin: width and height."""
        p = self.identity
        jaw, square = p.jaw_width, p.jaw_square + 0.5 * (p.masculinity - 0.5)
        radius = np.array([
            1.0, 0.97, 0.915 + 0.01 * p.forehead, 0.835 + 0.02 * p.forehead, 0.755 + 0.012 * p.forehead,
                0.708 + 0.012 * p.cheekbones,
            0.700 + 0.035 * p.cheekbones + 0.012 * jaw, 0.718 + 0.02 * p.cheekbones + 0.05 * jaw,
                0.745 + 0.072 * jaw + 0.03 * square,
            0.785 + 0.06 * jaw + 0.055 * square, 0.865 + 0.025 * jaw + 0.035 * square - 0.01 * p.chin,
                0.955 + 0.015 * square + 0.01 * p.chin,
            1.0 + 0.05 * p.chin,
        ])  # fmt: skip
        angle = np.deg2rad(np.array([0, 16, 31, 47, 63, 80, 96, 111, 125, 139, 153, 167, 180.0]))
        soft = max(0.0, p.age - 0.6) * np.exp(-(((angle - 2.45) / 0.35) ** 2)) * 0.06  # the jaw softens with age
        control = np.stack([(radius + soft) * np.sin(angle), radius * np.cos(angle)], 1)
        mirror = [-1, 1]  # past the poles, so that crown and chin are round
        count, pad = 181, 15
        curve = through(np.concatenate([control[1:2] * mirror, control, control[-2:-1] * mirror]), count + 2 * pad)[pad:-pad]
        curve[0, 0] = curve[-1, 0] = 0.0
        return curve * [1 + 0.085 * p.head_width, 1 + 0.085 * p.head_length]

    def width_at(self, y: np.ndarray) -> np.ndarray:
        o = self._outline
        return np.interp(-np.asarray(y, np.float64), -o[:, 1], o[:, 0])

    def _depths(self, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Ring centre z, front depth and back depth at height y."""
        top, bottom = self._outline[0, 1], -self._outline[-1, 1]
        up, down = np.clip(y / top, 0, 1), np.clip(-y / bottom, 0, 1)
        dome = np.sqrt(np.clip(1 - np.clip((up - 0.05) / 0.95, 0, 1) ** 2.3, 0, 1))
        chin = np.sqrt(np.clip(1 - np.clip((down - 0.72) / 0.28, 0, 1) ** 2.2, 0, 1))
        shift = 0.46 * np.clip((down - 0.35) / 0.65, 0, 1) ** 1.3 - 0.08 * up**2
        front = (0.80 + 0.02 * up + 0.03 * self.identity.chin * down - shift) * dome * chin
        back = (0.98 * dome) * np.where(down > 0, np.sqrt(np.clip(1 - down**1.6, 0, 1)), 1) * (1 - 0.1 * down)
        return shift, np.maximum(front, 0.0), np.maximum(back, 0.02)

    def _relief(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        p, plan = self.identity, self.plan
        g = lambda cx, cy, sx, sy: np.exp(-(((x - cx) / sx) ** 2) - ((y - cy) / sy) ** 2)  # noqa: E731
        both = lambda cx, cy, sx, sy: g(cx, cy, sx, sy) + g(-cx, cy, sx, sy)  # noqa: E731
        span = plan.eye_y + 0.14 - plan.nose_y
        t = np.clip((plan.eye_y + 0.14 - y) / span, 0, 1)  # 0 at the brow .. 1 at the tip
        under = np.clip((plan.nose_y - y) / 0.07, 0, 1)
        rise = (0.03 + 0.05 * (p.nose_bridge + 1) * np.sin(np.pi * np.clip(t, 0, 1)) ** 0.8 + 0.21 * t**1.6) * (t > 0)
        rise = rise * (1 - under) ** 1.4
        sigma = 0.06 + (0.045 + 0.03 * (p.nose_width + 1)) * t**1.5
        nose = rise * np.exp(-((x / sigma) ** 2))
        wings = 0.09 * both(plan.nose_half * 0.8, plan.nose_y + 0.06, 0.06, 0.06)
        sockets = -0.085 * both(plan.eye_x, plan.eye_y + 0.05, 0.17, 0.11)
        cheeks = (0.055 + 0.035 * p.cheekbones) * both(0.42, plan.nose_y + 0.17, 0.17, 0.16)
        hollow = -(0.035 + 0.02 * p.cheekbones) * both(0.45, plan.mouth_y + 0.06, 0.13, 0.16)
        ridge = (0.01 + 0.04 * p.masculinity) * both(0.24, plan.brow_y - 0.03, 0.2, 0.07)
        barrel = 0.055 * g(0, plan.mouth_y, 0.26, 0.17)
        chin = (0.07 + 0.02 * p.chin) * g(0, plan.chin_y + 0.17, 0.17, 0.12)
        groove = -0.04 * g(0, plan.mouth_y - 0.14, 0.16, 0.05)
        return nose + wings + sockets + cheeks + hollow + ridge + barrel + chin + groove

    def surface(self, x, y, lift: float = 0.0) -> np.ndarray:
        """(…,) x and y on the front of the face to (…, 3) in head space; `lift` stands off from the skin."""
        x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
        w = np.maximum(self.width_at(y), 1e-3)
        s = np.clip(x / w, -0.999, 0.999)
        table, top, step = self._front
        across = (s + 1) * (0.5 * (table.shape[1] - 1))
        down = np.clip((top - y) / step, 0, table.shape[0] - 1.001)
        i, j = down.astype(np.intp), across.astype(np.intp)
        a, b = down - i, across - j
        upper = table[i, j] * (1 - b) + table[i, j + 1] * b
        lower = table[i + 1, j] * (1 - b) + table[i + 1, j + 1] * b
        return np.stack([s * w, y, upper * (1 - a) + lower * a + lift], -1)

    @cached_property
    def _front(self) -> tuple[np.ndarray, float, float]:
        """Depth of the front of the head over (height, share of the half width), its top and its step in height."""
        o = self._outline
        y = np.linspace(o[0, 1], o[-1, 1], 97)
        s = np.linspace(-1, 1, 73)
        w = np.maximum(self.width_at(y), 1e-3)[:, None]
        centre, front, _ = (d[:, None] for d in self._depths(y))
        flat = np.power(np.maximum(1 - s * s, 1e-3), 0.42)[None]
        yy = np.broadcast_to(y[:, None], (97, 73))
        return centre + front * flat + self._relief(s * w, yy) * np.clip(flat * 1.4, 0, 1), float(y[0]), float(y[0] - y[1])

    def at(self, x, y, lift: float = 0.0) -> np.ndarray:
        """Points on the face to (…, 2) pixels."""
        return self.frame.project(self.surface(x, y, lift))

    @cached_property
    def rings(self) -> np.ndarray:
        """(RINGS, SPOKES, 3) the whole head; the first spoke is at the back."""
        o = self._outline
        at = np.interp(np.linspace(0, 1, RINGS), [0, 0.2, 0.45, 0.9, 1], [0, 0.12, 0.42, 0.95, 1]) * (len(o) - 1)
        at[0], at[-1] = 1.0, len(o) - 2.0
        y = np.interp(at, np.arange(len(o)), o[:, 1])
        w = np.interp(at, np.arange(len(o)), o[:, 0])
        turn = np.linspace(-1, 1, SPOKES + 1)[:-1]
        theta = np.pi * np.sign(turn) * np.abs(turn) ** 1.35  # denser at the nose
        x = w[:, None] * np.sin(theta)[None]
        yy = np.broadcast_to(y[:, None], x.shape)
        centre, front, back = (d[:, None] for d in self._depths(y))
        cos = np.cos(theta)[None]
        bend = np.abs(cos) ** 0.84
        z = centre + np.where(cos > 0, front * bend, -back * bend)
        z = z + np.where(cos > 0, self._relief(x, yy) * np.clip(bend * 1.4, 0, 1), 0)
        return np.stack([x, yy, z], -1)

    @cached_property
    def normals(self) -> np.ndarray:
        """(RINGS, SPOKES, 3) unit, outward, head space."""
        m = self.rings
        around = np.roll(m, -1, 1) - np.roll(m, 1, 1)
        along = np.gradient(m, axis=0)
        n = np.cross(along, around)
        n /= np.linalg.norm(n, axis=-1, keepdims=True) + 1e-9
        outward = (n * (m - [0, 0, 0.1])).sum(-1, keepdims=True)
        return n * np.where(outward.mean() < 0, -1, 1)

    @cached_property
    def silhouette(self) -> np.ndarray:
        """(n, 2) px, closed: the outline of the turned head."""
        px = self.frame.project(self.rings)
        roll = self.frame.roll
        level = px @ np.array([[np.cos(roll), -np.sin(roll)], [np.sin(roll), np.cos(roll)]])
        rows = np.arange(RINGS)
        left, right = px[rows, level[..., 0].argmin(1)], px[rows, level[..., 0].argmax(1)]
        return np.concatenate([left, right[::-1]])


def triangles() -> np.ndarray:
    """(n, 3) vertex indices of the ring mesh."""
    i, j = np.meshgrid(np.arange(RINGS - 1), np.arange(SPOKES), indexing="ij")
    k = (j + 1) % SPOKES
    a, b, c, d = i * SPOKES + j, i * SPOKES + k, (i + 1) * SPOKES + j, (i + 1) * SPOKES + k
    return np.concatenate([np.stack([a, b, c], -1), np.stack([b, d, c], -1)]).reshape(-1, 3)


TRIANGLES = triangles()
