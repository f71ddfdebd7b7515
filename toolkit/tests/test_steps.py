"""The grid of steps and guidance: its measures, on pictures and numbers that are known."""

import numpy as np

from atelier import lexicon
from atelier.evaluate import steps


def test_a_flat_picture_has_no_edges_and_a_softened_one_has_fewer():
    board = np.indices((64, 64)).sum(0) // 4 % 2 * 255
    sharp = np.repeat(board[..., None], 3, -1).astype(np.uint8)
    soft = (0.5 * sharp + 0.5 * np.roll(sharp, 1, 0)).astype(np.uint8)
    assert steps.sharpness(np.full_like(sharp, 120)) == 0
    assert 0 < steps.sharpness(soft) < steps.sharpness(sharp)


def test_sharpness_is_the_variance_of_the_discrete_laplacian():
    one = np.zeros((5, 5, 3), np.uint8)
    one[2, 2] = 100  # answers -400 there, 100 at four neighbours, 0 at twenty
    assert np.isclose(steps.sharpness(one), (400**2 + 4 * 100**2) / 25)


def test_the_judge_is_asked_how_sure_it_is_of_what_was_asked():
    logits = [np.zeros((2, len(names))) for names in lexicon.CLASSES.values()]
    looks = np.zeros((2, len(logits)), np.int64)
    logits[0][1, 0] = np.log(19 * 3)  # of twenty styles, this one has three parts in four
    found = steps.probabilities(logits, looks)
    assert set(found) == set(steps.JUDGED)
    assert np.allclose(found["hair"], [1 / 20, 3 / 4])
    assert np.allclose(found["scene"], 1 / 18)


def test_every_number_of_steps_is_drawn_with_and_without_guidance():
    chosen = steps.settings(whole=False)
    assert {each.steps for each in chosen} == set(steps.STEPS)
    assert all({1.0, 2.8} <= {each.guidance for each in chosen if each.steps == count} for count in steps.STEPS)
    assert len(steps.settings(whole=True)) == len(steps.STEPS) * len(steps.GUIDANCE)


def test_a_table_has_a_line_for_the_drawings_and_one_for_each_setting():
    line = dict.fromkeys((*steps.JUDGED, "rank1", "cosine", "sharpness", "seconds"), 0.5)
    rows = [line | {"steps": None, "guidance": None}, line | {"steps": 2, "guidance": 1.0}]
    lines = steps.table(rows).splitlines()
    assert lines[2].startswith("| drawings |  | 50 % |")
    assert lines[3].startswith("| 2 | 1 | 50 % |") and len({text.count("|") for text in lines}) == 1
