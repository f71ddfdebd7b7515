"""The hint: roughly what the picture will be, straight from what is asked, for the denoiser to work out.

Sheets of aligned parts (hint_layers.py) are mixed and laid over one another where the landmarks say. That costs a thousandth of a
denoiser step to train and settles layout, colour and the larger edges, which a small denoiser is slowest to learn; the flow is
then trained on what is left over. Where a head stands in the frame differs from drawing to drawing, so the sheets are told the
five landmarks; in use a perceptron supplies their mean. Attributes come as probabilities, so a word that was not said is an
average of what could have been.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .hint_layers import Sheets

ATTRIBUTES = (20, 12, 16, 12, 18, 6, 3, 6, 6)  # classes of each attribute, in the order of vocabulary's groups
PERSON = 38  # people.SIZE
LANDMARKS = 10


class Hint(nn.Module):
    def __init__(self, pose: int):
        super().__init__()
        told = sum(ATTRIBUTES) + PERSON + pose
        self.place = nn.Sequential(nn.Linear(told, 256), nn.GELU(approximate="tanh"), nn.Linear(256, LANDMARKS))
        self.sheets = Sheets(told, LANDMARKS)

    def told(self, attributes: Tensor, person: Tensor, pose: Tensor) -> Tensor:
        return torch.cat([attributes * 2, person, pose * 2], -1)

    def forward(self, attributes: Tensor, person: Tensor, pose: Tensor, landmarks: Tensor | None = None) -> Tensor:
        """attributes [B, 99] probabilities, person [B, 38], pose [B, 8], landmarks [B, 10] in `units` -> [B, 16, 32, 24]"""
        told = self.told(attributes, person, pose)
        return self.sheets(told, self.place(told) if landmarks is None else landmarks)


def units(landmarks: np.ndarray) -> Tensor:
    """[N, 5, 2] pixels of a 384x512 picture -> [N, 10] of about zero mean and unit variance."""
    return torch.from_numpy((landmarks.reshape(-1, 5, 2) - (192, 220)) / (30, 50)).float().flatten(1)


def probabilities(logits: Tensor) -> Tensor:
    """[B, 99] logits of all attributes -> [B, 99], each attribute's softmax."""
    return torch.cat([part.softmax(-1) for part in logits.split(ATTRIBUTES, -1)], -1)


def one_hot(look: Tensor) -> Tensor:
    """[B, 9] class indices -> [B, 99]"""
    return torch.cat([F.one_hot(look[:, k], n).float() for k, n in enumerate(ATTRIBUTES)], -1)
