"""Things drawn with the world's ink, half of them with something of a face: two round parts above one wide part.

Each painter has (canvas, rng) and its own ground.
"""

import numpy as np
import skia

from ..world.ink import blurred, fill, linear, mix, pen, poly, smooth
from .hand import SIZE, colour, ground, middle, oval, shaded, shadow, skin

WIDTH, HEIGHT = SIZE
DARK = (0.08, 0.08, 0.1)
WHITE = (0.97, 0.97, 0.95)


def rounded(canvas: skia.Canvas, x: float, y: float, half: float, tall: float, corner: float, paint: skia.Paint) -> None:
    canvas.drawRoundRect(
        skia.Rect.MakeLTRB(float(x - half), float(y - tall), float(x + half), float(y + tall)), corner, corner, paint
    )


def clock(canvas, rng):
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(60, 150))
    shadow(canvas, x + 6, y + 10, r, r)
    oval(canvas, x, y, r * 1.1, r * 1.1, shaded(x, y, r, colour(rng)))
    oval(canvas, x, y, r, r, fill(mix(WHITE, colour(rng), float(rng.uniform(0, 0.3)))))
    for hour in range(12):
        a = hour * np.pi / 6
        p, q = (np.array([x + k * r * np.sin(a), y - k * r * np.cos(a)]) for k in (0.82, 0.92))
        canvas.drawLine(*map(float, p), *map(float, q), pen(DARK, r * 0.03))
    for length, width in ((0.5, 0.05), (0.75, 0.03)):
        a = float(rng.uniform(0, 2 * np.pi))
        canvas.drawLine(x, y, float(x + length * r * np.sin(a)), float(y - length * r * np.cos(a)), pen(DARK, width * r))


def plate(canvas, rng):
    """Two eggs and a sausage, or whatever else makes a plate look back."""
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(80, 170))
    squash = float(rng.uniform(0.75, 1.0))
    shadow(canvas, x + 5, y + 12, r, r * squash)
    oval(canvas, x, y, r, r * squash, fill(mix(WHITE, colour(rng), 0.15)))
    oval(canvas, x, y, r * 0.74, r * 0.74 * squash, fill(mix(WHITE, colour(rng), 0.3)))
    yolk = colour(rng, (0.2, 0.6))
    for side in (-1, 1):
        ex, ey = x + side * r * 0.3, y - r * squash * float(rng.uniform(0.1, 0.3))
        oval(canvas, ex, ey, r * 0.22, r * 0.19, fill(WHITE))
        oval(canvas, ex, ey, r * 0.11, r * 0.1, shaded(ex, ey, r * 0.11, yolk))
    bow = float(rng.uniform(-0.1, 0.3))
    line = np.array([[x + k * r * 0.4, y + r * squash * (0.32 + bow * (1 - k * k))] for k in np.linspace(-1, 1, 9)])
    canvas.drawPath(smooth(line, False), pen(colour(rng, (0.2, 0.5)), r * float(rng.uniform(0.06, 0.16))))


