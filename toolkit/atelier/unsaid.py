"""What nobody said and a picture has all the same: how its head is turned.

A hint is a mean over drawings. Of heads turned to either side and eyes that look away left or right the mean is a blur, and which
way it leans is chance in the words. So where a picture is drawn, not where the networks are trained, what was not said of a
pose is the front, with the eyes and mouth that go with the expression. Any of the seven values may be left unsaid.
"""

import torch
from torch import Tensor

from .hint import ATTRIBUTES, pose_input
from .world.params import usual_pose
from .world.vocabulary import EXPRESSIONS

UNSAID = -9.0  # at or below it a value of a pose was not said
EXPRESSION = slice(sum(ATTRIBUTES[:7]), sum(ATTRIBUTES[:8]))
_fields = [usual_pose(name) for name in EXPRESSIONS]
USUAL = pose_input(torch.tensor([[p.yaw, p.pitch, p.roll, p.gaze_x, p.gaze_y, p.mouth, p.eyes] for p in _fields]))[:, :-1]


def posed(pose: Tensor, attributes: Tensor) -> Tensor:
    """pose [B, 8] in the graph's units, attributes [B, 99] probabilities -> [B, 8] with all of it said."""
    values, present = pose.split([USUAL.shape[1], 1], -1)
    said = present * (values - UNSAID).clamp(0, 1)
    usual = attributes[:, EXPRESSION] @ USUAL.to(pose)
    return torch.cat([usual + said * (values - usual), torch.ones_like(present)], -1)
