"""Flat drawings of faces and people that are not ours: nothing is modelled, a line is a line. Each painter has (canvas, rng)."""

import numpy as np
import skia

from ..world.ink import fill, mix, pen, poly, smooth
from .hand import SIZE, colour, ground, middle, oval, skin

WIDTH, HEIGHT = SIZE
DARK = (0.08, 0.07, 0.08)
WHITE = (1.0, 1.0, 1.0)


def arc(x: float, y: float, half: float, bow: float) -> skia.Path:
    """A mouth or a lid: bow > 0 sags in the middle."""
    return smooth(np.array([[x + k * half, y + bow * (1 - k * k)] for k in np.linspace(-1, 1, 9)]), False)


def smiley(canvas, rng):
    ground(canvas, rng, flat=rng.random() < 0.7)
    (x, y), r = middle(rng), float(rng.uniform(50, 160))
    tone = (1.0, 0.82, 0.2) if rng.random() < 0.6 else colour(rng, (0.4, 0.8), (0.4, 1.0))
    oval(canvas, x, y, r, r, fill(tone))
    if rng.random() < 0.6:
        oval(canvas, x, y, r, r, pen(DARK, r * 0.05))
    closed, tall = rng.random() < 0.2, float(rng.uniform(0.08, 0.22))
    for side in (-1, 1):
        ex, ey = x + side * 0.35 * r, y - 0.2 * r
        if closed:
            canvas.drawPath(arc(ex, ey, 0.16 * r, -0.14 * r), pen(DARK, 0.06 * r))
        elif rng.random() < 0.5:
            oval(canvas, ex, ey, 0.1 * r, tall * r, fill(DARK))
        else:
            oval(canvas, ex, ey, 0.17 * r, tall * r * 1.3, fill(WHITE))
            oval(canvas, ex, ey, 0.08 * r, tall * r * 0.6, fill(DARK))
    kind = rng.random()
    if kind < 0.6:
        canvas.drawPath(arc(x, y + 0.35 * r, 0.5 * r, float(rng.uniform(-0.3, 0.4)) * r), pen(DARK, 0.07 * r))
    else:
        canvas.drawPath(
            smooth(np.array([[x - 0.5 * r, y + 0.25 * r], [x, y + 0.3 * r], [x + 0.5 * r, y + 0.25 * r], [x, y + 0.75 * r]])),
            fill(DARK),
        )


def stick(canvas, rng):
    canvas.clear(0xFFFFFFFF if rng.random() < 0.6 else 0xFFF3EAD8)
    for _ in range(int(rng.integers(1, 4))):
        (x, y), r = middle(rng, 0.3), float(rng.uniform(20, 60))
        ink, width = colour(rng, (0.0, 0.4)), float(rng.uniform(2, 6))
        oval(canvas, x, y, r, r, pen(ink, width))
        for a, b in (
            ((0, 1), (0, 3.4)),
            ((0, 1.6), (-1.3, 2.3)),
            ((0, 1.6), (1.3, 2.3)),
            ((0, 3.4), (-1, 5.2)),
            ((0, 3.4), (1, 5.2)),
        ):
            canvas.drawLine(x + a[0] * r, y + a[1] * r, x + b[0] * r, y + b[1] * r, pen(ink, width))
        if rng.random() < 0.7:
            for side in (-1, 1):
                oval(canvas, x + side * 0.35 * r, y - 0.2 * r, 0.1 * r, 0.1 * r, fill(ink))
            canvas.drawPath(arc(x, y + 0.35 * r, 0.4 * r, 0.2 * r), pen(ink, width * 0.7))


def bust(canvas, x: float, y: float, r: float, tone, cloth) -> None:
    canvas.drawRect(skia.Rect.MakeLTRB(x - 0.35 * r, y + 0.6 * r, x + 0.35 * r, y + 1.6 * r), fill(mix(tone, DARK, 0.15)))
    canvas.drawPath(
        smooth(
            np.array(
                [
                    [x - 2 * r, y + 3.4 * r],
                    [x - 1.5 * r, y + 1.6 * r],
                    [x, y + 1.35 * r],
                    [x + 1.5 * r, y + 1.6 * r],
                    [x + 2 * r, y + 3.4 * r],
                ]
            )
        ),
        fill(cloth),
    )