def car(canvas, rng):
    ground(canvas, rng)
    (x, y), h = middle(rng), float(rng.uniform(80, 150))
    paint = colour(rng)
    shadow(canvas, x, y + h * 0.85, h * 1.1, h * 0.16)
    canvas.drawPath(
        poly(np.array([[x - 0.7 * h, y], [x - 0.5 * h, y - 0.8 * h], [x + 0.5 * h, y - 0.8 * h], [x + 0.7 * h, y]])), fill(paint)
    )
    canvas.drawPath(
        poly(np.array([[-0.6, -0.05], [-0.44, -0.7], [0.44, -0.7], [0.6, -0.05]]) * h + [x, y]),
        linear((x - h, y - h), (x + h, y), [((0.75, 0.85, 0.9), 1), ((0.25, 0.32, 0.38), 1)]),
    )
    rounded(
        canvas,
        x,
        y + 0.35 * h,
        h,
        0.42 * h,
        0.2 * h,
        linear((x, y - 0.1 * h), (x, y + 0.8 * h), [(paint, 1), (mix(paint, DARK, 0.5), 1)]),
    )
    for side in (-1, 1):
        oval(canvas, x + side * 0.68 * h, y + 0.22 * h, 0.2 * h, 0.17 * h, fill(DARK))
        oval(
            canvas,
            x + side * 0.68 * h,
            y + 0.22 * h,
            0.16 * h,
            0.13 * h,
            shaded(x + side * 0.68 * h, y + 0.22 * h, 0.16 * h, (0.9, 0.9, 0.75)),
        )
        rounded(canvas, x + side * 0.75 * h, y + 0.85 * h, 0.16 * h, 0.16 * h, 6, fill(DARK))
    rounded(canvas, x, y + 0.5 * h, 0.5 * h, 0.14 * h, 8, fill(DARK))
    for k in np.linspace(-0.45, 0.45, 8):
        canvas.drawLine(float(x + k * h), float(y + 0.4 * h), float(x + k * h), float(y + 0.6 * h), pen((0.6, 0.6, 0.6), 2))


def socket(canvas, rng):
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(60, 140))
    tone = mix(WHITE, colour(rng), float(rng.uniform(0, 0.3)))
    shadow(canvas, x + 4, y + 6, r * 1.1, r * 1.1)
    rounded(canvas, x, y, r * 1.15, r * 1.25, r * 0.15, fill(tone))
    (oval if rng.random() < 0.6 else lambda c, a, b, u, v, p: rounded(c, a, b, u, v, 8, p))(
        canvas, x, y, r * 0.8, r * 0.8, fill(mix(tone, DARK, 0.15))
    )
    for side in (-1, 1):
        rounded(canvas, x + side * r * 0.32, y - r * 0.1, r * 0.08, r * float(rng.uniform(0.08, 0.22)), r * 0.07, fill(DARK))
    oval(canvas, x, y + r * 0.36, r * 0.14, r * 0.1, fill(DARK))


def ball(canvas, rng):
    ground(canvas, rng)
    for _ in range(int(rng.integers(1, 6))):
        (x, y), r = middle(rng, 0.3), float(rng.uniform(30, 150))
        tone = skin(rng) if rng.random() < 0.5 else colour(rng)
        shadow(canvas, x, y + r, r, r * 0.15)
        oval(canvas, x, y, r, r * float(rng.uniform(0.9, 1.3)), shaded(x, y, r, tone))
        for _ in range(int(rng.integers(0, 4))):  # seams, or a bowling ball's three holes
            a = float(rng.uniform(0, 2 * np.pi))
            oval(canvas, x + 0.35 * r * np.cos(a), y + 0.35 * r * np.sin(a), r * 0.1, r * 0.1, fill(mix(tone, DARK, 0.75)))


def mask(canvas, rng):
    """A theatre's mask: holes for eyes and mouth, nothing behind them."""
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(70, 140))
    tone = [WHITE, skin(rng), colour(rng)][int(rng.integers(3))]
    shadow(canvas, x + 8, y + 10, r, r * 1.2)
    outline = np.array(
        [[np.sin(a) * (1 - 0.12 * max(0.0, -np.cos(a))), -np.cos(a) * 1.3] for a in np.linspace(0, 2 * np.pi, 24)[:-1]]
    )
    canvas.drawPath(smooth(outline * r + [x, y]), shaded(x, y, r, tone))
    hole = DARK if rng.random() < 0.7 else colour(rng)
    tilt = float(rng.uniform(-0.25, 0.25))
    for side in (-1, 1):
        canvas.save()
        canvas.translate(float(x + side * 0.4 * r), float(y - 0.25 * r))
        canvas.rotate(float(np.degrees(side * tilt)))
        oval(canvas, 0, 0, 0.2 * r, float(rng.uniform(0.08, 0.16)) * r, fill(hole))
        canvas.restore()
    bow = float(rng.uniform(-0.35, 0.35))
    mouth = np.array([[x + k * 0.45 * r, y + r * (0.62 + bow * (0.5 - k * k))] for k in np.linspace(-1, 1, 9)])
    canvas.drawPath(smooth(mouth, False), pen(hole, r * float(rng.uniform(0.08, 0.2))))


