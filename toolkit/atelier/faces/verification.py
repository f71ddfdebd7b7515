"""How well embeddings tell people apart: equal error rate, rank-1 retrieval. Unit vectors and person numbers in."""

import numpy as np


def equal_error_rate(vectors: np.ndarray, person: np.ndarray) -> float:
    """Where false accepts equal false rejects, over all pairs of the set. vectors [N,D] unit, person [N]."""
    first, second = np.triu_indices(len(person), 1)
    same = person[first] == person[second]
    cosine = (vectors @ vectors.T)[first, second]
    genuine, impostor = np.sort(cosine[same]), np.sort(cosine[~same])
    thresholds = np.linspace(-1, 1, 4001)
    rejects = np.searchsorted(genuine, thresholds) / len(genuine)
    accepts = 1 - np.searchsorted(impostor, thresholds) / len(impostor)
    k = int(np.argmin(np.abs(rejects - accepts)))
    return float((rejects[k] + accepts[k]) / 2)


def rank_one(vectors: np.ndarray, person: np.ndarray, people: int = 200) -> float:
    """Share of pictures whose nearest gallery picture shows the same person; the gallery has one picture of each of `people`."""
    ids, first = np.unique(person, return_index=True)
    gallery = first[:people]
    probes = np.setdiff1d(np.flatnonzero(np.isin(person, ids[:people])), gallery)
    nearest = np.argmax(vectors[probes] @ vectors[gallery].T, 1)
    return float((person[gallery][nearest] == person[probes]).mean())


def cosines(vectors: np.ndarray, person: np.ndarray) -> dict[str, float]:
    """Means and tails of the two distributions, which the app's likeness scale is calibrated on."""
    table = vectors @ vectors.T
    first, second = np.triu_indices(len(person), 1)
    same = person[first] == person[second]
    genuine, impostor = table[first, second][same], table[first, second][~same]
    return {
        "genuine_mean": float(genuine.mean()), "genuine_p10": float(np.percentile(genuine, 10)),
        "impostor_mean": float(impostor.mean()), "impostor_p99": float(np.percentile(impostor, 99)),
        "impostor_p90": float(np.percentile(impostor, 90)),
    }  # fmt: skip
