"""Pictures with nobody in them are the same from the same seed, and the check tells two clouds of embeddings apart."""

import json

import cv2
import numpy as np
import pytest
import torch

from atelier.data import World
from atelier.draw import draw_shard
from atelier.evaluation_set import Files
from atelier.faces.check import DIMENSION, fit
from atelier.faces.extra import draw_negatives
from atelier.limits_set import drawings, turned
from atelier.negatives.kinds import KINDS, UNSEEN, picture

PAINTERS = {name: painter for kinds in KINDS.values() for name, painter in kinds.items()}


@pytest.mark.parametrize("name", PAINTERS)
def test_a_picture_depends_on_its_seed_alone(name):
    one, again, other = (picture(PAINTERS[name], np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one.shape == (512, 384, 3) and one.std() > 2
    assert (one == again).all() and (one != other).any()


def test_what_is_never_shown_is_one_of_the_kinds():
    assert set(UNSEEN) < set(PAINTERS)


def test_a_shard_of_them_says_that_nobody_is_there(tmp_path):
    draw_negatives(tmp_path, 3, 5)
    world = World(tmp_path)
    assert len(world) == 3 and (world.person == -1).all() and (world.box == 0).all()


def test_drawings_come_with_what_they_show(tmp_path):
    draw_shard(tmp_path, 0, range(1), 2, 9001, (384, 512))
    files, world = Files(), World(tmp_path)
    rows = drawings(files, world, np.arange(2)) + turned(files, world, np.arange(1))
    assert len(json.dumps(rows)) > 0 and rows[0]["shown"]["skin"].endswith("of 5")
    for row in rows:
        start, length = row["file"]
        image = cv2.imdecode(np.frombuffer(bytes(files.bytes[start : start + length]), np.uint8), cv2.IMREAD_COLOR)
        assert image.shape[0] in (128, 256) and image.shape[1] in (96, 192)


def test_the_check_tells_two_clouds_apart_and_lets_held_out_drawings_pass():
    rng = np.random.default_rng(0)

    def cloud(count, middle):
        points = rng.normal(0, 1, (count, DIMENSION)) + middle
        return points / np.linalg.norm(points, axis=1, keepdims=True)

    towards = rng.normal(0, 1, DIMENSION)
    check = fit(cloud(200, towards), cloud(200, -towards), cloud(100, towards), steps=60)
    with torch.no_grad():
        said = [check(torch.from_numpy(cloud(100, side).astype(np.float32))) >= 0.5 for side in (towards, -towards)]
    assert said[0].float().mean() > 0.9 and said[1].float().mean() < 0.02
