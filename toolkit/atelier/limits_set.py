"""What `npm run eval` asks the photograph inspector about: python -m atelier.limits_set --data DIR [--drawings N] [--out DIR]

  limits.bin   JPEG files end to end
  limits.json  negatives  pictures with nobody in them to read: kind, what it is, whether nothing such was shown in training
               turned     drawings of people upside down, mirrored, or cut through the face: for information
               drawings   people held out of all training, each in another look, with what they are and wear
               width      px of every picture here, and `drawn`, px that it was drawn at

`--data` holds drawings of people whom no training set has: what evaluation_set.py was written from, or faces.extra people.
Noises, patterns and camera photographs are made by the evaluation (tests/eval). The committed set has few drawings; --out with
many and `npm run eval -- --limits DIR` say more about them. It knows nothing of networks.
"""

import argparse
import json
from dataclasses import fields
from pathlib import Path

import cv2
import numpy as np

from .data import World
from .draw import look_from
from .evaluation_set import OUT, Files
from .negatives.hand import SIZE
from .negatives.kinds import KINDS, UNSEEN, picture
from .world import Identity

LIMIT = 3_000_000  # bytes
WIDTH, HEIGHT = 192, 256  # half of what is drawn; the detector sees 240x320
QUALITY = {"negatives": 50, "drawings": 60}
COUNTS = {"objects": 220, "flat drawings": 150, "figures": 130, "places": 130}
SKIN_BANDS = 5
TONE = [field.name for field in fields(Identity)].index("skin_tone")


def small(image: np.ndarray) -> np.ndarray:
    return cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def negatives(files: Files, seed: int) -> list[dict]:
    rows = []
    for number, (kind, painters) in enumerate(KINDS.items()):
        names = list(painters)
        for k in range(COUNTS[kind]):
            name = names[k % len(names)]
            image = small(picture(painters[name], np.random.default_rng([seed, number, k])))
            file = files.picture(image, QUALITY["negatives"], True)
            rows.append({"kind": kind, "what": name, "unseen": name in UNSEEN, "file": file})
    return rows


def shown(world: World, i: int) -> dict[str, str]:
    look, band = look_from(world.look[i]), min(SKIN_BANDS - 1, int(world.identity[i, TONE] * SKIN_BANDS))
    of_look = {
        "hair": look.hair,
        "light": look.light,
        "lens": look.framing,
        "expression": look.expression,
        "accessory": look.accessory,
    }
    return {"skin": f"{band + 1} of {SKIN_BANDS}", **of_look}


TURNS = {
    "upside down": lambda image: image[::-1, ::-1],
    "mirrored": lambda image: image[:, ::-1],
    "left half": lambda image: image[:, : image.shape[1] // 2],
    "lower half": lambda image: image[image.shape[0] // 2 :],
}


def turned(files: Files, world: World, chosen: np.ndarray) -> list[dict]:
    pictures = [(name, turn(small(world.image(i)))) for i in chosen for name, turn in TURNS.items()]
    return [
        {"what": name, "file": files.picture(np.ascontiguousarray(image), QUALITY["drawings"], True)} for name, image in pictures
    ]


def drawings(files: Files, world: World, chosen: np.ndarray) -> list[dict]:
    return [{"shown": shown(world, i), "file": files.picture(small(world.image(i)), QUALITY["drawings"], True)} for i in chosen]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--drawings", type=int, default=150)
    parser.add_argument("--turned", type=int, default=5, help="drawings to be turned, each in four ways")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--seed", type=int, default=1, help="of the negatives; another than the one trained on (faces.extra)")
    options = parser.parse_args()
    files, world = Files(), World(options.data)
    order = np.random.default_rng(options.seed).permutation(len(world))
    index = {
        "width": WIDTH, "drawn": SIZE[0], "negatives": negatives(files, options.seed),
        "turned": turned(files, world, order[: options.turned]),
        "drawings": drawings(files, world, order[options.turned :][: options.drawings]),
    }  # fmt: skip
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    if options.out == OUT and len(files.bytes) + len(text) > LIMIT:
        raise SystemExit(f"{len(files.bytes) + len(text)} bytes, more than {LIMIT}: fewer pictures or a lower quality")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "limits.bin").write_bytes(files.bytes)
    (options.out / "limits.json").write_text(text + "\n")
    print(f"{len(index['negatives'])} negatives, {len(index['drawings'])} drawings, {len(files.bytes)} bytes of files")


if __name__ == "__main__":
    main()
