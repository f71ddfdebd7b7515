"""Who the people of the evaluation set are is said as they were drawn."""

import numpy as np
import pytest

from atelier import evaluation_people
from atelier.data import World
from atelier.draw import draw_shard, person_of
from atelier.evaluation_set import SetConfig, make


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    folder = tmp_path_factory.mktemp("known")
    draw_shard(folder, 0, range(2), 2, 9001, (384, 512))
    return World(folder)


# skimage.color.rgb2lab; OpenCV looks its curve up in a table, which is up to 0.14 off
def test_colours_are_those_of_scikit_image():
    rgb = np.uint8([[[250, 224, 206], [84, 56, 44], [0, 0, 255]]])
    expected = [[90.8225, 6.1093, 12.0726], [26.4347, 10.781, 12.5154], [32.2957, 79.1856, -107.8573]]
    assert np.allclose(evaluation_people.lab(rgb)[0], expected, atol=0.2)


def test_pictures_are_found_again_by_their_landmarks(world):
    index, _ = make(world, SetConfig(people=2, pictures=4, mosaics=1, cases=1, turns=1))
    found = evaluation_people.picture_owners(world, index["pictures"])
    order = np.random.default_rng(9001).permutation(4)
    assert [each["person"] for each in found] == world.person[order].tolist()
    assert [each["hair"] for each in found] == world.look[order, 0].tolist()


def test_skin_in_plain_light_is_lighter_on_lighter_people(world):
    tones = [person_of(9001, person).skin_tone for person in (0, 1)]
    cases = [evaluation_people.neutral_case(world, person, 0) for person in (0, 1)]
    assert (tones[0] < tones[1]) == (cases[0]["skin"][0] > cases[1]["skin"][0])
    assert cases[0]["layers"]["light"] == "flat and bright light"


def test_directions_survive_eight_bits():
    rows = np.random.default_rng(0).standard_normal((50, 128))
    small = evaluation_people.quantised(rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(float)
    cosine = (rows * small).sum(1) / np.linalg.norm(rows, axis=1) / np.linalg.norm(small, axis=1)
    assert cosine.min() > 0.999
