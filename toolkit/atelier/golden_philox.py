"""Golden normal noise for the browser's engine: Philox4x32-10 and Box-Muller, written from the paper in numpy.

python -m atelier.golden_philox            writes tests/golden/philox-normal.json
"""

import json
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "philox-normal.json"
CASES = ((0, 0), (1, 0), (999_999, 0), (999_999, 3), (2**40 + 5, 1))  # (seed, stream)
LENGTH = 66  # not a multiple of four: the last block is cut


def philox(counter: np.ndarray, key: tuple[int, int]) -> np.ndarray:
    """counter (N, 4) uint64 words below 2**32 -> (N, 4): Salmon et al. 2011, ten rounds."""
    c0, c1, c2, c3 = (counter[:, i].astype(np.uint64) for i in range(4))
    mask = np.uint64(0xFFFFFFFF)
    k0, k1 = np.uint64(key[0]), np.uint64(key[1])
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (p1 >> np.uint64(32)) ^ c1 ^ k0, p1 & mask, (p0 >> np.uint64(32)) ^ c3 ^ k1, p0 & mask
        k0, k1 = (k0 + np.uint64(0x9E3779B9)) & mask, (k1 + np.uint64(0xBB67AE85)) & mask
    return np.stack((c0, c1, c2, c3), axis=1)


def normal(seed: int, stream: int, length: int) -> np.ndarray:
    """Elements 0 .. length-1 of one stream, float32 (length,)."""
    blocks = np.arange((length + 3) // 4, dtype=np.uint64)
    counter = np.stack((blocks, blocks * 0, np.full_like(blocks, stream), blocks * 0), axis=1)
    words = philox(counter, (seed & 0xFFFFFFFF, seed >> 32)).astype(np.float64).reshape(-1, 2)
    radius = np.sqrt(-2.0 * np.log((words[:, 0] + 0.5) / 2**32))
    angle = 2.0 * np.pi * words[:, 1] / 2**32
    pairs = np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)
    return pairs.reshape(-1)[:length].astype(np.float32)


def main() -> None:
    zero = philox(np.zeros((1, 4), np.uint64), (0, 0))[0]
    assert [hex(int(w)) for w in zero] == ["0x6627e8d5", "0xe169c58d", "0xbc57ac4c", "0x9b00dbd8"], "Random123 kat_vectors"
    cases = [{"seed": s, "stream": t, "values": [float(v) for v in normal(s, t, LENGTH)]} for s, t in CASES]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"cases": cases}) + "\n")


if __name__ == "__main__":
    main()
