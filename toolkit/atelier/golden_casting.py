"""Golden numbers for casting: `python -m atelier.golden_casting` writes tests/golden/casting.json.

A person is drawn from the prior around a centre, given what is known of some readings, in textbook form: with A the readings'
weights, S their variances and s the spread around the centre c, known values v have the gain

    K = s^2 A^T (s^2 A A^T + S)^-1

and z = c + s n + K (v - bias - e - A (c + s n)) with n and e normal is a draw from the posterior (Matheron's rule). Besides the
draws stands the posterior's own mean. The noise is that of golden_philox.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from . import prior
from .export._file import PACK
from .golden_philox import normal

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "casting.json"
STREAM = 1  # of a candidate's seed
CASES = (
    {"seed": 0, "spread": 1.0, "known": {}},
    {"seed": 123_456, "spread": 1.0, "known": {"age": 0.69, "masculinity": 0.2, "beard": 0.0, "eye_hue": 0.5, "freckles": 0.9}},
    {"seed": 999_999, "spread": 0.6, "known": {"skin_tone": 0.9, "brow_arch": 0.75}},
)  # fmt: skip


def posterior(found: dict, k: int, spread: float, known: dict[str, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(weights A [m, k], deviations [m], gain [k, m]) of the known readings, in their order."""
    readings = [found["readings"][name] for name in known]
    a = np.array([reading["weights"] for reading in readings]).reshape(len(readings), k)
    noise = np.array([reading["noise"] for reading in readings])
    gain = spread**2 * a.T @ np.linalg.inv(spread**2 * a @ a.T + np.diag(noise**2))
    return a, noise, gain


def case(found: dict, seed: int, spread: float, known: dict[str, float]) -> dict:
    k = len(found["deviation"])
    centre = np.zeros(k) if spread == 1 else 0.8 * normal(7, 0, k).astype(np.float64)
    a, noise, gain = posterior(found, k, spread, known)
    wanted = np.array([value - found["readings"][name]["bias"] for name, value in known.items()])
    drawn = normal(seed, STREAM, k + len(known)).astype(np.float64)
    free = centre + spread * drawn[:k]
    z = free + gain @ (wanted - noise * drawn[k:] - a @ free)
    return {
        "seed": seed, "spread": spread, "centre": centre.tolist(), "known": known, "z": z.tolist(),
        "mean": (centre + gain @ (wanted - a @ centre)).tolist(), "embedding": prior.decode(found, z[None])[0].tolist(),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    found = prior.read(options.pack / "prior.json")
    options.out.write_text(json.dumps({"cases": [case(found, **each) for each in CASES]}) + "\n")


if __name__ == "__main__":
    main()
