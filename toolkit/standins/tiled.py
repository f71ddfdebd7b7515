"""What a decoder paints in one piece, in diffusers' tiles, and in tiles of one size that lie evenly.

python -m standins.tiled        writes tests/golden/tiles.json

The decoder is the stand-in of Stable Diffusion 1.5's. Ours is the app's way: tiles of one size, the last ending where the
picture does, with weights that fall linearly towards a tile's ends and are divided by their sum. diffusers' tiles begin at
equal distances and the last is what remains, so that it may be a sliver; both are compared to the picture in one piece.
"""

import base64
import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from atelier.golden_philox import normal

from .models import build
from .shapes import STANDINS

ROOT = Path(__file__).resolve().parents[2]
SEED, HEIGHT, WIDTH, TILE, FACTOR, OVERLAP = 99, 20, 14, 8, 8, 0.25


def starts(length: int) -> list[int]:
    overlap = int(np.ceil(TILE * OVERLAP))
    count = int(np.ceil((length - overlap) / (TILE - overlap)))
    return np.floor(np.linspace(0, length - TILE, count) + 0.5).astype(int).tolist()


def evenly(decode, latent: torch.Tensor) -> np.ndarray:
    side = TILE * FACTOR
    place = np.arange(side) + 0.5
    ramp = np.minimum(1, np.minimum(place, side - place) / (side * OVERLAP))
    weight = np.outer(ramp, ramp)
    image, total = np.zeros((3, HEIGHT * FACTOR, WIDTH * FACTOR)), np.zeros((HEIGHT * FACTOR, WIDTH * FACTOR))
    for top in starts(HEIGHT):
        for left in starts(WIDTH):
            seen = decode(latent[:, :, top : top + TILE, left : left + TILE])[0].numpy()
            rows, columns = slice(FACTOR * top, FACTOR * top + side), slice(FACTOR * left, FACTOR * left + side)
            image[:, rows, columns] += weight * seen
            total[rows, columns] += weight
    return image / total


def pixels(image: np.ndarray) -> np.ndarray:
    return np.round(255 * np.clip(image / 2 + 0.5, 0, 1)).astype(np.uint8)


def decibels(a: np.ndarray, b: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / np.mean((a.astype(float) - b) ** 2)))


@torch.no_grad()
def main() -> None:
    standin = next(each for each in STANDINS if each.name == "sd15")
    path = ROOT / "tests" / "fixtures" / "standins" / "sd15" / "exact" / standin.graphs["vae_decoder"].file
    vocabulary = len(json.loads((ROOT / "tests" / "fixtures" / "standins" / "tokenizer" / "vocab.json").read_text()))
    vae = build(standin, vocabulary).vae
    latent = torch.from_numpy(normal(SEED, 0, 4 * HEIGHT * WIDTH)).reshape(1, 4, HEIGHT, WIDTH)
    decode = lambda part: vae.decode(part, return_dict=False)[0]  # noqa: E731
    whole = decode(latent)
    stored = onnxruntime.InferenceSession(path).run(None, {"latent_sample": latent.numpy()})[0]
    assert np.abs(stored - whole.numpy()).max() < 1e-3, "other weights than the fixture's"
    vae.enable_tiling()
    vae.tile_latent_min_size, vae.tile_sample_min_size, vae.tile_overlap_factor = TILE, TILE * FACTOR, OVERLAP
    theirs = decode(latent)[0].numpy()
    vae.disable_tiling()
    whole, theirs, ours = pixels(whole[0].numpy()), pixels(theirs), pixels(evenly(decode, latent))
    told = {
        "seed": SEED, "latent": [4, HEIGHT, WIDTH], "tile": TILE,
        "whole": base64.b64encode(whole.tobytes()).decode(), "tiled": base64.b64encode(ours.tobytes()).decode(),
        "diffusersDecibels": round(decibels(theirs, whole), 2),
    }  # fmt: skip
    (ROOT / "tests" / "golden" / "tiles.json").write_text(json.dumps(told) + "\n")
    print("theirs", decibels(theirs, whole), "ours", decibels(ours, whole))


if __name__ == "__main__":
    main()