def toon(canvas, rng):
    """A cartoon head with flat fills: outline or none, dots or simple eyes, a line for a nose."""
    ground(canvas, rng, flat=True)
    (x, y), r = middle(rng, 0.1), float(rng.uniform(60, 120))
    tone, hair, outlined = skin(rng), colour(rng, (0.05, 0.7), (0.1, 0.7)), rng.random() < 0.5
    long = rng.random() < 0.5
    if long:
        canvas.drawRect(skia.Rect.MakeLTRB(x - 1.2 * r, y - 0.3 * r, x + 1.2 * r, y + float(rng.uniform(1, 2)) * r), fill(hair))
    bust(canvas, x, y, r, tone, colour(rng))
    oval(canvas, x, y - 0.35 * r, 1.2 * r, 1.1 * r, fill(hair))
    head = np.array(
        [
            [np.sin(a) * (1 - 0.1 * max(0.0, -np.cos(a))), -np.cos(a) * float(rng.uniform(1.1, 1.12))]
            for a in np.linspace(0, 2 * np.pi, 20)[:-1]
        ]
    )
    canvas.drawPath(smooth(head * r + [x, y]), fill(tone))
    if outlined:
        canvas.drawPath(smooth(head * r + [x, y]), pen(DARK, 0.04 * r))
    canvas.save()
    canvas.clipPath(smooth(head * r + [x, y]), True)
    canvas.drawPath(
        poly(
            np.array(
                [
                    [x - 2 * r, y - 2 * r],
                    [x + 2 * r, y - 2 * r],
                    [x + 2 * r, y - 0.6 * r],
                    [x + float(rng.uniform(-1, 1)) * r, y - float(rng.uniform(0.4, 0.8)) * r],
                    [x - 2 * r, y - 0.6 * r],
                ]
            )
        ),
        fill(hair),
    )
    canvas.restore()
    kind, open_, iris = rng.random(), float(rng.uniform(0.1, 0.2)), colour(rng, (0.2, 0.5))
    for side in (-1, 1):
        ex, ey = x + side * 0.38 * r, y - 0.05 * r
        if kind < 0.4:
            oval(canvas, ex, ey, 0.07 * r, 0.1 * r, fill(DARK))
        else:
            oval(canvas, ex, ey, 0.2 * r, open_ * r, fill(WHITE))
            oval(canvas, ex, ey, 0.1 * r, min(0.1, open_) * r, fill(iris))
            oval(canvas, ex, ey, 0.05 * r, min(0.05, open_) * r, fill(DARK))
        canvas.drawPath(arc(ex, ey - 0.28 * r, 0.18 * r, -0.06 * r), pen(mix(hair, DARK, 0.3), 0.06 * r))
    nose = np.array([[x, y], [x + 0.14 * r, y + 0.3 * r], [x - 0.02 * r, y + 0.33 * r]])
    canvas.drawPath(smooth(nose, False), pen(mix(tone, DARK, 0.5), 0.04 * r))
    lips = mix(tone, (0.8, 0.2, 0.2), 0.5) if rng.random() < 0.5 else DARK
    canvas.drawPath(
        arc(x, y + 0.58 * r, 0.3 * r, float(rng.uniform(-0.08, 0.16)) * r), pen(lips, float(rng.uniform(0.04, 0.12)) * r)
    )


def anime(canvas, rng):
    """Eyes a third of the face, a point for a nose, hair in spikes."""
    ground(canvas, rng, flat=True)
    (x, y), r = middle(rng, 0.1), float(rng.uniform(60, 125))
    tone, hair, iris = (
        mix((1.0, 0.9, 0.82), skin(rng), float(rng.uniform(0, 0.5))),
        colour(rng, (0.15, 0.8), (0.3, 1.0)),
        colour(rng, (0.3, 0.6), (0.5, 1.0)),
    )
    oval(canvas, x, y + 0.1 * r, 1.35 * r, 1.6 * r, fill(mix(hair, DARK, 0.2)))
    bust(canvas, x, y, r, tone, colour(rng))
    head = np.array([[-1, -0.6], [0, -1.1], [1, -0.6], [0.92, 0.25], [0.45, 0.8], [0, 1.05], [-0.45, 0.8], [-0.92, 0.25]])
    canvas.drawPath(smooth(head * r + [x, y]), fill(tone))
    canvas.drawPath(smooth(head * r + [x, y]), pen(mix(tone, DARK, 0.7), 0.02 * r))
    for side in (-1, 1):
        ex, ey = x + side * 0.45 * r, y + 0.15 * r
        oval(canvas, ex, ey, 0.26 * r, 0.32 * r, fill(WHITE))
        oval(canvas, ex, ey, 0.19 * r, 0.28 * r, fill(iris))
        oval(canvas, ex, ey, 0.1 * r, 0.16 * r, fill(DARK))
        oval(canvas, ex - 0.07 * r, ey - 0.13 * r, 0.06 * r, 0.08 * r, fill(WHITE))
        canvas.drawPath(arc(ex, ey - 0.24 * r, 0.3 * r, -0.12 * r), pen(DARK, 0.07 * r))
        canvas.drawPath(arc(ex, ey - 0.5 * r, 0.22 * r, -0.08 * r), pen(hair, 0.04 * r))
    canvas.drawLine(float(x), float(y + 0.48 * r), float(x + 0.04 * r), float(y + 0.52 * r), pen(mix(tone, DARK, 0.5), 0.03 * r))
    canvas.drawPath(arc(x, y + 0.72 * r, 0.14 * r, 0.05 * r), pen((0.6, 0.2, 0.2), 0.03 * r))
    spikes = [[-1.25, 0.3], [-1.3, -0.8], [-0.5, -1.6], [0.5, -1.6], [1.3, -0.8], [1.25, 0.3]]
    for k in np.linspace(1.0, -1.0, 9):
        spikes.append([k * 1.0, -0.15 - 0.4 * float(rng.random()) if len(spikes) % 2 else -0.75])
    canvas.drawPath(poly(np.array(spikes) * r + [x, y]), fill(hair))


