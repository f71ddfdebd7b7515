"""A golden master for the browser's engine: `python -m atelier.golden_upscaler` writes tests/golden/upscaler.json.

The shipped weights in PyTorch, on a small picture with edges, gradients and grain. Every fifth pixel of the master is written
down.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from .export._file import PACK, weights
from .upscaler_net import Steps, Upscaler
from .vae import as_tensor

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "upscaler.json"
WIDTH, HEIGHT, EVERY = 20, 52, 5


def picture() -> np.ndarray:
    """uint8 (HEIGHT, WIDTH, 3)"""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    disc = np.hypot(x - 9.3, y - 20.7) < 7.1
    stripe = (x + 2 * y) % 11 < 3
    grain = np.random.default_rng(0).integers(-3, 4, (HEIGHT, WIDTH))
    planes = [np.where(disc, 214, 40 + 3 * y), np.where(stripe, 30, 170 - 2 * x), np.where(disc & stripe, 240, 60 + 4 * x)]
    return np.clip(np.stack(planes, 2) + grain[..., None], 0, 255).astype(np.uint8)


@torch.no_grad()
def main() -> None:
    found, image = weights("upscaler", pack=PACK), picture()
    upscaler = Upscaler() if "head.weight" in found else Steps()
    upscaler.load_state_dict({name: found[name] for name in upscaler.state_dict()})
    master = upscaler.eval()(as_tensor(image[None]))[0, :, ::EVERY, ::EVERY]
    told = {
        "sha256": hashlib.sha256((PACK / "upscaler.onnx").read_bytes()).hexdigest(), "width": WIDTH, "height": HEIGHT,
        "every": EVERY, "rgb": image.flatten().tolist(), "master": np.round(master.flatten().tolist(), 5).tolist(),
    }  # fmt: skip
    OUT.write_text(json.dumps(told, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