def cat(canvas, rng):
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(60, 130))
    fur = mix(colour(rng, (0.2, 0.8), (0.0, 0.5)), (0.8, 0.5, 0.25), float(rng.random()))
    for side in (-1, 1):
        ear = np.array(
            [[x + side * 0.9 * r, y - 0.3 * r], [x + side * 0.95 * r, y - 1.35 * r], [x + side * 0.2 * r, y - 0.85 * r]]
        )
        canvas.drawPath(poly(ear), fill(mix(fur, DARK, 0.15)))
    if rng.random() < 0.6:
        oval(canvas, x, y + 2.0 * r, 1.1 * r, 1.4 * r, fill(mix(fur, DARK, 0.1)))
    oval(canvas, x, y, 1.05 * r, 0.95 * r, shaded(x, y, r, fur))
    iris = colour(rng, (0.3, 0.7), (0.4, 0.9))
    for side in (-1, 1):
        oval(canvas, x + side * 0.42 * r, y - 0.15 * r, 0.2 * r, 0.17 * r, fill(iris))
        oval(canvas, x + side * 0.42 * r, y - 0.15 * r, 0.05 * r, 0.15 * r, fill(DARK))
        for k in (-0.15, 0.0, 0.15):
            canvas.drawLine(
                float(x + side * 0.25 * r),
                float(y + 0.45 * r),
                float(x + side * 1.2 * r),
                float(y + (0.4 + k) * r),
                pen(WHITE, 1.4, 0.8),
            )
    canvas.drawPath(
        poly(np.array([[x - 0.1 * r, y + 0.18 * r], [x + 0.1 * r, y + 0.18 * r], [x, y + 0.3 * r]])), fill((0.75, 0.4, 0.4))
    )
    for side in (-1, 1):
        curve = np.array([[x, y + 0.3 * r], [x + side * 0.05 * r, y + 0.45 * r], [x + side * 0.22 * r, y + 0.45 * r]])
        canvas.drawPath(smooth(curve, False), pen(DARK, 0.03 * r))


def house(canvas, rng):
    """A front with two windows and a door."""
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(80, 150))
    wall = skin(rng) if rng.random() < 0.5 else colour(rng)
    canvas.drawRect(skia.Rect.MakeLTRB(x - r, y - 0.8 * r, x + r, y + 1.2 * r), fill(wall))
    canvas.drawPath(
        poly(np.array([[x - 1.2 * r, y - 0.75 * r], [x, y - 1.6 * r], [x + 1.2 * r, y - 0.75 * r]])),
        fill(colour(rng, (0.15, 0.5))),
    )
    glass = colour(rng, (0.2, 0.8))
    for side in (-1, 1):
        rounded(canvas, x + side * 0.5 * r, y - 0.2 * r, 0.25 * r, 0.25 * r, 3, fill(WHITE))
        rounded(canvas, x + side * 0.5 * r, y - 0.2 * r, 0.2 * r, 0.2 * r, 2, fill(glass))
    rounded(canvas, x, y + 0.8 * r, 0.3 * r, 0.4 * r, 3, fill(colour(rng, (0.1, 0.5))))


