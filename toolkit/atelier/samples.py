"""The people who come with Likeness: python -m atelier.samples --out ../public/samples

Four invented people, eight drawings each in different looks and poses, from a seed no training set uses. Their faces were chosen
by eye out of two dozen for being unlike each other in age, skin and features; their looks are set so that eight drawings show the
person from all sides, as eight good photographs would.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from PIL import Image

from .world import Look, Pose, draw, sample_identity

SEED = 7777  # training sets are drawn from other seeds
SIZE = (480, 640)
QUALITY = 93
PEOPLE = {"mara": 22, "kwame": 20, "ingrid": 36, "ana": 30}

HEAD, TIGHT, HALF = "head and shoulders", "tight headshot", "half body"
LEFT, RIGHT, GOLD, FLAT = "soft from the left", "soft from the right", "golden hour", "flat and bright"
# (yaw, pitch, roll, gaze x, gaze y) of the eight drawings: from the front, turned both ways, up and down
TURNS = (
    (-8, 2, 0, 0.1, 0),
    (14, 0, 3, 0, 0),
    (-22, 0, -3, 0.3, 0),
    (0, -5, 0, 0, 0.1),
    (26, 3, 2, -0.3, 0),
    (-14, 6, 4, 0, 0),
    (5, 0, -4, 0, 0),
    (-32, 0, 0, 0.4, 0),
)
LOOKS = {
    "mara": (
        ("wavy shoulder-length", "chestnut", "linen shirt", "sage", "window-lit room", LEFT, HEAD, "soft smile", "none"),
        ("bob", "dark brown", "blazer and shirt", "navy", "gallery", FLAT, HEAD, "neutral", "none"),
        ("bun", "chestnut", "knit sweater", "beige", "café", RIGHT, HEAD, "thoughtful", "earrings"),
        ("straight long", "ginger", "turtleneck", "black", "plain studio", LEFT, TIGHT, "serious", "none"),
        ("ponytail", "light brown", "denim jacket", "sky blue", "city street", FLAT, HEAD, "laughing", "none"),
        ("curly short", "red", "silk blouse", "burgundy", "library", RIGHT, HEAD, "soft smile", "none"),
        ("fringe bob", "black", "leather jacket", "black", "plain studio", FLAT, TIGHT, "neutral", "none"),
        ("wavy long", "chestnut", "summer dress", "mustard", "garden", GOLD, HALF, "soft smile", "none"),
    ),
    "kwame": (
        ("short coils", "black", "suit and tie", "grey", "office", LEFT, HEAD, "soft smile", "none"),
        ("buzz cut", "black", "turtleneck", "forest green", "plain studio", FLAT, TIGHT, "neutral", "none"),
        ("locs", "dark brown", "linen shirt", "white", "beach", FLAT, HEAD, "laughing", "none"),
        ("afro", "black", "trench coat", "beige", "city street", RIGHT, HEAD, "thoughtful", "none"),
        ("side part", "black", "blazer and shirt", "navy", "library", LEFT, HEAD, "serious", "glasses"),
        ("short coils", "grey", "knit sweater", "mustard", "kitchen", RIGHT, HEAD, "soft smile", "none"),
        ("bald", "black", "hoodie", "grey", "rooftop at sunset", FLAT, TIGHT, "neutral", "none"),
        ("box braids", "black", "denim jacket", "sky blue", "forest", LEFT, HALF, "soft smile", "none"),
    ),
    "ingrid": (
        ("bob", "grey", "silk blouse", "sky blue", "gallery", LEFT, HEAD, "soft smile", "none"),
        ("pixie cut", "white", "turtleneck", "black", "plain studio", FLAT, TIGHT, "neutral", "none"),
        ("bun", "grey", "lab coat", "white", "office", RIGHT, HEAD, "serious", "none"),
        ("straight shoulder-length", "dark blonde", "academic gown", "burgundy", "library", LEFT, HEAD, "soft smile", "none"),
        ("wavy shoulder-length", "white", "trench coat", "beige", "beach", FLAT, HEAD, "laughing", "none"),
        ("side part", "grey", "linen shirt", "white", "garden", RIGHT, HEAD, "thoughtful", "none"),
        ("fringe bob", "platinum", "blazer and shirt", "forest green", "plain studio", FLAT, TIGHT, "neutral", "earrings"),
        ("slicked back", "grey", "knit sweater", "red", "snow", LEFT, HALF, "soft smile", "none"),
    ),
    "ana": (
        ("curly long", "dark brown", "leather jacket", "black", "neon street at night", LEFT, HEAD, "neutral", "none"),
        ("two braids", "black", "t-shirt", "white", "desert", FLAT, HEAD, "soft smile", "none"),
        ("afro", "dark brown", "evening gown", "red", "stage", RIGHT, HEAD, "serious", "earrings"),
        ("straight long", "black", "scrubs", "sky blue", "plain studio", FLAT, TIGHT, "soft smile", "none"),
        ("ponytail", "chestnut", "hoodie", "pink", "mountains", LEFT, HEAD, "laughing", "none"),
        ("curly short", "black", "blazer and shirt", "burgundy", "café", RIGHT, HEAD, "thoughtful", "none"),
        ("bun", "dark brown", "turtleneck", "mustard", "plain studio", FLAT, TIGHT, "neutral", "none"),
        ("box braids", "ginger", "summer dress", "forest green", "garden", FLAT, HALF, "soft smile", "none"),
    ),
}
MOUTHS = {"laughing": (0.7, 0.65), "surprised": (0.55, 1.0)}  # expression: mouth, eyes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    for name, number in PEOPLE.items():
        person = sample_identity(np.random.default_rng([SEED, number]))
        folder = out / name
        folder.mkdir(parents=True, exist_ok=True)
        files = []
        for i, (fields, turn) in enumerate(zip(LOOKS[name], TURNS, strict=True)):
            look = Look(*fields)
            mouth, eyes = MOUTHS.get(look.expression, (0.0, 0.85))
            picture = draw(person, look, Pose(*turn, mouth, eyes), SEED + 10 * number + i, SIZE).image
            files.append(f"{i + 1:02}.webp")
            Image.fromarray(picture).save(folder / files[-1], quality=QUALITY, method=6)
        (folder / "index.json").write_text(json.dumps({"drawings": files}) + "\n")


if __name__ == "__main__":
    main()
