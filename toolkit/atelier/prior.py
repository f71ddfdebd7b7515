"""The prior over people, from which people are cast: `python -m atelier.prior --data DIR --latents DIR` writes prior.json.

    embedding = normalise(mean + sum_k z_k deviation_k direction_k),  z standard normal

It is fitted to one embedding per drawn person, the mean over that person's pictures. `readings` say what a person's attributes
are from z: value = weights . z + bias, give or take `noise`, fitted by ridge regression; whoever casts conditions z on them. One
person in twenty is held out of everything, and an attribute whose reading explains too little of them is not offered. `copies`
reports how near cast people come to drawn ones. It knows no picture.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np

from . import latents
from .controls import BEARDS, CONTROLS, GLUE, attributes
from .data import HELD_OUT_EVERY, World
from .export._file import PACK
from .people import NAMES

DIRECTIONS = 64
RIDGE = 30.0
LEAST_R2 = 0.25  # of held-out people


def fit(embeddings: np.ndarray) -> dict[str, np.ndarray]:
    """embeddings [N, D], L2-normalised, one per person."""
    mean = embeddings.mean(0)
    _, singular, directions = np.linalg.svd(embeddings - mean, full_matrices=False)
    k = min(DIRECTIONS, len(directions))
    return {"mean": mean, "deviation": singular[:k] / np.sqrt(len(embeddings)), "directions": directions[:k]}


def people_of(embeddings: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One unit vector per person, and the index of a picture of each. embeddings [N, D], person [N]."""
    _, first, inverse = np.unique(person, return_index=True, return_inverse=True)
    sums = np.zeros((len(first), embeddings.shape[1]))
    np.add.at(sums, inverse, embeddings)
    return sums / np.linalg.norm(sums, axis=1, keepdims=True), first


def coordinates(prior: dict[str, np.ndarray], embeddings: np.ndarray) -> np.ndarray:
    """z of embeddings, [N, K]."""
    return (embeddings - prior["mean"]) @ prior["directions"].T / prior["deviation"]


def decode(prior: dict[str, np.ndarray], z: np.ndarray) -> np.ndarray:
    """[N, D] L2-normalised."""
    people = prior["mean"] + (z * prior["deviation"]) @ prior["directions"]
    return people / np.linalg.norm(people, axis=1, keepdims=True)


def cast(prior: dict[str, np.ndarray], n: int, rng: np.random.Generator) -> np.ndarray:
    """[n, D] L2-normalised embeddings of invented people."""
    return decode(prior, rng.standard_normal((n, len(prior["deviation"]))))


def copies(prior: dict[str, np.ndarray], drawn: np.ndarray, n: int = 500, seed: int = 0) -> dict[str, float]:
    """Cosine of each cast person to the nearest drawn one, mean and maximum; to compare, of drawn people to the nearest other."""
    nearest = (cast(prior, n, np.random.default_rng(seed)) @ drawn.T).max(1)
    others = (drawn @ drawn.T - 2 * np.eye(len(drawn))).max(1)
    drawn_ones = {"drawnMean": float(others.mean()), "drawnMax": float(others.max())}
    return {"mean": float(nearest.mean()), "max": float(nearest.max())} | drawn_ones


def read_attribute(z: np.ndarray, values: np.ndarray, held_out: np.ndarray) -> dict:
    """Ridge regression of one attribute on z. noise is the residual's deviation over people held out of the fit, as is r2."""
    x = np.c_[z, np.ones(len(z))]
    penalty = RIDGE * np.diag([1.0] * z.shape[1] + [0.0])
    fitted = x[~held_out]
    solved = np.linalg.solve(fitted.T @ fitted + penalty, fitted.T @ values[~held_out])
    residual = (values - x @ solved)[held_out]
    r2 = 1 - float((residual**2).mean() / values[held_out].var())
    return {"weights": solved[:-1], "bias": float(solved[-1]), "noise": float(np.sqrt((residual**2).mean())), "r2": r2}


def with_shares(control: dict, beards: np.ndarray) -> dict:
    """A beard is one of its levels and nothing between them: each with the share of people who have it. beards [N]."""
    if control["name"] != "beard":
        return control
    shares = np.bincount(beards.astype(int), minlength=len(BEARDS)) / len(beards)
    return control | {"levels": [level | {"share": float(shares[BEARDS.index(level["name"])])} for level in control["levels"]]}


def build(embeddings: np.ndarray, person: np.ndarray, identity: np.ndarray) -> tuple[dict, dict[str, float]]:
    """(what prior.json says, held-out R2 of every attribute). One row per picture: [N, D], [N], Identity.vector() [N, F]."""
    people, first = people_of(embeddings, person)
    held_out = person[first] % HELD_OUT_EVERY == 0
    prior = fit(people[~held_out])
    z = coordinates(prior, people)
    values = attributes(lambda name: identity[first, NAMES.index(name)])
    found = {name: read_attribute(z, column, held_out) for name, column in values.items()}
    offered = {name: reading for name, reading in found.items() if reading["r2"] >= LEAST_R2}
    controls = [asdict(control) for control in CONTROLS if all(set(level.values) <= set(offered) for level in control.levels)]
    controls = [with_shares(control, identity[first, NAMES.index("beard")]) for control in controls]
    document = prior | {"readings": offered, "controls": controls, "glue": GLUE, "copies": copies(prior, people)}
    return document, {name: reading["r2"] for name, reading in found.items()}


def _plain(value: object, digits: int) -> object:
    """Arrays and numbers as JSON has them, rounded."""
    if isinstance(value, np.ndarray):
        return _plain(value.tolist(), digits)
    if isinstance(value, dict):
        return {name: _plain(each, digits) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, digits) for each in value]
    return round(value, digits) if isinstance(value, float) else value


def write(path: Path, document: dict) -> None:
    rounded = {name: _plain(value, 3 if name == "directions" else 4) for name, value in document.items()}
    path.write_text(json.dumps(rounded, separators=(",", ":")) + "\n")


def read(path: Path) -> dict:
    """Mean, deviation and directions as arrays; the rest as it is written."""
    document = json.loads(path.read_text())
    return document | {name: np.asarray(document[name]) for name in ("mean", "deviation", "directions")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--latents", type=Path, default=Path("work/latents"), help="where the embeddings are")
    parser.add_argument("--out", type=Path, default=PACK / "prior.json")
    options = parser.parse_args()
    world = World(options.data)
    indices, embeddings = latents.load(world, options.latents, "embedding")
    document, r2 = build(embeddings, world.person[indices], world.identity[indices])
    write(options.out, document)
    print(json.dumps({"r2": _plain(r2, 2), "copies": document["copies"], "bytes": options.out.stat().st_size}))


if __name__ == "__main__":
    main()
