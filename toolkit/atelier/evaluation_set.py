"""What `npm run eval` measures the shipped pack on: python -m atelier.evaluation_set --data DIR

DIR holds people whom no training has seen, drawn with a seed of their own:

    python -m atelier.draw --people 240 --looks 4 --seed 9001 --out DIR

Writes ../tests/eval/set.bin, JPEG files and compressed maps end to end, and set.json, which says where each lies and what is true
of it. A file is given as [offset, bytes]; landmarks and boxes are px of its own picture.

  faces     every face with some surroundings: person, file, landmarks [5][2]
  pictures  whole portraits: file, landmarks, box, and the parsing map (uint8 96x128, zlib)
  mosaics   canvases with several faces or none: file, boxes [n][4], landmarks [n][5][2]
  cases     what to draw of a person whose faces are above: the words of each layer, the class of each attribute, a seed
  turns     the same, drawn twice at neighbouring poses: what to draw, the poses, the landmarks of the drawn pair

Knows nothing of networks.
"""

import argparse
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .data import World
from .draw import LOOK_NAMES, look_indices, person_of
from .faces.mosaic import Mosaics
from .world import Look, Pose, captions, draw, sample_look
from .world.phrases import PHRASES

OUT = Path(__file__).resolve().parents[2] / "tests" / "eval"
LIMIT = 12_000_000  # bytes
SIZE = (384, 512)
ATTRIBUTES = captions.LOOK_FIELDS


@dataclass(frozen=True)
class SetConfig:
    seed: int = 9001  # of the drawn people; training sets use others
    people: int = 240
    face: int = 144  # px of a face's square picture
    around: float = 1.7  # its side over the longer side of the face box
    pictures: int = 60
    mosaics: int = 50
    cases: int = 100
    turns: int = 15


class Files:
    """Bytes end to end."""

    def __init__(self) -> None:
        self.bytes = bytearray()

    def add(self, data: bytes) -> list[int]:
        self.bytes += data
        return [len(self.bytes) - len(data), len(data)]

    def picture(self, image: np.ndarray, quality: int, halved: bool = False) -> list[int]:
        """uint8 RGB. Colour at full resolution, because hair and lips are told by it, unless it is to be `halved`."""
        factor = cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420 if halved else cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444
        options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factor]
        return self.add(cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), options)[1].tobytes())


def rounded(values: np.ndarray) -> list:
    return np.round(np.asarray(values, np.float64), 2).tolist()


def surroundings(world: World, i: int, config: SetConfig) -> tuple[np.ndarray, np.ndarray]:
    """The face's square picture and its landmarks there; outside of the portrait its edge is repeated."""
    x, y, width, height = world.box[i]
    scale = config.face / (config.around * max(width, height))
    middle = np.array([x + width / 2, y + height / 2])
    matrix = np.hstack([scale * np.eye(2), (config.face / 2 - scale * middle)[:, None]])
    # shrunk by more than half at once, bilinear sampling would alias
    reduce = 2 if scale < 0.5 else 1
    small = cv2.resize(world.image(i), None, fx=1 / reduce, fy=1 / reduce, interpolation=cv2.INTER_AREA)
    scaled = matrix * (reduce, reduce, 1)
    image = cv2.warpAffine(small, scaled, (config.face, config.face), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return image, world.landmarks[i] * scale + matrix[:, 2]


def layers(look: Look) -> dict[str, str]:
    """The look in the words of the studio's six layers: the first phrasing of each name."""
    say = {name: PHRASES[name][getattr(look, name)][0] if PHRASES[name][getattr(look, name)] else "" for name in ATTRIBUTES}
    outfit = "wearing " + captions.fill(say["outfit"], say["outfit_colour"])
    words = {
        "hair": captions.fill(say["hair"], say["hair_colour"]),
        "outfit": f"{outfit}, with {say['accessory']}" if say["accessory"] else outfit,
        "scene": say["scene"], "light": say["light"], "lens": say["framing"], "expression": say["expression"],
    }  # fmt: skip
    return {kind: captions._articles(text) for kind, text in words.items()}


def case_of(person: int, rng: np.random.Generator) -> tuple[dict, Look]:
    look = sample_look(rng)
    truth = dict(zip(ATTRIBUTES, look_indices(look), strict=True))
    if look.hair == "bald":
        del truth["hair_colour"]  # nothing to see of it
    return {"person": person, "layers": layers(look), "look": truth, "seed": int(rng.integers(0, 1_000_000))}, look


def turn_of(person: int, config: SetConfig, rng: np.random.Generator) -> dict:
    """Two poses a few degrees apart, and where the five points are in the drawn pair."""
    case, look = case_of(person, rng)
    start = rng.uniform(-20, 12)
    poses = [Pose(float(yaw), 0.0, 0.0, 0.0, 0.0, 0.0, 0.85) for yaw in (start, start + 8)]
    drawn = [draw(person_of(config.seed, person), look, pose, case["seed"], SIZE).labels.landmarks for pose in poses]
    return {
        **case,
        "poses": [rounded(list(vars(pose).values())) for pose in poses],
        "landmarks": [rounded(each) for each in drawn],
    }


def make(world: World, config: SetConfig) -> tuple[dict, bytes]:
    files, rng = Files(), np.random.default_rng(config.seed)
    index: dict = {"attributes": {name: list(names) for name, names in zip(ATTRIBUTES, LOOK_NAMES, strict=True)}}
    people = np.unique(world.person)[: config.people]
    index["faces"] = []
    for i in np.flatnonzero(np.isin(world.person, people)):
        image, landmarks = surroundings(world, i, config)
        index["faces"].append({"person": int(world.person[i]), "file": files.picture(image, 90), "landmarks": rounded(landmarks)})
    index["pictures"] = [
        {
            "file": files.picture(world.image(i), 92), "landmarks": rounded(world.landmarks[i]), "box": rounded(world.box[i]),
            "parsing": files.add(zlib.compress(np.ascontiguousarray(world.parsing[i]).tobytes(), 9)),
        }
        for i in rng.permutation(len(world))[: config.pictures]
    ]  # fmt: skip
    source, index["mosaics"] = Mosaics(world, np.arange(len(world))), []
    for _ in range(config.mosaics):
        image, boxes, landmarks = source.draw(rng)
        index["mosaics"].append({"file": files.picture(image, 88), "boxes": rounded(boxes), "landmarks": rounded(landmarks)})
    index["cases"] = [case_of(int(people[k % len(people)]), rng)[0] for k in range(config.cases)]
    index["turns"] = [turn_of(int(people[k % len(people)]), config, rng) for k in range(config.turns)]
    return index, bytes(files.bytes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--smoke", action="store_true", help="a handful of each")
    options = parser.parse_args()
    config = SetConfig(people=4, pictures=4, mosaics=4, cases=4, turns=1) if options.smoke else SetConfig()
    index, data = make(World(options.data), config)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    if len(data) + len(text) > LIMIT:
        raise SystemExit(f"{len(data) + len(text)} bytes, more than {LIMIT}: fewer pictures or a lower quality")
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "set.bin").write_bytes(data)
    (options.out / "set.json").write_text(text + "\n")
    counts = ", ".join(f"{len(rows)} {name}" for name, rows in index.items() if isinstance(rows, list))
    print(f"{counts}; {len(data)} bytes of files, {len(text)} of index")


if __name__ == "__main__":
    main()
