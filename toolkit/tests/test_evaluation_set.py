"""The evaluation set says of its pictures what is true of them."""

import zlib

import cv2
import numpy as np
import pytest

from atelier.data import World
from atelier.draw import draw_shard
from atelier.evaluation_set import SetConfig, make


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    draw_shard(folder, 0, range(2), 2, 9001, (384, 512))
    return make(World(folder), SetConfig(people=2, pictures=2, mosaics=2, cases=3, turns=1))


def image(data: bytes, place: list[int]) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(data[place[0] : place[0] + place[1]], np.uint8), cv2.IMREAD_COLOR)


def test_every_face_lies_inside_of_its_picture(made):
    index, data = made
    assert [face["person"] for face in index["faces"]] == [0, 0, 1, 1]
    for face in index["faces"]:
        assert image(data, face["file"]).shape == (144, 144, 3)
        points = np.array(face["landmarks"])
        assert points.min() > 0 and points.max() < 144
        assert 20 < np.linalg.norm(points[0] - points[1]) < 80


def test_pictures_come_with_their_regions(made):
    index, data = made
    for picture in index["pictures"]:
        assert image(data, picture["file"]).shape == (512, 384, 3)
        start, length = picture["parsing"]
        classes = np.frombuffer(zlib.decompress(data[start : start + length]), np.uint8)
        assert classes.size == 128 * 96 and classes.max() <= 5


def test_a_case_says_in_words_what_its_classes_are(made):
    index, _ = made
    for case in index["cases"]:
        assert index["attributes"]["scene"][case["look"]["scene"]].split()[-1] in case["layers"]["scene"]
        assert set(case["layers"]) == {"hair", "outfit", "scene", "light", "lens", "expression"}


def test_a_turned_head_moves_its_nose(made):
    index, _ = made
    before, after = (np.array(points) for points in index["turns"][0]["landmarks"])
    assert after[2, 0] - before[2, 0] > 1
