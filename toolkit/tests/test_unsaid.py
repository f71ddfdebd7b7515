"""What is not said of a pose."""

import torch

from atelier.hint import ATTRIBUTES
from atelier.hint_layers import ACCESSORY_AT, EXPRESSION_AT, STRESS, stressed
from atelier.unsaid import UNSAID, posed
from atelier.world.params import usual_pose
from atelier.world.vocabulary import EXPRESSIONS


def asked(expression: str) -> torch.Tensor:
    named = torch.zeros(1, sum(ATTRIBUTES))
    named[0, EXPRESSION_AT + EXPRESSIONS.index(expression)] = 1
    return named


def test_a_pose_that_nobody_said_is_the_front_with_the_mouth_and_eyes_of_the_expression():
    usual = usual_pose("laughing")
    pose = posed(torch.zeros(1, 8), asked("laughing"))[0]
    assert torch.allclose(pose, torch.tensor([0.0, 0, 0, 0, 0, usual.mouth, usual.eyes, 1]))


def test_what_was_said_stays_and_the_rest_goes_with_the_expression():
    said = torch.tensor([[-0.5, UNSAID, 0.25, 1, UNSAID, UNSAID, 0.3, 1]])
    pose = posed(said, asked("thoughtful"))[0]
    assert torch.allclose(pose, torch.tensor([-0.5, 0, 0.25, 1, usual_pose("thoughtful").gaze_y, 0, 0.3, 1]))


def test_an_expression_is_further_from_the_mean_and_nothing_else_is():
    told = torch.cat([asked("serious") * 2, torch.ones(1, 5)], 1)
    moved = (stressed(told) - told)[0]
    shown = slice(EXPRESSION_AT, ACCESSORY_AT)
    assert torch.allclose(moved[shown], (STRESS - 1) * (told[0, shown] - told[0, shown].mean()))
    assert moved[:EXPRESSION_AT].abs().sum() == 0 and moved[ACCESSORY_AT:].abs().sum() == 0
