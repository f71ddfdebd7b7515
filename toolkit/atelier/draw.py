"""Draw a data set of the world: python -m atelier.draw --people N --looks M --out DIR --seed S [--workers 2] [--smoke]

DIR/shard-00000.npz, shard-00001.npz, … each holds the pictures of SHARD_PEOPLE whole people, person after person (so that a
shard is a balanced batch source for faces), and is written at once under its final name, so that a run can be stopped and
started again. np.load each one once and keep it: the arrays are stored uncompressed, pictures are slices of `blob`.

  blob        uint8 [bytes]     JPEG q95 4:4:4 RGB files end to end; picture i is blob[offsets[i]:offsets[i + 1]]
  offsets     int64 [n + 1]
  landmarks   float32 [n, 5, 2] px of the picture, ArcFace order (image left first)
  box         float32 [n, 4]    x, y, w, h px
  parsing     uint8 [n, 128, 96] classes in the order of world.vocabulary.PARSING (nearest neighbour of the full map)
  identity    float32 [n, F]    params.Identity.vector()
  person      int32 [n]         equal for pictures of one person; the person is sample_identity(default_rng([seed, person, 0]))
  look        uint8 [n, 9]      class indices in the order of the fields of params.Look (see LOOK_NAMES)
  pose        float32 [n, 7]    yaw, pitch, roll (degrees), gaze_x, gaze_y, mouth, eyes
  size        int32 [n, 2]      width, height
  seed        int64 [n]         given to world.draw; captions: world.captions.caption(identity, look, default_rng([seed, k]))

Knows nothing of training. Every picture depends only on (seed, person, look number), never on shard, order or workers.
"""

import argparse
import io
import multiprocessing
import os
import time
from dataclasses import astuple
from pathlib import Path

import numpy as np
from PIL import Image

from .world import Identity, Look, Pose, draw, sample_identity, sample_look, sample_pose
from .world import vocabulary as v

SHARD_PEOPLE = 16
PARSING_SIZE = (96, 128)  # width, height
LOOK_NAMES = (v.HAIR_STYLES, v.HAIR_COLOURS, v.OUTFITS, v.OUTFIT_COLOURS, v.SCENES, v.LIGHTS, v.FRAMINGS, v.EXPRESSIONS,
    v.ACCESSORIES)


def person_of(seed: int, person: int) -> Identity:
    return sample_identity(np.random.default_rng([seed, person, 0]))


def case_of(seed: int, person: int, number: int) -> tuple[Look, Pose, int]:
    """The look, pose and drawing seed of one picture."""
    rng = np.random.default_rng([seed, person, 1, number])
    look = sample_look(rng)
    return look, sample_pose(rng, look), int(rng.integers(0, 2**31))


def look_indices(look: Look) -> list[int]:
    return [names.index(value) for names, value in zip(LOOK_NAMES, astuple(look), strict=True)]


def look_from(indices) -> Look:
    return Look(*(names[int(i)] for names, i in zip(LOOK_NAMES, indices, strict=True)))


def draw_shard(out: Path, shard: int, people: range, looks: int, seed: int, size: tuple[int, int]) -> int:
    """Pictures of these people, or nothing where the shard is already there."""
    path = out / f"shard-{shard:05d}.npz"
    if path.exists():
        return 0
    rows = {k: [] for k in ("landmarks", "box", "parsing", "identity", "person", "look", "pose", "size", "seed")}
    blob, offsets = io.BytesIO(), [0]
    for person in people:
        identity = person_of(seed, person)
        for number in range(looks):
            look, pose, picture_seed = case_of(seed, person, number)
            drawing = draw(identity, look, pose, picture_seed, size)
            Image.fromarray(drawing.image).save(blob, "JPEG", quality=95, subsampling=0)
            offsets.append(blob.tell())
            labels = drawing.labels
            small = Image.fromarray(labels.parsing).resize(PARSING_SIZE, Image.Resampling.NEAREST)
            values = (labels.landmarks, labels.face_box, small, identity.vector(), person, look_indices(look), astuple(pose),
                size, picture_seed)
            for row, value in zip(rows.values(), values, strict=True):
                row.append(np.asarray(value))
    kinds = {"look": np.uint8, "person": np.int32, "seed": np.int64, "size": np.int32, "parsing": np.uint8}
    arrays = {name: np.stack(row).astype(kinds.get(name, np.float32)) for name, row in rows.items()}
    part = path.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        np.savez(file, blob=np.frombuffer(blob.getbuffer(), np.uint8), offsets=np.array(offsets, np.int64), **arrays)
    part.replace(path)
    return len(offsets) - 1


def _work(job: tuple) -> int:
    return draw_shard(*job)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--looks", type=int, default=16)
    parser.add_argument("--first", type=int, default=0, help="number of the first person; a multiple of the people in a shard")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, nargs=2, default=(384, 512), metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--smoke", action="store_true", help="four people, two looks, one worker")
    args = parser.parse_args()
    if args.smoke:
        args.people, args.looks, args.workers = 4, 2, 1
    os.nice(15)
    args.out.mkdir(parents=True, exist_ok=True)
    jobs = []
    last = args.first + args.people
    for start in range(args.first, last, SHARD_PEOPLE):
        people = range(start, min(start + SHARD_PEOPLE, last))
        jobs.append((args.out, start // SHARD_PEOPLE, people, args.looks, args.seed, tuple(args.size)))
    began, drawn = time.monotonic(), 0
    with multiprocessing.get_context("spawn").Pool(args.workers) as pool:
        for done, count in enumerate(pool.imap_unordered(_work, jobs), 1):
            drawn += count
            if done % 10 == 0 or done == len(jobs):
                print(f"{done}/{len(jobs)} shards, {drawn} pictures drawn, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
