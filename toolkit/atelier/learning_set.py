"""More faces of people of the evaluation set, to learn them from: python -m atelier.learning_set --data DIR

DIR holds the same people as that set's, in more looks:

    python -m atelier.draw --people 40 --looks 12 --seed 9001 --out DIR

Looks 0 to 3 are the evaluation set's own and stay out; of looks 4 to 11 the faces are written to ../tests/eval/learning.bin, and
learning.json says whose each is and where: {"faces": [{"person", "file": [offset, bytes], "landmarks": [5][2]}]}, as in set.json.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from .data import World
from .evaluation_set import OUT, Files, SetConfig, rounded, surroundings

KNOWN = 4  # looks that the evaluation set shows
QUALITY = 88


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    world, files, faces = World(options.data), Files(), []
    for person in np.unique(world.person):
        for i in np.flatnonzero(world.person == person)[KNOWN:]:
            image, landmarks = surroundings(world, i, SetConfig())
            faces.append({"person": int(person), "file": files.picture(image, QUALITY), "landmarks": rounded(landmarks)})
    (options.out / "learning.bin").write_bytes(files.bytes)
    (options.out / "learning.json").write_text(json.dumps({"faces": faces}, separators=(",", ":")) + "\n")
    print(f"{len(faces)} faces, {len(files.bytes)} bytes")


if __name__ == "__main__":
    main()