def vase(canvas, rng):
    """A still life: vessel, flowers or fruit."""
    ground(canvas, rng)
    x, y = middle(rng)
    r, tone = float(rng.uniform(40, 90)), colour(rng)
    profile = rng.uniform(0.3, 1.0, 6)
    right = np.array([[x + r * w, y + k * 2 * r] for w, k in zip(profile, np.linspace(0.2, 1.4, 6), strict=True)])
    left = right[::-1] * [-1, 1] + [2 * x, 0]
    shadow(canvas, x, y + 2.8 * r, r, r * 0.2)
    for _ in range(int(rng.integers(0, 9))):
        a, reach = float(rng.normal(-np.pi / 2, 0.5)), float(rng.uniform(1.0, 2.4)) * r
        fx, fy = x + reach * np.cos(a), y + 0.4 * r + reach * np.sin(a)
        canvas.drawLine(x, y + 0.4 * r, float(fx), float(fy), pen((0.25, 0.4, 0.2), 3))
        petal = colour(rng, (0.4, 0.85), (0.4, 0.9))
        for k in range(6):
            oval(canvas, fx + 0.22 * r * np.cos(k), fy + 0.22 * r * np.sin(k), 0.2 * r, 0.2 * r, fill(petal))
        oval(canvas, fx, fy, 0.15 * r, 0.15 * r, fill((0.85, 0.65, 0.2)))
    canvas.drawPath(smooth(np.concatenate([right, left])), shaded(x, y + r, 1.6 * r, tone))
    for _ in range(int(rng.integers(0, 4))):
        fx, fr = x + float(rng.uniform(-1.8, 1.8)) * r, float(rng.uniform(0.25, 0.5)) * r
        oval(canvas, fx, y + 2.7 * r, fr, fr, shaded(fx, y + 2.7 * r, fr, colour(rng, (0.35, 0.6), (0.5, 0.9))))


def radio(canvas, rng):
    """A box with two dials and a slot, as radios, cameras and washing machines are."""
    ground(canvas, rng)
    (x, y), r = middle(rng), float(rng.uniform(70, 140))
    body = skin(rng) if rng.random() < 0.4 else colour(rng)
    shadow(canvas, x, y + 0.85 * r, 1.2 * r, 0.15 * r)
    tall = float(rng.uniform(0.7, 1.2))
    rounded(
        canvas, x, y, 1.1 * r, tall * r, 0.15 * r, linear((x - r, y - r), (x + r, y + r), [(body, 1), (mix(body, DARK, 0.45), 1)])
    )
    for side in (-1, 1):
        cx, cy = x + side * 0.5 * r, y - 0.25 * r
        oval(canvas, cx, cy, 0.3 * r, 0.3 * r, fill(mix(body, DARK, 0.6)))
        oval(canvas, cx, cy, 0.2 * r, 0.2 * r, shaded(cx, cy, 0.2 * r, colour(rng)))
    rounded(canvas, x, y + 0.45 * r, 0.6 * r, float(rng.uniform(0.05, 0.16)) * r, 4, fill(mix(body, DARK, 0.7)))


def doll(canvas, rng):
    """A skittle of a person: ball, cone, button eyes; no drawn features."""
    ground(canvas, rng)
    (x, y), r = middle(rng, 0.1), float(rng.uniform(45, 95))
    cloth, tone = colour(rng), skin(rng)
    canvas.drawPath(
        smooth(np.array([[x - 0.4 * r, y + r], [x + 0.4 * r, y + r], [x + 1.8 * r, y + 4 * r], [x - 1.8 * r, y + 4 * r]])),
        fill(cloth),
    )
    if rng.random() < 0.6:
        oval(canvas, x, y - 0.25 * r, 1.15 * r, 1.15 * r, fill(colour(rng, (0.1, 0.6), (0.1, 0.6))))
    oval(canvas, x, y, r, r * 1.1, shaded(x, y, r, tone))
    for side in (-1, 1):
        oval(canvas, x + side * 0.35 * r, y - 0.05 * r, 0.09 * r, 0.09 * r, fill(DARK))
        if rng.random() < 0.5:
            oval(canvas, x + side * 0.5 * r, y + 0.35 * r, 0.15 * r, 0.12 * r, blurred((0.85, 0.3, 0.3), 0.5, 0.08 * r))


THINGS = (clock, plate, car, socket, ball, mask, cat, house, vase, radio, doll)
