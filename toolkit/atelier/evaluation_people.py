"""Who the people of the evaluation set are: python -m atelier.evaluation_people --data DIR --trained DIR --latents DIR

`--data` is what evaluation_set.py was written from; `--trained` what the prior was fitted to, with its embeddings under
`--latents`. Beside the set it writes

  people.json  attributes  names of what a person is known by, as the prior reads them, and first `skin_tone` and `age`
               people      those of each person, in the order of their numbers
               pictures    of each whole portrait of the set, whose it is and the class of its hair
               more        cases like the set's own, of hair that is rare among those
               neutral     what to draw of a person in plain light, and the colour of their skin in a drawing of just that:
                           the median L*, a*, b* (D65, 2 degrees) of the pixels that were painted as face skin
               trained     how many people the prior was fitted to, the length of their embeddings, and the embedder's SHA-256
  trained.bin  int8 [trained, length]: the mean embedding of each, so that a copy of one would be found

Bands are cut by whoever reads this. It draws nothing that the set shows, and knows nothing of the generator.
"""

import argparse
import hashlib
import json
from pathlib import Path

import cv2
import numpy as np

from . import latents, people, prior
from .controls import attributes
from .data import World
from .draw import look_indices
from .evaluation_set import ATTRIBUTES, OUT, SIZE, SetConfig, case_of, layers
from .export._file import PACK
from .world import Look, Pose, draw
from .world.vocabulary import HAIR_STYLES, PARSING

NEUTRAL = 30  # people, as many of every band of skin
SKIN_BANDS = 5
BANDED = ("skin_tone", "age")  # to three digits, so that nobody is rounded into another band
# Of every texture one, none of which hides the face.
HAIR = ("bun", "wavy shoulder-length", "curly short", "box braids", "buzz cut")
# Texture by texture, and how many more of each: those that one style in ten has.
RARE = {("wavy long", "wavy shoulder-length"): 9, ("buzz cut", "bald"): 5}
FRONT = Pose(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.85)
PEAK = 127  # of int8


def lab(image: np.ndarray) -> np.ndarray:
    """uint8 (..., 3) sRGB -> float (..., 3) L*, a*, b* for D65."""
    shape = image.shape
    pixels = (image.reshape(-1, 1, 3) / 255).astype(np.float32)
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB).reshape(shape)


def skin_of(image: np.ndarray, parsing: np.ndarray) -> list[float]:
    pixels = image[parsing == PARSING.index("face skin")]
    return [round(float(value), 2) for value in np.median(lab(pixels), 0)]


def neutral_case(world: World, person: int, number: int) -> dict:
    """A person in plain light before a plain wall, without anything that covers or tints the face."""
    identity = people.identity(world.identity[world.person == person][0])
    look = Look(
        hair=HAIR[number % len(HAIR)], hair_colour="dark brown", outfit="t-shirt", outfit_colour="grey", scene="plain studio",
        light="flat and bright", framing="head and shoulders", expression="neutral", accessory="none",
    )  # fmt: skip
    drawing = draw(identity, look, FRONT, number, SIZE)
    return {
        "person": person, "layers": layers(look), "look": dict(zip(ATTRIBUTES, look_indices(look), strict=True)),
        "seed": number, "skin": skin_of(drawing.image, drawing.labels.parsing),
    }  # fmt: skip


def neutral_cases(world: World, owners: np.ndarray, tones: np.ndarray) -> list[dict]:
    """The same number of each band, band after band in turn, so that any first part of them is balanced."""
    band = np.minimum((tones * SKIN_BANDS).astype(int), SKIN_BANDS - 1)
    each = [owners[band == k][: NEUTRAL // SKIN_BANDS] for k in range(SKIN_BANDS)]
    turns = [person for row in zip(*each, strict=True) for person in row]
    # hair moves on by one in every round, so that no band always wears the same
    return [neutral_case(world, int(person), k + k // SKIN_BANDS) for k, person in enumerate(turns)]


def rare_cases(owners: list[int]) -> list[dict]:
    """Cases of people whom the set has none of, drawn at random until the hair is of the texture."""
    rng, cases = np.random.default_rng(SetConfig().seed + 1), []
    for styles, count in RARE.items():
        for _ in range(count):
            person = owners[len(cases)]
            case = case_of(person, rng)[0]
            while HAIR_STYLES[case["look"]["hair"]] not in styles:
                case = case_of(person, rng)[0]
            cases.append(case)
    return cases


def picture_owners(world: World, pictures: list[dict]) -> list[dict]:
    """The set's portraits found again among the drawings, by their landmarks."""
    found = []
    for picture in pictures:
        apart = np.abs(world.landmarks - np.array(picture["landmarks"])).max((1, 2))
        i = int(apart.argmin())
        if apart[i] > 0.01:
            raise SystemExit("a picture of the set is not among these drawings")
        found.append({"person": int(world.person[i]), "hair": int(world.look[i, 0])})
    return found


def describe(world: World, index: dict) -> dict:
    owners, first = np.unique(world.person, return_index=True)
    vectors = world.identity[first]
    known = attributes(lambda name: vectors[:, people.NAMES.index(name)])
    names = [*BANDED, *(name for name in known if name not in BANDED)]
    rows = np.stack([known[name] for name in names], 1)
    return {
        "attributes": names,
        "people": [
            [round(value, 3 if name in BANDED else 2) for name, value in zip(names, row, strict=True)] for row in rows.tolist()
        ],
        "pictures": picture_owners(world, index["pictures"]),
        "more": rare_cases(owners[~np.isin(owners, [case["person"] for case in index["cases"]])].tolist()),
        "neutral": neutral_cases(world, owners, known["skin_tone"]),
    }


def mean_embeddings(world: World, folder: Path) -> np.ndarray:
    """[people, D] L2-normalised; of those only who were not held out."""
    indices, rows = latents.load(world, folder, "embedding")
    seen = np.isin(indices, world.train())
    return prior.people_of(rows[seen], world.person[indices[seen]])[0]


def quantised(embeddings: np.ndarray) -> np.ndarray:
    """int8, each person by their own scale: only directions are compared."""
    return np.rint(embeddings / np.abs(embeddings).max(1, keepdims=True) * PEAK).astype(np.int8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--latents", type=Path, required=True, help="where their embeddings are")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    described = describe(World(options.data), json.loads((options.out / "set.json").read_text()))
    trained = quantised(mean_embeddings(World(options.trained), options.latents))
    (options.out / "trained.bin").write_bytes(trained.tobytes())
    digest = hashlib.sha256((PACK / "face_embedder.onnx").read_bytes()).hexdigest()
    described["trained"] = {"people": len(trained), "length": trained.shape[1], "embedder": digest}
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":")) + "\n"
    (options.out / "people.json").write_text(text)
    print({name: len(rows) for name, rows in described.items()} | {"bytes": len(text)})


if __name__ == "__main__":
    main()
