"""The drawn world keeps its word: the same picture twice, every name drawable, labels that agree with the paint."""

from dataclasses import fields, replace

import numpy as np
import pytest

from atelier.draw import case_of, draw_shard, look_from, look_indices, person_of
from atelier.world import Look, Pose, draw, sample_identity, sample_look, sample_pose
from atelier.world import vocabulary as v

FRONT = Pose(yaw=0, pitch=0, roll=0, gaze_x=0, gaze_y=0, mouth=0, eyes=0.85)
PLAIN = Look("bald", "black", "t-shirt", "navy", "plain studio", "flat and bright", "head and shoulders", "neutral", "none")
NAMES = {
    "hair": v.HAIR_STYLES, "hair_colour": v.HAIR_COLOURS, "outfit": v.OUTFITS, "outfit_colour": v.OUTFIT_COLOURS,
        "scene": v.SCENES,
    "light": v.LIGHTS, "framing": v.FRAMINGS, "expression": v.EXPRESSIONS, "accessory": v.ACCESSORIES,
}  # fmt: skip


def person(seed: int):
    return sample_identity(np.random.default_rng(seed))


def test_the_same_arguments_draw_the_same_picture():
    rng = np.random.default_rng(5)
    look = sample_look(rng)
    pose = sample_pose(rng, look)
    a, b = (draw(person(1), look, pose, 42) for _ in range(2))
    assert np.array_equal(a.image, b.image)
    assert np.array_equal(a.labels.parsing, b.labels.parsing)
    assert not np.array_equal(a.image, draw(person(1), look, pose, 43).image)


@pytest.mark.parametrize(("field", "value"), [(f, value) for f, values in NAMES.items() for value in values])
def test_every_name_of_the_vocabulary_draws(field, value):
    seed = list(NAMES).index(field) * 100 + NAMES[field].index(value)
    rng = np.random.default_rng(seed)
    look = replace(sample_look(rng), **{field: value})
    drawing = draw(person(seed), look, sample_pose(rng, look), seed)
    assert drawing.image.shape == (512, 384, 3) and drawing.image.dtype == np.uint8
    assert drawing.image.std() > 10
    assert drawing.labels.parsing.shape == (512, 384) and drawing.labels.parsing.max() < len(v.PARSING)


def test_vocabulary_covers_every_field_of_a_look():
    assert [f.name for f in fields(Look)] == list(NAMES)


def test_a_changed_attribute_changes_the_picture():
    base = draw(person(3), PLAIN, FRONT, 1).image.astype(int)
    for field, values in NAMES.items():
        value = next(name for name in values if name != getattr(PLAIN, field))
        other = draw(person(3), replace(PLAIN, **{field: value}), FRONT, 1).image.astype(int)
        if field != "hair_colour":  # the plain look is bald
            assert (np.abs(base - other).max(-1) > 12).sum() > 500, field  # pixels


@pytest.mark.parametrize("seed", range(12))
def test_frontal_landmarks_lie_on_face_skin_in_order(seed):
    drawing = draw(person(seed), PLAIN, FRONT, seed)
    points = drawing.labels.landmarks
    for x, y in points:
        assert drawing.labels.parsing[int(y), int(x)] == v.PARSING.index("face skin")
    left_eye, right_eye, nose, left_mouth, right_mouth = points
    assert left_eye[0] < nose[0] < right_eye[0] and left_mouth[0] < nose[0] < right_mouth[0]
    assert left_eye[1] < nose[1] < left_mouth[1]
    x, y, w, h = drawing.labels.face_box
    assert (points > [x, y]).all() and (points < [x + w, y + h]).all()


def test_parsing_has_every_class_where_it_is_worn():
    look = replace(PLAIN, hair="wavy long", accessory="sunglasses", outfit="t-shirt")
    parsing = draw(person(2), look, FRONT, 7).labels.parsing
    share = np.bincount(parsing.ravel(), minlength=len(v.PARSING)) / parsing.size
    assert (share > 0.002).all(), dict(zip(v.PARSING, share, strict=True))


def test_a_bald_head_has_no_hair_label():
    assert not (draw(person(4), PLAIN, FRONT, 3).labels.parsing == v.PARSING.index("hair")).any()


@pytest.mark.parametrize(("turn", "axis", "sign"), [({"yaw": 30}, 0, 1), ({"yaw": -30}, 0, -1), ({"pitch": 14}, 1, -1),
    ({"pitch": -14}, 1, 1)])
def test_turning_the_head_carries_the_nose_between_the_eyes_the_right_way(turn, axis, sign):
    def offset(pose):
        points = draw(person(6), PLAIN, pose, 3).labels.landmarks
        return points[2] - points[[0, 1]].mean(0)

    moved = offset(replace(FRONT, **turn)) - offset(FRONT)
    assert moved[axis] * sign > 4


def test_positive_roll_leans_the_crown_to_the_right():
    points = draw(person(6), PLAIN, replace(FRONT, roll=10), 3).labels.landmarks
    assert points[1, 1] > points[0, 1]


@pytest.mark.parametrize("size", [(448, 448), (512, 384), (288, 512), (768, 1024)])
def test_other_sizes_keep_the_face_inside(size):
    for framing in v.FRAMINGS:
        drawing = draw(person(8), replace(PLAIN, framing=framing), FRONT, 2, size)
        assert drawing.image.shape == (size[1], size[0], 3)
        x, y, w, h = drawing.labels.face_box
        assert x > 0 and y > 0 and x + w < size[0] and y + h < size[1]


def test_a_shard_holds_what_its_header_says(tmp_path):
    assert draw_shard(tmp_path, 0, range(2), 2, 9, (384, 512)) == 4
    assert draw_shard(tmp_path, 0, range(2), 2, 9, (384, 512)) == 0
    data = np.load(tmp_path / "shard-00000.npz")
    assert data["offsets"].shape == (5,) and data["offsets"][-1] == len(data["blob"])
    assert data["parsing"].shape == (4, 128, 96) and data["look"].shape == (4, 9)
    look, _, seed = case_of(9, 1, 0)
    assert look_from(data["look"][2]) == look and look_indices(look) == data["look"][2].tolist() and data["seed"][2] == seed
    assert np.array_equal(data["identity"][3], person_of(9, 1).vector())
