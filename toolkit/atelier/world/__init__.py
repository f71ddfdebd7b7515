"""The drawn world: who, how dressed, which way turned, and the picture of it with its labels."""

from .draw import Drawing, draw
from .labels import Labels
from .params import Identity, Look, Pose, sample_identity, sample_look, sample_pose

__all__ = ["Drawing", "Identity", "Labels", "Look", "Pose", "draw", "sample_identity", "sample_look", "sample_pose"]
