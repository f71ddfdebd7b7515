"""Motion of a pair of pictures: its measures on movements that are known, and once through the shipped graphs."""

import json

import cv2
import numpy as np
import pytest

from atelier.draw import draw_shard, person_of
from atelier.evaluate import motion
from atelier.world import Drawing, Labels, draw
from atelier.world.params import Pose, sample_look


def textured() -> np.ndarray:
    noise = np.random.default_rng(0).integers(0, 255, (256, 192, 3), dtype=np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 3)


def moved(image: np.ndarray, x: float, y: float) -> np.ndarray:
    return cv2.warpAffine(image, np.float32([[1, 0, x], [0, 1, y]]), image.shape[1::-1], borderMode=cv2.BORDER_REFLECT)


def drawing(image: np.ndarray, landmarks: np.ndarray) -> Drawing:
    everywhere = np.ones(image.shape[:2], np.uint8)
    return Drawing(image, Labels(landmarks.astype(np.float32), np.zeros(4, np.float32), everywhere))


def test_a_shift_is_found_and_its_round_trip_ends_where_it_began():
    first, second = textured(), moved(textured(), 3, -2)
    there, back = motion.optical_flow(first, second), motion.optical_flow(second, first)
    inner = np.s_[20:-20, 20:-20]
    assert np.allclose(np.median(there[inner], (0, 1)), [3, -2], atol=0.1)
    assert motion.round_trip(there, back)[inner].mean() < 0.1


def test_the_flow_is_read_between_pixels():
    y, x = np.mgrid[:20, :30].astype(np.float32)
    ramp = np.stack([2 * x, -y], -1)
    assert np.allclose(motion.at(ramp, np.array([[4.5, 7.25], [20, 3]])), [[9, -7.25], [40, -3]], atol=0.05)


def test_a_pair_that_does_not_move_is_wrong_by_all_that_the_drawn_one_moves():
    image, points = textured(), np.random.default_rng(1).uniform(40, 120, (5, 2))
    drawn = [drawing(image, points), drawing(moved(image, 4, 0), points + [4, 0])]
    still = motion.compared(drawn, [image, image])
    assert still["error"] == pytest.approx(still["still"], rel=1e-3) and still["still"] == pytest.approx(4 / 192, rel=0.1)
    assert abs(still["gain"]) < 0.01 and still["landmarks"] < 0.5 / 192
    same = motion.compared(drawn, [each.image for each in drawn])
    assert same["error"] == 0 and same["gain"] == pytest.approx(1)


def test_the_flow_of_a_drawn_pair_follows_its_landmarks():
    look = sample_look(np.random.default_rng(5))
    drawn = [draw(person_of(1, 20), look, Pose(yaw, 0, 0, 0, 0, 0, 0.85), 3, (384, 512)) for yaw in (0, 5)]
    found = motion.compared(drawn, [each.image for each in drawn])
    assert found["landmarks"] < 0.01 and found["roundTrip"] < 0.01 and found["error"] == 0


def test_a_pair_is_drawn_by_the_shipped_graphs_and_measured(tmp_path):
    draw_shard(tmp_path, 0, range(20, 21), 2, 1, (384, 512))
    motion.main(["--data", str(tmp_path), "--out", str(tmp_path / "motion.json"), "--smoke", "--threads", "1"])
    found = json.loads((tmp_path / "motion.json").read_text())
    assert found["pairs"] == 1 and 0 <= found["error"] < 0.2 and 0 < found["still"] < 0.2
