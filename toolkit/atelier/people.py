"""A drawn person's parameters as the projector sees them: standardised numbers, the beard one-hot, mole places left out."""

from dataclasses import fields

import numpy as np

from .world.params import Identity

NAMES = [field.name for field in fields(Identity)]
BEARDS = 6
PLAIN = [name for name in NAMES if name not in ("beard", "mole_seed")]
UNIT = ("skin_tone", "eye_hue", "freckles", "age", "masculinity")  # in 0..1; moles in 0..3; the rest in -1..1
SIZE = len(PLAIN) + BEARDS


def parameters(vectors: np.ndarray) -> np.ndarray:
    """Identity.vector() rows [N, F] -> [N, SIZE] float32, each about zero mean and unit variance."""
    columns = []
    for name in PLAIN:
        value = vectors[:, NAMES.index(name)]
        if name == "freckles":
            columns.append((value - 0.17) / 0.3)
        elif name == "moles":
            columns.append(value - 1.0)
        else:
            columns.append((value - 0.5) * 12**0.5 if name in UNIT else value * 3**0.5)
    beard = vectors[:, NAMES.index("beard")].astype(int)
    return np.concatenate([np.stack(columns, 1), 2.0 * np.eye(BEARDS)[beard]], 1).astype(np.float32)


def identity(vector: np.ndarray) -> Identity:
    """The Identity that a shard's row was written from."""
    whole = ("moles", "mole_seed", "beard")
    return Identity(**{name: int(value) if name in whole else float(value) for name, value in zip(NAMES, vector, strict=True)})
