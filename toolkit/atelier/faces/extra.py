"""Pictures that only the face stack needs, as shards: python -m atelier.faces.extra {places|people} --out DIR [--count N]

places: scenes without anybody (person -1, empty box), from which the detector learns what is no face.
people: held-out people beyond the data set's own, two looks each: an error rate of a few percent wants five hundred people.
"""

import argparse
import os
from dataclasses import fields
from pathlib import Path

import numpy as np
import skia

from ..data import HELD_OUT_EVERY, write_shard
from ..draw import SHARD_PEOPLE, draw_shard
from ..world.light import light_for
from ..world.params import Identity, sample_look
from ..world.scene import paint_scene

SIZE = (384, 512)
FIRST = 1_000_000  # numbers no data set reaches


def place(rng: np.random.Generator) -> np.ndarray:
    """uint8 (H, W, 3): one scene in some light, sharp or out of focus."""
    width, height = SIZE
    surface = skia.Surface(width, height)
    look = sample_look(rng)
    light = light_for(look, int(rng.integers(0, 2**31)))
    paint_scene(surface.getCanvas(), look, light, rng, width, height, float(rng.uniform(0, 1)))
    return surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]


def draw_places(out: Path, count: int, seed: int) -> None:
    shapes = {
        "landmarks": (5, 2), "box": (4,), "parsing": (128, 96), "identity": (len(fields(Identity)),),
        "look": (9,), "pose": (7,), "seed": (),
    }  # fmt: skip
    labels = {name: np.zeros((count, *shape), np.float32) for name, shape in shapes.items()}
    labels |= {name: labels[name].astype(kind) for name, kind in (("parsing", np.uint8), ("look", np.uint8), ("seed", np.int64))}
    labels["person"] = np.full(count, -1, np.int32)
    rng = np.random.default_rng(seed)
    write_shard(out / "places.npz", [np.ascontiguousarray(place(rng)) for _ in range(count)], **labels)


def draw_people(out: Path, count: int, looks: int, seed: int) -> None:
    step = SHARD_PEOPLE * HELD_OUT_EVERY
    for start in range(FIRST, FIRST + count * HELD_OUT_EVERY, step):
        people = range(start, min(start + step, FIRST + count * HELD_OUT_EVERY), HELD_OUT_EVERY)
        draw_shard(out, start // step, people, looks, seed, SIZE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("places", "people"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, help="default 300 places, 500 people")
    parser.add_argument("--looks", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.nice(15)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.kind == "places":
        draw_places(options.out, options.count or 300, options.seed)
    else:
        draw_people(options.out, options.count or 500, options.looks, options.seed)


if __name__ == "__main__":
    main()
