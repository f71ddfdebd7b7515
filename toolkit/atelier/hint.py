"""The hint: roughly what the picture will be, straight from what is asked, for the denoiser to work out.

Parts of a sitter (hint_layers.py) are mixed from components and laid over one another where the rig says. That costs a fraction
of a denoiser step to train and settles layout, colour and edges, which a small denoiser is slowest to learn; the flow is then
trained on what is left over. Where a sitter stands in the frame differs from drawing to drawing, so the parts are told the rig;
in use a perceptron supplies its mean. Attributes come as probabilities, so a word that was not said is an average of what could
have been.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .hint_frames import RIG
from .hint_layers import Sheets

ATTRIBUTES = (20, 12, 16, 12, 18, 6, 3, 6, 6)  # classes of each attribute, in the order of vocabulary's groups
PERSON = 38  # people.SIZE


class Hint(nn.Module):
    def __init__(self, pose: int):
        super().__init__()
        told = sum(ATTRIBUTES) + PERSON + pose
        self.place = nn.Sequential(nn.Linear(told, 256), nn.GELU(approximate="tanh"), nn.Linear(256, RIG))
        self.sheets = Sheets(told)

    def told(self, attributes: Tensor, person: Tensor, pose: Tensor) -> Tensor:
        return torch.cat([attributes * 2, person, pose * 2], -1)

    def forward(self, attributes: Tensor, person: Tensor, pose: Tensor, rig: Tensor | None = None) -> Tensor:
        """attributes [B, 99] probabilities, person [B, 38], pose [B, 8], rig [B, 21] standardised -> [B, 16, 32, 24]"""
        told = self.told(attributes, person, pose)
        return self.sheets(told, attributes, self.place(told) if rig is None else rig)


def probabilities(logits: Tensor) -> Tensor:
    """[B, 99] logits of all attributes -> [B, 99], each attribute's softmax."""
    return torch.cat([part.softmax(-1) for part in logits.split(ATTRIBUTES, -1)], -1)


def one_hot(look: Tensor) -> Tensor:
    """[B, 9] class indices -> [B, 99]"""
    return torch.cat([F.one_hot(look[:, k], n).float() for k, n in enumerate(ATTRIBUTES)], -1)


def pose_input(poses: Tensor) -> Tensor:
    """Pose rows [N, 7] in degrees and fractions -> [N, 8] in the graph's units, present."""
    units = torch.tensor([40.0, 15.0, 10.0, 1, 1, 1, 1])
    return torch.cat([poses / units, torch.ones(len(poses), 1)], 1)
