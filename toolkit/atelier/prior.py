"""The prior over embeddings, from which people are cast: a mean and the leading directions of variation, in prior.json.

    embedding = normalise(mean + sum_k z_k deviation_k direction_k),  z standard normal

`copies` reports how near cast people come to drawn ones. It knows no picture.
"""

import json
from pathlib import Path

import numpy as np

DIRECTIONS = 64


def fit(embeddings: np.ndarray) -> dict[str, np.ndarray]:
    """embeddings [N, D], L2-normalised, one per person."""
    mean = embeddings.mean(0)
    _, singular, directions = np.linalg.svd(embeddings - mean, full_matrices=False)
    k = min(DIRECTIONS, len(directions))
    return {"mean": mean, "deviation": singular[:k] / np.sqrt(len(embeddings)), "directions": directions[:k]}


def cast(prior: dict[str, np.ndarray], n: int, rng: np.random.Generator) -> np.ndarray:
    """[n, D] L2-normalised embeddings of invented people."""
    z = rng.standard_normal((n, len(prior["deviation"])))
    people = prior["mean"] + (z * prior["deviation"]) @ prior["directions"]
    return people / np.linalg.norm(people, axis=1, keepdims=True)


def copies(prior: dict[str, np.ndarray], drawn: np.ndarray, n: int = 500, seed: int = 0) -> dict[str, float]:
    """Cosine of each cast person to the nearest drawn one: mean and maximum."""
    nearest = (cast(prior, n, np.random.default_rng(seed)) @ drawn.T).max(1)
    return {"mean": float(nearest.mean()), "max": float(nearest.max())}


def write(path: Path, embeddings: np.ndarray) -> None:
    found = fit(embeddings)
    rounded = {name: np.round(value.astype(float), 5).tolist() for name, value in found.items()}
    path.write_text(json.dumps(rounded, separators=(",", ":")) + "\n")


def read(path: Path) -> dict[str, np.ndarray]:
    return {name: np.asarray(value) for name, value in json.loads(path.read_text()).items()}
