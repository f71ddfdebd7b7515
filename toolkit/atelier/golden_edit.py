"""What a picture drawn again goes through, written by `python -m atelier.golden` to tests/golden/image-to-image.json.

Two small cases over the exported graphs, in the textbook's form: SDEdit (a picture taken part of the way back to noise, and the
walk from there) and blended latents (at every level, cells that are held are the picture's own with the same noise).
"""

import numpy as np

from .evaluate.generator import Pipeline
from .golden_philox import normal

CASES = (
    {"name": "whole", "strength": 0.3, "masked": False},
    {"name": "masked", "strength": 1.0, "masked": True},
)  # fmt: skip


def picture(height: int, width: int) -> np.ndarray:
    """uint8 (H, W, 3): slopes that rise and fall, whole numbers, so that everybody can draw it."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    value = (x + 2 * y + 40 * c) % 512
    return np.minimum(value, 511 - value).astype(np.uint8)


def mask(height: int, width: int) -> np.ndarray:
    """uint8 (H, W): the left half free, one column of cells half free, the rest held."""
    row = np.zeros(width, np.uint8)
    row[: width // 2], row[width // 2 : width // 2 + 16] = 255, 128
    return np.tile(row, (height, 1))


def levels(steps: int, shift: float, strength: float) -> np.ndarray:
    """[steps + 1] down to 0: the last part of the way, evenly spaced and then shifted."""
    even = np.linspace(strength, 0, steps + 1)
    return (shift * even / (1 + (shift - 1) * even)).astype(np.float32)


def stages(
    pipeline: Pipeline, told: dict, contexts: tuple[np.ndarray, np.ndarray], size: tuple[int, int], seed: int, steps: int,
    shift: float, guidance: float, strength: float, masked: bool,
) -> dict[str, np.ndarray]:  # fmt: skip
    """size: latent height and width; contexts: of the words and of none."""
    height, width = size
    image = picture(16 * height, 16 * width).transpose(2, 0, 1)[None].astype(np.float32) / np.float32(127.5) - 1
    x0 = pipeline.run("vae_encoder", {"image": image})["latent"]
    noise = normal(seed, 0, x0.size).reshape(x0.shape)
    free = mask(16 * height, 16 * width).reshape(height, 16, width, 16).max((1, 3)) / np.float32(255) if masked else 1.0
    at = levels(steps, shift, strength)
    noised = lambda t: (1 - t) * x0 + t * noise  # noqa: E731
    sample = noised(at[0])
    found = {"latent": x0, "start": sample}
    for i in range(steps):
        feeds = told | {"sample": sample, "timestep": at[i : i + 1]}
        asked, away = (pipeline.run("denoiser", feeds | {"context": each})["prediction"] for each in contexts)
        sample = sample + (at[i + 1] - at[i]) * (away + np.float32(guidance) * (asked - away))
        sample = (free * sample + (1 - free) * noised(at[i + 1])).astype(np.float32)
        found[f"sample.{i + 1}"] = sample
    return found | {"image": pipeline.run("vae_decoder", {"latent": sample})["image"]}