def wobbly(points: np.ndarray, rng: np.random.Generator, much: float) -> skia.Path:
    return smooth(points + rng.normal(0, much, points.shape), False)


def child(canvas, rng):
    """Crayons on paper: a round head on a triangle, a sun."""
    canvas.clear(0xFFFDFBF5)
    (x, y), r = middle(rng, 0.12), float(rng.uniform(40, 100))
    ring = np.array([[np.sin(a), -np.cos(a)] for a in np.linspace(0, 2 * np.pi, 22)])
    wax = lambda: pen(colour(rng, (0.2, 0.6), (0.4, 1.0)), float(rng.uniform(3, 8)))  # noqa: E731
    if rng.random() < 0.5:
        canvas.drawPath(wobbly(ring[:-2] * r + [x, y], rng, 1), fill(skin(rng)))
    canvas.drawPath(wobbly(ring * r + [x, y], rng, r * 0.04), wax())
    hair = wax()
    for a in np.linspace(-1.3, 1.3, int(rng.integers(5, 20))):
        p = np.array([[x + k * r * np.sin(a), y - k * r * np.cos(a)] for k in (0.9, 1.1, 1.4)])
        canvas.drawPath(wobbly(p, rng, r * 0.06), hair)
    eye = wax()
    for side in (-1, 1):
        canvas.drawPath(wobbly(ring * 0.12 * r + [x + side * 0.38 * r, y - 0.2 * r], rng, 1), eye)
    canvas.drawPath(wobbly(np.array([[x, y - 0.1 * r], [x - 0.08 * r, y + 0.2 * r], [x + 0.1 * r, y + 0.22 * r]]), rng, 1), wax())
    canvas.drawPath(
        wobbly(np.array([[x + k * 0.5 * r, y + r * (0.62 - 0.2 * k * k)] for k in np.linspace(-1, 1, 6)]), rng, 1.5), wax()
    )
    canvas.drawPath(wobbly(np.array([[x, y + r], [x - r, y + 3 * r], [x + r, y + 3 * r], [x, y + r]]), rng, 2), wax())
    canvas.drawPath(wobbly(ring * 30 + [330, 50], rng, 2), pen((0.95, 0.8, 0.1), 6))


def outline(canvas, rng):
    """A portrait in one line, as a logo or a colouring book has it."""
    paper = (1.0, 1.0, 1.0) if rng.random() < 0.7 else colour(rng, (0.7, 0.95), (0.0, 0.5))
    canvas.clear(skia.Color4f(*paper, 1.0).toColor())
    (x, y), r = middle(rng, 0.1), float(rng.uniform(60, 120))
    ink, width = (DARK if rng.random() < 0.7 else colour(rng, (0.1, 0.4))), float(rng.uniform(1.5, 5))
    line = pen(ink, width)
    head = np.array(
        [[np.sin(a) * (1 - 0.12 * max(0.0, -np.cos(a))), -np.cos(a) * 1.25] for a in np.linspace(0, 2 * np.pi, 20)[:-1]]
    )
    canvas.drawPath(smooth(head * r + [x, y]), line)
    canvas.drawPath(
        smooth(np.array([[-1.1, 0.6], [-1.25, -0.6], [0, -1.55], [1.25, -0.6], [1.1, 0.6]]) * r + [x, y], False), line
    )
    for side in (-1, 1):
        ex, ey = x + side * 0.42 * r, y - 0.1 * r
        canvas.drawPath(arc(ex, ey, 0.2 * r, -0.1 * r), line)
        canvas.drawPath(arc(ex, ey, 0.2 * r, 0.08 * r), line)
        oval(canvas, ex, ey, 0.08 * r, 0.08 * r, fill(ink))
        canvas.drawPath(arc(ex, ey - 0.25 * r, 0.22 * r, -0.07 * r), line)
        canvas.drawLine(float(x + side * 0.35 * r), float(y + 1.1 * r), float(x + side * 0.4 * r), float(y + 1.6 * r), line)
    canvas.drawPath(
        smooth(np.array([[x + 0.08 * r, y - 0.1 * r], [x + 0.18 * r, y + 0.32 * r], [x - 0.05 * r, y + 0.38 * r]]), False), line
    )
    canvas.drawPath(arc(x, y + 0.68 * r, 0.28 * r, float(rng.uniform(-0.03, 0.1)) * r), line)
    canvas.drawPath(arc(x, y + 0.72 * r, 0.2 * r, 0.12 * r), line)


FLAT = (smiley, stick, toon, anime, child, outline)
