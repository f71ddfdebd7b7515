"""How well embeddings tell people apart: equal error rate, rank-1 retrieval. Unit vectors and person numbers in."""

import numpy as np


def pairs(vectors: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sorted cosines of all pairs of the set: of one person, of two. vectors [N,D] unit, person [N]."""
    first, second = np.triu_indices(len(person), 1)
    same = person[first] == person[second]
    cosine = (vectors @ vectors.T)[first, second]
    return np.sort(cosine[same]), np.sort(cosine[~same])


def equal_error_rate(vectors: np.ndarray, person: np.ndarray) -> tuple[float, float]:
    """The rate where false accepts equal false rejects, and the cosine at which they do."""
    genuine, impostor = pairs(vectors, person)
    thresholds = np.linspace(-1, 1, 4001)
    rejects = np.searchsorted(genuine, thresholds) / len(genuine)
    accepts = 1 - np.searchsorted(impostor, thresholds) / len(impostor)
    k = int(np.argmin(np.abs(rejects - accepts)))
    return float((rejects[k] + accepts[k]) / 2), float(thresholds[k])


def rank_one(vectors: np.ndarray, person: np.ndarray, people: int = 200) -> float:
    """Share of pictures whose nearest gallery picture shows the same person; the gallery has one picture of each of `people`."""
    ids, first = np.unique(person, return_index=True)
    gallery = first[:people]
    probes = np.setdiff1d(np.flatnonzero(np.isin(person, ids[:people])), gallery)
    nearest = np.argmax(vectors[probes] @ vectors[gallery].T, 1)
    return float((person[gallery][nearest] == person[probes]).mean())


def cosines(vectors: np.ndarray, person: np.ndarray) -> dict[str, float]:
    """The two distributions in the numbers that the app's likeness scale and the inspector's limits are set by."""
    genuine, impostor = pairs(vectors, person)
    return {
        "genuine_mean": float(genuine.mean()), "genuine_p5": float(np.percentile(genuine, 5)),
        "impostor_mean": float(impostor.mean()), "impostor_p99": float(np.percentile(impostor, 99)),
    }  # fmt: skip
