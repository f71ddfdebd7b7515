"""A wool scarf wound once round the neck with one end hanging; it is an accessory, so its label is `other`."""

import numpy as np

from .outfit_kit import Tailor
from .scene_kit import darker, mix, rgb

WOOLS = ("b5483a", "d9a441", "3f6f7a", "7a4a68", "cbb592", "5c7a52", "2f4468")


def wrap(t: Tailor, rng: np.random.Generator) -> None:
    colour = rgb(WOOLS[int(rng.integers(len(WOOLS)))])
    k = -1 if rng.random() < 0.5 else 1
    n = t.n
    t.label = 5
    tail = t.outline(
        [(k * n * 0.2, 0.1), (k * n * 0.35, 0.9), (k * n * 0.3, 1.9)],
        [(k * n * 1.32, 1.86), (k * n * 1.3, 0.9), (k * n * 1.1, 0.1)],
    )
    t.shadow(
        t.outline(
            [(k * n * 0.3, 0.2), (k * n * 0.5, 1.0), (k * n * 0.45, 2.0)],
            [(k * n * 1.5, 1.95), (k * n * 1.48, 1.0), (k * n * 1.3, 0.2)],
        ),
        0.3,
        0.05,
    )
    t.piece(tail, colour, k * 0.4, 0.0)
    if not t.labels:
        t.clip(tail)
        for y in (1.3, 1.45, 1.6):
            t.seam([(k * n * 0.2, y), (k * n * 1.4, y - 0.03)], 0.06, mix(colour, "fff4e0", 0.6), 0.8)
        t.fold((k * n * 0.7, 0.3), (k * n * 0.75, 1.8), 0.06, 0.03, 0.2)
        t.unclip()
    for i in range(7):
        x = k * n * (0.36 + 0.15 * i)
        t.seam([(x, 1.86), (x + 0.01, 2.02)], 0.035, darker(colour, 0.85))
    low = t.outline(
        [(-n * 1.5, -0.34), (-n * 0.8, -0.16), (0, -0.08), (n * 0.8, -0.16), (n * 1.5, -0.34)],
        [(n * 1.86, -0.16), (n * 1.5, 0.12), (0, 0.36), (-n * 1.5, 0.12), (-n * 1.86, -0.16)],
    )
    t.shadow(t.outline([(-n * 1.8, -0.1), (0, 0.46), (n * 1.8, -0.1)]), 0.35, 0.06)
    t.solid(low, colour, -n * 1.86, n * 1.86)
    high = t.outline(
        [(-n * 1.22, -0.6), (-n * 0.6, -0.46), (0, -0.42), (n * 0.6, -0.46), (n * 1.22, -0.6)],
        [(n * 1.62, -0.4), (n * 1.3, -0.16), (0, 0.04), (-n * 1.3, -0.16), (-n * 1.62, -0.4)],
    )
    t.shadow(t.outline([(-n * 1.5, -0.3), (0, 0.13), (n * 1.5, -0.3)]), 0.3, 0.04)
    t.solid(high, mix(colour, "ffffff", 0.05), -n * 1.62, n * 1.62)
    if not t.labels:
        t.clip(high)
        t.shadow(t.outline([(-n * 1.3, -0.66), (0, -0.48), (n * 1.3, -0.66)], [(n, -0.46), (0, -0.28), (-n, -0.46)]), 0.4, 0.05)
        t.fold((-n * 1.3, -0.42), (n * 0.6, -0.12), 0.06, 0.0, 0.2)
        t.unclip()
        t.fold((-n * 1.4, -0.14), (n * 0.9, 0.2), 0.06, 0.0, 0.2)
    t.label = 4
