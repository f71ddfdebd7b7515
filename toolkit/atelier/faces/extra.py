"""Pictures that only the face stack needs, as shards: python -m atelier.faces.extra {places|negatives|people} --out DIR

places: scenes without anybody (person -1, empty box), from which the detector learns what is no face.
negatives: things, flat drawings and figures without a face (atelier/negatives), from which the check learns the same.
people: held-out people beyond the data set's own, two looks each: an error rate of a few percent wants five hundred people.
"""

import argparse
import os
from dataclasses import fields
from pathlib import Path

import numpy as np

from ..data import HELD_OUT_EVERY, write_shard
from ..draw import SHARD_PEOPLE, draw_shard
from ..negatives.kinds import KINDS, UNSEEN, picture
from ..negatives.places import paint_place
from ..world.params import Identity

SIZE = (384, 512)
FIRST = 1_000_000  # numbers no data set reaches


def write_empty(path: Path, images: list[np.ndarray]) -> None:
    """A shard of pictures (uint8 RGB) without anybody."""
    shapes = {
        "landmarks": (5, 2), "box": (4,), "parsing": (128, 96), "identity": (len(fields(Identity)),),
        "look": (9,), "pose": (7,), "seed": (),
    }  # fmt: skip
    labels = {name: np.zeros((len(images), *shape), np.float32) for name, shape in shapes.items()}
    labels |= {name: labels[name].astype(kind) for name, kind in (("parsing", np.uint8), ("look", np.uint8), ("seed", np.int64))}
    labels["person"] = np.full(len(images), -1, np.int32)
    write_shard(path, images, **labels)


def draw_places(out: Path, count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    write_empty(out / "places.npz", [picture(paint_place, rng) for _ in range(count)])


def draw_negatives(out: Path, count: int, seed: int) -> None:
    painters = [painter for kinds in KINDS.values() for name, painter in kinds.items() if name not in UNSEEN]
    rng = np.random.default_rng(seed)
    write_empty(out / "negatives.npz", [picture(painters[k % len(painters)], rng) for k in range(count)])


def draw_people(out: Path, count: int, looks: int, seed: int) -> None:
    step = SHARD_PEOPLE * HELD_OUT_EVERY
    for start in range(FIRST, FIRST + count * HELD_OUT_EVERY, step):
        people = range(start, min(start + step, FIRST + count * HELD_OUT_EVERY), HELD_OUT_EVERY)
        draw_shard(out, start // step, people, looks, seed, SIZE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=("places", "negatives", "people"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, help="default 300 places, 1500 negatives, 500 people")
    parser.add_argument("--looks", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.nice(15)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.kind == "places":
        draw_places(options.out, options.count or 300, options.seed)
    elif options.kind == "negatives":
        draw_negatives(options.out, options.count or 1500, options.seed)
    else:
        draw_people(options.out, options.count or 500, options.looks, options.seed)


if __name__ == "__main__":
    main()
