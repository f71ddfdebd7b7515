"""What `npm run eval` measures the upscaler on: `python -m atelier.upscaler_set` writes tests/eval/masters.bin and masters.json.

Squares of drawings at 1536x2048, of people and looks that nothing was trained on, half of them around the face, without loss.
Rows are written as differences to the pixel on the left, squares end to end, and all of it compressed by zlib.
"""

import argparse
import json
import zlib
from pathlib import Path

import numpy as np

from .evaluation_set import OUT, SetConfig
from .upscaler_data import LARGE, large_drawing

SIDE = 256  # px of the large picture; a multiple of the autoencoder's patch at a quarter of it
STEP = 64  # squares lie where the autoencoder's patches do
LIMIT = 2_000_000  # bytes


def square(seed: int, person: int) -> np.ndarray:
    """uint8 (SIDE, SIDE, 3)"""
    rng = np.random.default_rng([seed, person, 8])
    image, (x, y, width, height) = large_drawing(seed, person)
    middle = rng.uniform((y, x), (y + height, x + width)) if person % 2 == 0 else rng.uniform((0, 0), LARGE[::-1])
    limit = np.array(LARGE[::-1]) - SIDE
    top, left = (np.clip(middle - SIDE / 2, 0, limit) / STEP).round().astype(int) * STEP
    return image[top : top + SIDE, left : left + SIDE]


def packed(squares: list[np.ndarray]) -> bytes:
    rows = np.stack(squares)
    rows[:, :, 1:] -= rows[:, :, :-1].copy()  # uint8: differences wrap around, and back
    return zlib.compress(rows.tobytes(), 9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--smoke", action="store_true", help="two people")
    options = parser.parse_args()
    people = 2 if options.smoke else options.people
    data = packed([square(SetConfig().seed, person) for person in range(people)])
    if len(data) > LIMIT:
        raise SystemExit(f"{len(data)} bytes, more than {LIMIT}: fewer people")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "masters.bin").write_bytes(data)
    (options.out / "masters.json").write_text(json.dumps({"side": SIDE, "count": people}) + "\n")
    print(f"{people} squares, {len(data)} bytes")


if __name__ == "__main__":
    main()
