"""What can be read of a person from the prior, and that every word for it can be drawn."""

from dataclasses import asdict

import numpy as np

from atelier import controls, prior
from atelier.people import NAMES
from atelier.world.params import sample_identity


def people(n: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings that hold the age in one direction, and identities."""
    identity = np.stack([sample_identity(rng).vector() for _ in range(n)])
    embeddings = rng.standard_normal((n, 128))
    embeddings[:, 3] = 4 * (identity[:, NAMES.index("age")] - 0.5) * 12**0.5
    return embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True), identity


def test_only_what_can_be_read_is_offered():
    embeddings, identity = people(800, np.random.default_rng(0))
    document, r2 = prior.build(embeddings, np.arange(800), identity)
    assert r2["age"] > 0.8
    assert set(document["readings"]) == {name for name, value in r2.items() if value >= prior.LEAST_R2}
    assert [control["name"] for control in document["controls"]] == ["age"]


def test_a_person_is_the_mean_of_their_pictures():
    rows = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    means, first = prior.people_of(rows, np.array([5, 5, 2]))
    assert np.allclose(means, [[1, 0], [0.5**0.5, 0.5**0.5]])
    assert first.tolist() == [2, 0]


def test_what_is_written_is_read_back(tmp_path):
    embeddings, identity = people(800, np.random.default_rng(1))
    document, _ = prior.build(embeddings, np.arange(800), identity)
    prior.write(tmp_path / "prior.json", document)
    z = np.random.default_rng(2).standard_normal((5, prior.DIRECTIONS))
    assert np.allclose(prior.decode(prior.read(tmp_path / "prior.json"), z), prior.decode(document, z), atol=2e-3)


def test_no_control_asks_for_a_level_twice():
    for control in controls.CONTROLS:
        names = [level.name for level in control.levels]
        assert len(set(names)) == len(names)
        assert all(level.words for level in control.levels)


def test_every_beard_has_the_share_of_those_who_have_it():
    control = asdict(next(control for control in controls.CONTROLS if control.name == "beard"))
    beards = np.array([0, 0, 0, 2, 5, 0, 3, 0])
    shares = {level["name"]: level["share"] for level in prior.with_shares(control, beards)["levels"]}
    assert shares == {"none": 5 / 8, "stubble": 0, "moustache": 1 / 8, "goatee": 1 / 8, "short": 1 / 8, "full": 0}
